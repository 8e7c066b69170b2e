"""Keeps what is typed: a draft is saved at every step, by its owner's account or by a browser's secret.

Each step saves its own fields alone, under a lock, so two tabs on two steps undo nothing of each other.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.models import Organisation, User
from requests_app.models import DraftState, RequestDraft
from requests_app.services import attaching

Typed = Mapping[str, str | list[str]]

_TYPED_ANEW = (DraftState.TYPING, DraftState.UNCONFIRMED, DraftState.DISCARDED, DraftState.ANSWERED)
_ENDED_BY_A_PRESS = (DraftState.UNCONFIRMED, DraftState.DISCARDED, DraftState.ANSWERED)


class DraftClosed(Exception):  # noqa: N818 -- an answer, not an error
    """Nothing can be typed here any more; the text is a sentence for whoever tried."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who begins a draft, from where, and what it holds before anything is typed.

    `seeds` come from a briefing or from whoever is signed in; `meant_for` names the draft whose step this is,
    `organisation` the one that the owner is in.
    """

    owner: User | None
    secret_digest: str
    network: str
    started_at: datetime
    seeds: Typed
    briefing: int | None = None
    meant_for: uuid.UUID | None = None
    organisation: Organisation | None = None


def begin(key: uuid.UUID, beginning: Beginning) -> RequestDraft:
    """The draft of that key; the same form sent twice begins one."""
    draft, _ = RequestDraft.objects.get_or_create(
        key=key,
        defaults={
            "owner": beginning.owner,
            "secret_digest": "" if beginning.owner else beginning.secret_digest,
            "network": beginning.network,
            "started_at": beginning.started_at,
            "typed": dict(beginning.seeds),
            "briefing_id": beginning.briefing,
            "meant_for": beginning.meant_for,
            "organisation": beginning.organisation,
        },
    )
    return draft


def keep(
    draft: RequestDraft, typed: Typed, *, names: Iterable[str], step: str = "", quietly: bool = False
) -> RequestDraft:
    """Save what one step brought: `names` are its fields, of which those not typed are emptied.

    `step` is given when the person was done with it. Typing in what waits for a confirmation, or was put
    aside, makes it a draft again: the link that was mailed confirms nothing that was changed since. What a
    page saves `quietly` by itself may arrive late, so it reopens nothing. Raises DraftClosed.
    """
    with transaction.atomic():
        row = RequestDraft.objects.select_for_update().get(pk=draft.pk)
        if row.discarded_by_id:
            raise DraftClosed("We have looked at this request and did not take it.")
        if quietly and row.state in _ENDED_BY_A_PRESS:
            raise DraftClosed("Not saved: it was sent, answered or put aside. Press a button to go on.")
        gone = set(names)
        row.typed = {name: value for name, value in row.typed.items() if name not in gone} | dict(typed)
        if step and step not in row.seen:
            row.seen = [*row.seen, step]
        if row.state in _TYPED_ANEW:
            row.state = DraftState.TYPING
            row.confirm_digest, row.confirm_until, row.answered_by = "", None, None
        row.save()
    return row  # with what another tab saved meanwhile


def claim(owner: User, secret_digest: str) -> int:
    """Give a person what its browser typed before it signed in; says how many drafts those were."""
    if not secret_digest:
        return 0
    ours = RequestDraft.objects.filter(secret_digest=secret_digest, owner=None).exclude(state=DraftState.SENT)
    with transaction.atomic():
        for piece in ours.filter(meant_for__isnull=False):
            _put_in_its_place(piece, owner)
        return ours.update(owner=owner, secret_digest="")


def _put_in_its_place(piece: RequestDraft, owner: User) -> None:
    """A step that was typed after the session had ended goes into the draft that it belongs to."""
    home = RequestDraft.objects.filter(key__in=[piece.meant_for], owner=owner).first()
    if home is None:
        return
    try:
        keep(home, piece.typed, names=piece.typed)
    except DraftClosed:
        return
    if attaching.join(piece, home):
        piece.delete()


def adopt(draft: RequestDraft, secret_digest: str, *, step: str) -> None:
    """Whoever has proven the address goes on with the draft in its own browser, at a step to be mended."""
    RequestDraft.objects.filter(pk=draft.pk, owner=None).update(secret_digest=secret_digest)
    keep(draft, {}, names=(), step=step)


def open_drafts(drafts: QuerySet[RequestDraft]) -> QuerySet[RequestDraft]:
    """Those that their owner can still do something with, the one touched last first."""
    waiting = Q(state__in=[DraftState.TYPING, DraftState.UNCONFIRMED, DraftState.HELD])
    return drafts.filter(waiting).order_by("-updated_at")


def discard(draft: RequestDraft) -> bool:
    """Its owner gives it up; False when there was nothing to give up any more."""
    given_up = RequestDraft.objects.filter(
        pk=draft.pk, state__in=[DraftState.TYPING, DraftState.UNCONFIRMED]
    ).update(state=DraftState.DISCARDED, confirm_digest="", confirm_until=None, updated_at=timezone.now())
    return given_up == 1
