"""What a person does on a page, as one call each: it translates the form into the service's words.

Nothing here waits for anything but the database; whatever takes longer is owed as a job by the services.
"""

import re
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from reports.domain.marking import Marking
from reports.models import Publication, User
from reports.services import pages
from requests_app.domain.reviewing import Score, Verdict
from requests_app.domain.workflow import Actor
from requests_app.models import Quote, ReportRequest
from requests_app.services import (
    assigning,
    conversing,
    fulfilment,
    intake,
    opinions,
    passwords,
    quote_papers,
    reviewing,
    tending,
    transitions,
)
from requests_app.services.actors import staff_roles

__all__ = [
    "MOST_ASSIGNED",
    "FeedbackRefused",
    "IntakeRefused",
    "TransitionRefused",
    "already_taken",
    "answer",
    "ask_review",
    "assign",
    "briefing_called",
    "bring_back",
    "client_step",
    "give_feedback",
    "name_of",
    "note",
    "print_again",
    "print_quote",
    "put_off",
    "put_password",
    "remove_password",
    "say",
    "step",
    "tick",
    "vote",
]

_SLUG = re.compile(r"[-\w]{1,120}")

MOST_ASSIGNED = assigning.MOST
TransitionRefused = transitions.TransitionRefused
IntakeRefused = intake.IntakeRefused
FeedbackRefused = opinions.FeedbackRefused


def client_step(
    request: ReportRequest,
    name: str,
    *,
    by: User | None,
    note: str,
    version: int | None,
    given: Mapping[str, Any],
) -> None:
    """The client, or whoever opened the mailed link, takes a row; the caller knows who it is."""
    transitions.apply(request, name, by=by, note=note, actor=Actor.CLIENT, version=version, given=given)


def already_taken(request: ReportRequest, name: str) -> bool:
    """Whether the last thing that happened is that a client took this row: the same form came twice."""
    last = request.events.order_by("-id").first()
    return last is not None and (last.transition, last.actor) == (name, Actor.CLIENT.value)


def answer(request: ReportRequest, text: str, *, key: uuid.UUID, by: User | None) -> None:
    """The client writes to the house; the caller knows that it is the client."""
    conversing.answer(request, text, key=key, by=by)


def say(
    request: ReportRequest, text: str, *, key: uuid.UUID, by: User, asks: bool, version: int | None
) -> None:
    """Staff writes to the client."""
    conversing.say(request, text, key=key, by=by, asks=asks, version=version)


def note(request: ReportRequest, text: str, *, key: uuid.UUID, by: User) -> None:
    """Staff notes something for the house."""
    conversing.note(request, text, key=key, by=by)


def tick(request: ReportRequest, item: int, *, by: User, done: bool) -> None:
    """Staff ticks a line of the checklist, or takes its tick away."""
    tending.tick(request, item, by=by, done=done)


def put_off(request: ReportRequest, until: date, *, because: str, by: User) -> None:
    """Staff keeps a request out of the queue until a day."""
    tending.put_off(request, until, because=because, by=by)


def bring_back(request: ReportRequest) -> None:
    """Staff shows a request in the queue again."""
    tending.bring_back(request)


def print_quote(quote: Quote) -> bytes:
    """A quote as a PDF."""
    return quote_papers.print_quote(quote)


def name_of(quote: Quote) -> str:
    """What a quote's file is called: numbers alone, never a word of the request."""
    return f"{quote.request.number}-quote-{quote.number}"


def give_feedback(request: ReportRequest, opinion: opinions.Opinion, *, by: User | None) -> None:
    """Keep what the client thinks of the report."""
    opinions.give(request, opinion, by=by)


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


def vote(
    request: ReportRequest, *, verdict: str, scores: tuple[Score, ...], reason: str, wording: str, by: User
) -> None:
    """A reviewer votes on the wording that it has read."""
    reviewing.vote(request, reviewing.Ballot(Verdict(verdict), scores, reason, wording), by=by)


def ask_review(request: ReportRequest, reviewer: User | None, *, by: User) -> None:
    """An analyst asks somebody to review a request."""
    if reviewer is None:
        raise TransitionRefused("Choose who is to review it.")
    if Actor.ANALYST not in staff_roles(by):
        raise TransitionRefused("Only an analyst asks for a review.")
    reviewing.invite(request, reviewer, by=by)


def print_again(request: ReportRequest, *, by: User) -> None:
    """Staff starts a failed printing again."""
    fulfilment.print_again(request, by=by)


def put_password(request: ReportRequest, password: str, *, by: User) -> None:
    """Staff sets or changes the password that the report is sent with."""
    passwords.put(request, password, by=by)


def remove_password(request: ReportRequest, *, by: User) -> None:
    """Staff lets the report go out open again."""
    passwords.remove(request, by=by)


def assign(
    rows: QuerySet[ReportRequest], seen: Mapping[int, int | None], *, to: User | None, by: User
) -> assigning.Given:
    """Give requests to somebody, each only while it is with whom `seen` says; by id."""
    return assigning.give(rows, seen, to=to, by=by)


def briefing_called(slug: str) -> Publication | None:
    """The briefing that a request follows up, if everybody may know its title."""
    if not _SLUG.fullmatch(slug):
        return None
    named = pages.known().select_related("series").exclude(marking=Marking.RED.value)
    return named.filter(slug=slug).first()
