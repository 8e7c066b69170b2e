"""Makes this app's kinds of deferred work and its sweeps known to whoever runs them.

The Celery tasks belong to `reports`: a message is a job's id, whatever its kind.
"""

from reports.services import sweeps
from requests_app.services import closing, expiring, fulfilment

__all__ = ["KINDS"]

KINDS = (fulfilment.DELIVER, expiring.EXPIRE, closing.CLOSE)
sweeps.register("quotes", expiring.sweep)
sweeps.register("delivered", closing.owe)
