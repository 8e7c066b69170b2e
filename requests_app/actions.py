"""What a person does on a page, as one call each: it translates the form into the service's words.

Nothing here waits for anything but the database; whatever takes longer is owed as a job by the services.
"""

import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from reports.domain.marking import Marking
from reports.models import Publication, User
from requests_app.domain.asking import Asked
from requests_app.domain.workflow import Actor
from requests_app.models import ReportRequest
from requests_app.services import assigning, fulfilment, intake, transitions

__all__ = [
    "MOST_ASSIGNED",
    "IntakeRefused",
    "TransitionRefused",
    "assign",
    "briefing_called",
    "print_again",
    "receive",
    "step",
    "withdraw",
]

_SLUG = re.compile(r"[-\w]{1,120}")

MOST_ASSIGNED = assigning.MOST
TransitionRefused = transitions.TransitionRefused
IntakeRefused = intake.IntakeRefused


def receive(asked: Asked, *, submission_key: uuid.UUID, by: User | None) -> intake.Received:
    """Keep a request that a form brought."""
    return intake.submit(asked, submission_key=submission_key, by=by)


def withdraw(request: ReportRequest, *, by: User | None, note: str) -> None:
    """The client, or whoever opened the mailed link, takes the request back; the caller knows who it is."""
    transitions.apply(request, "withdraw", by=by, note=note, actor=Actor.CLIENT)


def step(
    request: ReportRequest,
    name: str,
    *,
    by: User,
    note: str,
    version: int | None,
    given: Mapping[str, Any] | None = None,
) -> None:
    """Staff takes a row of the table; `given` is what the row asks for, as its form read it."""
    transitions.apply(request, name, by=by, note=note, version=version, given=given)


def print_again(request: ReportRequest, *, by: User) -> None:
    """Staff starts a failed printing again."""
    fulfilment.print_again(request, by=by)


def assign(
    rows: QuerySet[ReportRequest], seen: Mapping[int, int | None], *, to: User | None, by: User
) -> assigning.Given:
    """Give requests to somebody, each only while it is with whom `seen` says; by id."""
    return assigning.give(rows, seen, to=to, by=by)


def briefing_called(slug: str) -> Publication | None:
    """The briefing that a request follows up, if everybody may know its title."""
    if not _SLUG.fullmatch(slug):
        return None
    named = Publication.objects.select_related("series").exclude(marking=Marking.RED.value)
    return named.filter(slug=slug).first()
