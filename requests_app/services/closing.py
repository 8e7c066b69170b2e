"""Closes what was delivered and left alone: thirty days after the last delivery, by itself.

The clock owes a job for each that is due; the job asks again, so a late or doubled one does nothing.
"""

from datetime import timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from reports.models import Job
from reports.services import jobs
from requests_app.domain.workflow import Actor, Status
from requests_app.models import ReportRequest
from requests_app.services import transitions

CLOSE = "close"
AFTER = timedelta(days=30)


def due() -> QuerySet[ReportRequest]:
    """What was delivered so long ago that nobody is expected to come back to it."""
    delivered = Max("events__at", filter=Q(events__transition="deliver"))
    waiting = ReportRequest.objects.filter(status=Status.DELIVERED.value)
    return waiting.annotate(delivered_at=delivered).filter(delivered_at__lte=timezone.now() - AFTER)


def owe() -> int:
    """Owe the closing of each that is due; says how many."""
    keys = list(due().values_list("pk", flat=True))
    for key in keys:
        jobs.defer(CLOSE, key)
    return len(keys)


def _prepare(_job: Job, _lease: jobs.Lease) -> None:
    """Nothing takes long here."""


def _record(job: Job, _nothing: None) -> None:
    request = due().filter(pk=job.subject).first()
    if request:
        transitions.apply(request, "close", by=None, actor=Actor.SYSTEM)


jobs.register(jobs.Kind(name=CLOSE, prepare=_prepare, record=_record))
