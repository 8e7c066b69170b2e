"""The only door through which a request's status changes.

It reads the table, moves the row by one conditional UPDATE, and writes the event, the effect and the mail
in the same transaction: two people at once cannot both win, and nothing happens by half.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from reports.models import User
from requests_app.domain.workflow import Actor, Note, Status, Transition, find
from requests_app.models import ReportRequest, RequestEvent
from requests_app.services import clock, consequences, notifying
from requests_app.services.actors import STAFF_ROLES, actors_of

NOTE_LENGTH = 4000
_VOUCHED = frozenset({Actor.CLIENT, Actor.SYSTEM})


class TransitionRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It did not happen; the text is a sentence for the person who asked."""


def apply(
    request: ReportRequest,
    name: str,
    *,
    by: User | None,
    note: str = "",
    actor: Actor | None = None,
    version: int | None = None,
    given: Mapping[str, Any] | None = None,
) -> RequestEvent:
    """Take one row of the table, or raise TransitionRefused with a sentence; `request` is brought up to date.

    `actor` is given only for those who have no account: the job (SYSTEM) and the holder of the mailed link
    (CLIENT), for whom the caller vouches. `version` is the one that the person was looking at. `given` is
    what the row `asks` for, as its form read it.
    """
    row = _row_called(name)
    role = _role(row, request, by, actor)
    _check_moment(row, request, role, version)
    text = _checked_note(row, note)
    with transaction.atomic():
        changes = _move(row, request, role, consequences.Step(row, request, by, text, given or {}))
        event = RequestEvent.objects.create(
            request=request,
            transition=row.name,
            source=request.status,
            target=row.target.value,
            actor=role.value,
            by=by,
            note="" if row.note_is_message else text,
        )
        notifying.tell_client(request, event)
        notifying.tell_staff(request, event)
    for field, value in changes.items():
        setattr(request, field, value)
    return event


def _row_called(name: str) -> Transition:
    try:
        return find(name)
    except LookupError:
        raise TransitionRefused("There is no such step.") from None


def _role(row: Transition, request: ReportRequest, by: User | None, actor: Actor | None) -> Actor:
    roles = {actor} & _VOUCHED if actor else actors_of(by, request)
    mine = [each for each in Actor if each in roles & row.actors]
    if not mine:
        needed = " or ".join(sorted(row.actors))
        raise TransitionRefused(
            f"“{row.label}” is a step of another role ({needed}); it is not yours to take."
        )
    return mine[0]


def _check_moment(row: Transition, request: ReportRequest, role: Actor, version: int | None) -> None:
    if version is not None and version != request.version:
        raise TransitionRefused(_overtaken(request, role))
    if role in STAFF_ROLES and not request.is_released:
        until = timezone.localtime(request.released_at)
        raise TransitionRefused(f"The client may change the request until {until:%H:%M}; wait until then.")
    if request.stage not in row.sources:
        state = request.stage.label.lower()
        raise TransitionRefused(f"“{row.label}” is not possible now: the request is {state}.")


def _checked_note(row: Transition, note: str) -> str:
    text = note.strip()
    if row.note is Note.REQUIRED and not text:
        raise TransitionRefused(f"“{row.label}” needs a reason; write one and try again.")
    if row.note is Note.NONE and text:
        raise TransitionRefused(f"“{row.label}” takes no note.")
    if len(text) > NOTE_LENGTH:
        raise TransitionRefused(f"The note has {len(text)} characters; keep it to {NOTE_LENGTH}.")
    return text


def _move(row: Transition, request: ReportRequest, role: Actor, step: consequences.Step) -> dict[str, Any]:
    """Hold the row, let its demands and effects be heard, then move it by a conditional UPDATE."""
    here = ReportRequest.objects.filter(pk=request.pk, status=request.status, version=request.version)
    if here.select_for_update().first() is None:
        raise TransitionRefused(_overtaken(request, role))
    sentence = consequences.refusal(step)
    if sentence:
        raise TransitionRefused(sentence)
    changes = {
        "status": row.target.value,
        "version": request.version + 1,
        "updated_at": timezone.now(),
        "resolution": row.resolution.value if row.resolution else "",
        **consequences.take_effect(step),
        **clock.follow(request, request.stage, row.target),
    }
    if here.update(**changes) != 1:
        raise TransitionRefused(_overtaken(request, role))
    return changes


def _overtaken(request: ReportRequest, role: Actor) -> str:
    now = ReportRequest.objects.filter(pk=request.pk).values_list("status", flat=True).first()
    if now is None:
        return "This request is not there any more."
    last = RequestEvent.objects.filter(request=request.pk).select_related("by").order_by("-id").first()
    who = str(last.by) if last and last.by and role is not Actor.CLIENT else "Somebody"
    return (
        f"{who} was faster: the request is {Status(now).label.lower()} now. Read it again before you go on."
    )
