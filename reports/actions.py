"""What staff can set in motion: each a use case of one transaction, after its permission."""

from django.db import transaction

from reports.models import Approval, Job, Report, User, Waiver
from reports.permissions import may_approve, may_publish, may_retry, may_waive, require
from reports.services import issuing, jobs, judging


class RefusedError(Exception):
    """It cannot be done as things stand; the sentence says what is missing."""


def waive(report: Report, key: str, *, reason: str, by: User) -> Waiver:
    """Let one warning about the text stand, for a reason."""
    require(may_waive(by), "You may not settle warnings.")
    try:
        return judging.waive(report, key, reason=reason, by=by)
    except judging.JudgingRefusedError as refusal:
        raise RefusedError(str(refusal)) from refusal


def approve(report: Report, *, version: int | None = None, by: User) -> Approval:
    """Approve the wording that somebody has read; refuses authors, open warnings and missing sections."""
    require(may_approve(by), "Only a reviewer or an editor approves. Ask one to read it.")
    try:
        return judging.approve(report, by=by, version=version)
    except judging.JudgingRefusedError as refusal:
        raise RefusedError(f"Not approved. {refusal}") from refusal


@transaction.atomic
def publish(report: Report, *, by: User) -> Job:
    """Owe the publication of a briefing; refuses a text that nobody has approved."""
    require(may_publish(by), "Only an editor publishes. Ask one to look at it.")
    refusal = judging.refuse_freeze(report)
    if refusal:
        raise RefusedError(f"Not published. {refusal}")
    return issuing.request_issue(report, by=by)


@transaction.atomic
def retry(job: Job, *, by: User) -> Job:
    """Owe failed work once more."""
    require(may_retry(by), "You may not start work again.")
    return jobs.again(job, by=by)
