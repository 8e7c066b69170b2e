"""From a draft to a request: sent, waiting for its address to be proven, or held for staff to look at.

However often it is sent, one draft makes one request; its key is the key of the submission.
"""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from reports.models import User
from requests_app.domain.asking import Asked
from requests_app.models import Attachment, DraftState, ReportRequest, RequestDraft
from requests_app.services import changing, confirming, intake, suspicion
from requests_app.services.intake import IntakeRefused, Received

DECIDED = "It is not held any more; somebody else has decided."
_NOT_SENT_YET = (DraftState.TYPING, DraftState.UNCONFIRMED)
_MAY_BE_SENT = (*_NOT_SENT_YET, DraftState.HELD)  # held for being unknown, and signed in since


class Outcome(StrEnum):
    """What became of it when “Send” was pressed."""

    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    HELD = "held"


def send(
    draft: RequestDraft, asked: Asked, *, by: User | None, proven: bool
) -> tuple[Outcome, Received | None]:
    """Send it. Who is signed in is known; anybody else proves an address, and haste is looked at.

    Raises IntakeRefused where it was discarded meanwhile.
    """
    if by:
        return Outcome.SENT, deliver(draft, asked, by=by)
    with transaction.atomic():
        row = _held_row(draft)
        if row.state == DraftState.HELD:
            return Outcome.HELD, None
        if row.request_id is None and row.state in _NOT_SENT_YET:
            doubt = suspicion.reason(row, asked.email, timezone.now())
            _note_address(row, asked)
            if doubt:
                _hold(row, doubt)
                return Outcome.HELD, None
            if not proven:
                _ask_once(row, asked.email)
                return Outcome.UNCONFIRMED, None
        return Outcome.SENT, deliver(row, asked, by=confirming.account_of(asked.email))


def deliver(draft: RequestDraft, asked: Asked, *, by: User | None) -> Received:
    """Make the request of a draft, once: the draft's key is the submission's, its files move with it."""
    with transaction.atomic():
        row = RequestDraft.objects.select_for_update().filter(pk=draft.pk)
        state, sent_as, owner = row.values_list("state", "request_id", "owner_id").get()
        if sent_as:
            return intake.received_before(ReportRequest.objects.get(pk=sent_as))
        if state not in _MAY_BE_SENT:
            raise IntakeRefused("This draft was put aside; open it again before you send it.")
        received = intake.record(asked, submission_key=draft.key, by=by, window=changing.window())
        RequestDraft.objects.filter(pk=draft.pk).update(
            state=DraftState.SENT,
            request=received.request,
            held_because="",
            owner=owner or by,
            organisation=received.request.organisation,
            address_digest=suspicion.digest_of_address(asked.email),
            updated_at=timezone.now(),
        )
        Attachment.objects.filter(draft=draft.pk).update(draft=None, request=received.request)
    return received


def send_link_again(draft: RequestDraft, address: str) -> str:
    """Mail the link once more; returns why not, as a sentence, or nothing."""
    with transaction.atomic():
        row = _held_row(draft)
        if row.state != DraftState.UNCONFIRMED:
            return "This draft waits for no confirmation."
        refusal = confirming.why_not_again(row)
        if not refusal:
            confirming.ask(row, address)
        return refusal


def release(draft: RequestDraft, address: str) -> None:
    """Staff lets a held draft through: its sender proves the address like everybody else."""
    with transaction.atomic():
        row = _held_row(draft)
        if row.state != DraftState.HELD:
            raise IntakeRefused(DECIDED)
        confirming.ask(row, address)


def discard_held(draft: RequestDraft, *, because: str, by: User) -> None:
    """Staff does not take it; the reason stays in the house."""
    gone = RequestDraft.objects.filter(pk=draft.pk, state=DraftState.HELD).update(
        state=DraftState.DISCARDED,
        held_because="",
        discarded_because=because,
        discarded_by=by,
        updated_at=timezone.now(),
    )
    if gone != 1:
        raise IntakeRefused(DECIDED)


def _held_row(draft: RequestDraft) -> RequestDraft:
    """The draft as it is now, its row locked."""
    return RequestDraft.objects.select_for_update().get(pk=draft.pk)


def _note_address(row: RequestDraft, asked: Asked) -> None:
    row.address_digest = suspicion.digest_of_address(asked.email)
    RequestDraft.objects.filter(pk=row.pk).update(address_digest=row.address_digest)


def _hold(row: RequestDraft, doubt: str) -> None:
    RequestDraft.objects.filter(pk=row.pk).update(
        state=DraftState.HELD,
        held_because=doubt[:120],
        confirm_digest="",
        confirm_until=None,
        updated_at=timezone.now(),
    )


def _ask_once(row: RequestDraft, address: str) -> None:
    """A second press of “Send” mails nothing more; a changed address is asked anew, within the limits."""
    if row.state == DraftState.UNCONFIRMED:
        return
    if row.links_sent >= confirming.MOST_LINKS:
        _hold(row, "Links were asked for many times.")
        return
    confirming.ask(row, address)
