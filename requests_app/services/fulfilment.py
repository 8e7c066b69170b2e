"""From approval to delivery: the PDF is made by a job, and the delivery recorded with the end of that job.

A page that asks how far it is reads the job's row; the broker is never asked.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from reports.models import Correction, Edition, Job, JobState, Report, User
from reports.services import editions, issuing, jobs
from requests_app.domain.workflow import Actor, Status
from requests_app.models import Delivery, ReportRequest
from requests_app.services import notifying, transitions
from requests_app.services.consequences import DELIVER

__all__ = ["DELIVER", "LATE", "Progress", "Stage", "edition_of", "notices_on", "print_again", "progress"]

LATE = timedelta(seconds=15)


class Stage(StrEnum):
    """How far the PDF is."""

    QUEUED = "queued"
    WAITING = "waiting"
    RENDERING = "rendering"
    READY = "ready"
    FAILED = "failed"


_SENTENCES = {
    Stage.QUEUED: "Your report is next in line for printing.",
    Stage.WAITING: "Work waits: our printing service is not answering. It will go on by itself.",
    Stage.RENDERING: "Your report is being printed.",
    Stage.READY: "Your report is ready.",
    Stage.FAILED: "The printing did not work. Our staff sees it and will mend it; you need do nothing.",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """What a page shows: the sentence for the client, the cause for staff, whether to ask again."""

    stage: Stage
    cause: str = ""

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.stage]

    @property
    def is_ready(self) -> bool:
        return self.stage is Stage.READY

    @property
    def goes_on(self) -> bool:
        return self.stage in (Stage.QUEUED, Stage.WAITING, Stage.RENDERING)


def progress(request: ReportRequest) -> Progress | None:
    """How far the PDF of a request is; None when none is being made."""
    if request.stage in (Status.DELIVERED, Status.CLOSED):
        return Progress(Stage.READY)
    if request.stage is not Status.APPROVED:
        return None
    job = jobs.latest(DELIVER, request.pk)
    return _progress_of(job) if job else Progress(Stage.WAITING)


def _progress_of(job: Job) -> Progress:
    match job.state:
        case JobState.FAILED:
            return Progress(Stage.FAILED, job.last_error)
        case JobState.RUNNING if job.lease_until and job.lease_until > timezone.now():
            return Progress(Stage.RENDERING)
    late = timezone.now() - job.created_at > LATE
    return Progress(Stage.WAITING if late else Stage.QUEUED, job.last_error)


def print_again(request: ReportRequest, *, by: User) -> Job:
    """Start failed printing once more; raises TransitionRefused when there is nothing to start."""
    job = jobs.latest(DELIVER, request.pk)
    if request.stage is not Status.APPROVED or job is None or job.state != JobState.FAILED:
        raise transitions.TransitionRefused("The printing has not failed; there is nothing to start again.")
    return jobs.again(job, by=job.by or by)


def edition_of(request: ReportRequest) -> Edition | None:
    """The edition that was delivered last; None while there is none."""
    delivery = Delivery.objects.select_related("edition").filter(request=request).first()
    return delivery.edition if delivery else None


def notices_on(request: ReportRequest) -> QuerySet[Correction]:
    """What was said of the editions that were delivered, newest first."""
    found: QuerySet[Correction] = Correction.objects.filter(edition__in=request.deliveries.values("edition"))
    return found.select_related("edition")


def _prepare(job: Job, lease: jobs.Lease) -> editions.Prepared:
    request = ReportRequest.objects.select_related("report").get(pk=job.subject)
    _check_still_wanted(request)
    if request.report is None:
        raise jobs.JobRefusedError("The request has no report.")
    return issuing.prepare_edition(request.report, lease)


def _record(job: Job, prepared: editions.Prepared) -> None:
    """The edition, the delivery, the new status and its mail: one fact, with the end of the job."""
    if job.by is None:
        raise jobs.JobRefusedError("Nobody is named as the one who approved.")
    request = ReportRequest.objects.get(pk=job.subject)
    _check_still_wanted(request)
    if not Report.objects.filter(pk=prepared.report.pk, version=prepared.report.version).exists():
        raise jobs.JobRefusedError("The text was changed while it was printed; start the printing again.")
    edition = editions.insert(prepared, by=job.by)
    _, is_new = Delivery.objects.get_or_create(edition=edition, defaults={"request": request})
    transitions.apply(request, "deliver", by=None, actor=Actor.SYSTEM)
    if is_new and edition.supersedes_id:
        notifying.tell_readers(request, edition)


def _check_still_wanted(request: ReportRequest) -> None:
    if request.stage is not Status.APPROVED:
        raise jobs.JobRefusedError(
            f"The request is {request.stage.label.lower()}; nothing is printed for it."
        )


jobs.register(jobs.Kind(name=DELIVER, prepare=_prepare, record=_record))
