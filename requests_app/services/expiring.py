"""Lets quotes run out by themselves: the clock finds those past their last day and owes each as a job.

A quote that was decided meanwhile is left alone, so the sweep and the job may run as often as they like.
"""

from django.utils import timezone

from reports.models import Job
from reports.services import jobs
from requests_app.domain.workflow import Actor
from requests_app.models import Quote, QuoteState, ReportRequest
from requests_app.services import quoting, transitions

EXPIRE = "expire_quote"


def sweep() -> int:
    """Owe the end of each open quote that is past its last day; says how many there are."""
    overdue = Quote.objects.filter(state=QuoteState.OPEN, valid_until__lt=timezone.localdate())
    found = list(overdue.values_list("pk", flat=True)[:500])
    for quote in found:
        jobs.defer(EXPIRE, quote)
    return len(found)


def _prepare(_job: Job, _lease: jobs.Lease) -> None:
    """Nothing takes long here."""


def _record(job: Job, _prepared: None) -> None:
    quote = Quote.objects.select_related("request").get(pk=job.subject)
    if not quoting.has_run_out(quote):
        return
    try:
        transitions.apply(quote.request, "expire_quote", by=None, actor=Actor.SYSTEM)
    except transitions.TransitionRefused as refusal:
        # Somebody was faster: then it is decided. Anything else is a fault that staff should see.
        if ReportRequest.objects.get(pk=quote.request_id).version == quote.request.version:
            raise jobs.JobRefusedError(str(refusal)) from refusal


jobs.register(jobs.Kind(name=EXPIRE, prepare=_prepare, record=_record))
