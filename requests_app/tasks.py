"""Makes this app's kinds of deferred work known to whoever runs jobs, and what the clock starts of it.

The one Celery task that does work belongs to `reports`: a message is a job's id, whatever its kind.
"""

from celery import shared_task

from requests_app.services import closing, fulfilment

__all__ = ["KINDS", "close_delivered"]

KINDS = (fulfilment.DELIVER, closing.CLOSE)


@shared_task(name="requests_app.tasks.close_delivered")
def close_delivered() -> None:
    """Owe the closing of what was delivered long ago."""
    closing.owe()
