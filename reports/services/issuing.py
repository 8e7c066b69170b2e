"""Issues a briefing: freezes it and puts it on the site, as a job that may run twice.

The render happens before the transaction; the edition, the publication and the end of the job are one fact.
"""

from reports.models import Job, Publication, Report, User
from reports.rendering.printed import RenderFailed
from reports.services import editions, jobs, publishing

KIND = "publish"


def request_issue(report: Report, *, by: User) -> Job:
    """Owe the publication of a briefing, in the caller's transaction."""
    if not report.is_briefing:
        raise jobs.JobRefusedError("Only a briefing is published; a tailored report is delivered.")
    return jobs.defer(KIND, report.pk, by=by)


def issue_now(report: Report, *, by: User) -> Publication:
    """Publish without the queue, for commands that wait for it."""
    edition = editions.freeze(report, by=by)
    return publishing.publish(report, edition, by=by)


def prepare_edition(report: Report, lease: jobs.Lease) -> editions.Prepared:
    """Render the next edition for a job; one that is refused or cannot be printed ends it with the cause."""
    lease.stage("rendering")
    try:
        prepared = editions.prepare(report, tick=lease.tick)
    except (RenderFailed, editions.FreezeRefusedError) as problem:
        raise jobs.JobRefusedError(str(problem)) from problem
    if prepared.warnings:
        lease.job.timings["warnings"] = list(prepared.warnings)  # staff reads them on the job's page
    lease.stage("storing")
    return prepared


def _prepare(job: Job, lease: jobs.Lease) -> editions.Prepared:
    return prepare_edition(Report.objects.get(pk=job.subject), lease)


def _record(job: Job, prepared: editions.Prepared) -> None:
    if job.by is None:
        raise jobs.JobRefusedError("Nobody is named as the one who publishes.")
    edition = editions.insert(prepared, by=job.by)
    try:
        publishing.publish(prepared.report, edition, by=job.by)
    except publishing.PublishingRefusedError as refusal:
        raise jobs.JobRefusedError(str(refusal)) from refusal


jobs.register(jobs.Kind(name=KIND, prepare=_prepare, record=_record))
