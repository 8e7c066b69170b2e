"""What Celery knows of this app: one task that does a job by its id, and the sweeps of the clock.

Importing this module makes every kind of work of this app known to `jobs`.
"""

from celery import shared_task

from reports.services import (
    allotting,
    editions,
    erasing,
    exporting,
    issuing,
    jobs,
    mailing,
    reminding,
    retaining,
    subscriptions,
    sweeps,
)

__all__ = ["KINDS", "do", "ring", "sweep"]

KINDS = (mailing.KIND, issuing.KIND, exporting.KIND, erasing.KIND)
sweeps.register("erasures", erasing.sweep)
sweeps.register("retention", retaining.sweep)
sweeps.register("files", editions.sweep)  # after what lets files go
sweeps.register("next periods", subscriptions.renew_due)
sweeps.register("units", allotting.sweep)
sweeps.register("reminders", reminding.sweep)


@shared_task(name="reports.tasks.do")
def do(job_id: int) -> None:
    """Do a job if it is free; a doubled or late message finds it taken or done."""
    jobs.run(job_id)


def ring() -> int:
    """Send what is due; the relay calls this, nothing in a request does."""
    return jobs.ring(lambda job_id: do.apply_async((job_id,), retry=False))


@shared_task(name="reports.tasks.sweep")
def sweep() -> None:
    """Remove the files that no edition names, and whatever else has come due by the clock."""
    sweeps.run()
