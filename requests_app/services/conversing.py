"""What is said between client and house, and what the house notes for itself: two doors that never meet.

A message may move the request: a question stops the clock, an answer starts it. Each form carries a key, so
one that is sent twice is kept once.
"""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.models import User
from requests_app.domain.status import Status
from requests_app.domain.workflow import Actor
from requests_app.models import Clarification, InternalNote, ReportRequest
from requests_app.services import clock, notifying, transitions
from requests_app.services.transitions import NOTE_LENGTH, TransitionRefused

STAFF, CLIENT = Clarification.Side.STAFF, Clarification.Side.CLIENT
_WE_ASKED = "We asked a question"

Row = TypeVar("Row", Clarification, InternalNote)


def say(
    request: ReportRequest,
    text: str,
    *,
    key: uuid.UUID,
    by: User,
    asks: bool = False,
    version: int | None = None,
) -> Clarification:
    """Staff writes to the client; `asks` says that the house waits for an answer, and stops the clock.

    In triage such a question is the row `ask` of the table. Raises TransitionRefused.
    """
    text = _checked(text)

    def work() -> Clarification:
        if asks and request.stage is Status.IN_TRIAGE:
            given = {"key": key}
            transitions.apply(request, "ask", by=by, note=text, version=version, given=given)
            return Clarification.objects.get(key=key)
        return _keep(request, text, key=key, side=STAFF, by=by, asks=asks)

    return _once(Clarification, request, key, work)


def answer(request: ReportRequest, text: str, *, key: uuid.UUID, by: User | None) -> Clarification:
    """The client writes, whenever the request is open; the caller vouches that it is the client.

    Where the house waits for it, this is the answer: the clock runs again. Raises TransitionRefused.
    """
    text = _checked(text)

    def work() -> Clarification:
        request.refresh_from_db(fields=["status", "version", "waiting_since", "assigned_to"])
        if request.stage is Status.NEEDS_CLARIFICATION:
            given = {"key": key}
            transitions.apply(request, "answer", by=by, note=text, actor=Actor.CLIENT, given=given)
            return Clarification.objects.get(key=key)
        return _keep(request, text, key=key, side=CLIENT, by=by, asks=False)

    return _once(Clarification, request, key, work)


def note(request: ReportRequest, text: str, *, key: uuid.UUID, by: User) -> InternalNote:
    """Staff notes something that no client ever reads, at any status. Raises TransitionRefused."""
    text = _checked(text)
    return _once(
        InternalNote,
        request,
        key,
        lambda: InternalNote.objects.create(request=request, text=text, key=key, by=by),
    )


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise TransitionRefused("Write something first; nothing was sent.")
    if len(text) > NOTE_LENGTH:
        raise TransitionRefused(f"This has {len(text):,} characters; keep it to {NOTE_LENGTH:,}.")
    return text


def _once(model: type[Row], request: ReportRequest, key: uuid.UUID, work: Callable[[], Row]) -> Row:
    """What the form with this key made before, else what it makes now."""
    known = model.objects.filter(key=key).first()
    if known is None:
        try:
            with transaction.atomic():
                return work()
        except (IntegrityError, TransitionRefused):
            known = model.objects.filter(key=key).first()  # its twin was faster
            if known is None:
                raise
    if known.request_id != request.pk:
        raise TransitionRefused("This form belongs to another request; open the page anew.")
    return known


def _keep(
    request: ReportRequest, text: str, *, key: uuid.UUID, side: str, by: User | None, asks: bool
) -> Clarification:
    """The message with what it does to the clock and whom it is told, held together with the request."""
    held = ReportRequest.objects.select_for_update().get(pk=request.pk)
    if not held.stage.is_open:
        raise TransitionRefused(
            f"The request is {held.stage.label.lower()}; nothing more is written to it. Ask anew for more."
        )
    message = Clarification.objects.create(request=request, side=side, text=text, waits=asks, key=key, by=by)
    changes = _clock(held, side=side, asks=asks)
    ReportRequest.objects.filter(pk=held.pk).update(**changes)
    for field, value in changes.items():
        setattr(request, field, value)
    if side == STAFF:
        notifying.tell_client_of_message(held, message)
    else:
        notifying.tell_staff_of_message(held, message)
    return message


def _clock(held: ReportRequest, *, side: str, asks: bool) -> dict[str, Any]:
    """What a message changes; who looks at an older page is told only where the clock has turned.

    A quote keeps the clock stopped whatever is written meanwhile, and a question that the desk deferred comes
    back to the queue with the client's word.
    """
    changes: dict[str, Any] = {"updated_at": timezone.now()}
    if asks:
        changes |= clock.stop(held, _WE_ASKED)
    if side == CLIENT:
        changes |= {"deferred_until": None, "deferred_because": ""}
        if held.waiting_since and not held.stage.pauses:
            changes |= clock.run(held)
    if changes.get("waiting_since", held.waiting_since) != held.waiting_since:
        changes["version"] = held.version + 1
    return changes
