"""The link that proves an address: it is mailed, opens a page, and counts once, by the press of a button.

Its secret is made from the house's key, the draft and the address, so a second mail holds the same link and
an address that was changed since is not proven by the old one.
"""

import re
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from reports.models import User
from reports.services import mailing
from requests_app.models import DraftState, RequestDraft
from requests_app.services.links import digest_of

VALID = timedelta(hours=48)
PAUSE = timedelta(minutes=1)
MOST_LINKS = 5
_FORM = re.compile(r"[0-9a-f]{64}", re.ASCII)


def ask(draft: RequestDraft, address: str) -> None:
    """Mail the link and wait for it; the caller holds the draft's row."""
    secret = secret_of(draft, address)
    RequestDraft.objects.filter(pk=draft.pk).update(
        state=DraftState.UNCONFIRMED,
        held_because="",
        confirm_digest=digest_of(secret),
        confirm_until=timezone.now() + VALID,
        links_sent=F("links_sent") + 1,
    )
    mailing.queue(
        "requests_app/mail/confirm",
        to=address,
        context={
            "link": settings.SITE_URL + reverse("requests:confirm", args=[secret]),
            "hours": int(VALID.total_seconds() // 3600),
        },
        key=f"draft-{draft.pk}/confirm/{draft.links_sent + 1}",
    )


def why_not_again(draft: RequestDraft) -> str:
    """Why no further link is mailed now, as a sentence; empty when one may be."""
    if draft.links_sent >= MOST_LINKS:
        return (
            f"We have sent {MOST_LINKS} links already; look among your unwanted mail, or change the address."
        )
    sent_at = draft.confirm_until - VALID if draft.confirm_until else None
    if sent_at and timezone.now() < sent_at + PAUSE:
        return "We sent the link a moment ago. Wait a minute before you ask for another."
    return ""


def secret_of(draft: RequestDraft, address: str) -> str:
    """The secret of the link that proves this address for this draft."""
    value = f"{draft.key.hex} {address.strip().casefold()}"
    return salted_hmac("requests_app.services.confirming", value, algorithm="sha256").hexdigest()


def draft_of(secret: str) -> RequestDraft | None:
    """The draft that a link belongs to, in whatever state; None for anything else."""
    if not _FORM.fullmatch(secret):
        return None
    return RequestDraft.objects.select_related("request").filter(confirm_digest=digest_of(secret)).first()


def still_counts(draft: RequestDraft) -> bool:
    """Whether the press of the button would send the request now."""
    waits = draft.state == DraftState.UNCONFIRMED
    return waits and draft.confirm_until is not None and timezone.now() < draft.confirm_until


def account_of(address: str) -> User | None:
    """Whose account a proven address is, if it is anybody's: the request becomes that person's."""
    return User.objects.filter(email__iexact=address.strip(), is_active=True).first()
