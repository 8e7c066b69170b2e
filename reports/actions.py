"""What staff can set in motion: each a use case of one transaction, after its permission."""

from django.db import transaction

from reports.models import Job, Report, User
from reports.permissions import may_publish, may_retry, require
from reports.services import composing, issuing, jobs


class RefusedError(Exception):
    """It cannot be done as things stand; the sentence says what is missing."""


@transaction.atomic
def publish(report: Report, *, by: User) -> Job:
    """Owe the publication of a briefing; refuses one with required sections that say nothing."""
    require(may_publish(by), "Only an editor publishes. Ask one to look at it.")
    missing = composing.missing_parts(report)
    if missing:
        raise RefusedError(f"Not published: still empty are {', '.join(missing)}.")
    return issuing.request_issue(report, by=by)


@transaction.atomic
def retry(job: Job, *, by: User) -> Job:
    """Owe failed work once more."""
    require(may_retry(by), "You may not start work again.")
    return jobs.again(job, by=by)
