"""Makes this app's kinds of deferred work known to whoever runs jobs.

The one Celery task belongs to `reports`: a message is a job's id, whatever its kind.
"""

from requests_app.services import fulfilment

__all__ = ["KINDS"]

KINDS = (fulfilment.DELIVER,)
