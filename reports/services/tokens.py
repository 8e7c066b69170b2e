"""The door of personal tokens: made once, shown once, and asked anew of the rows each time they are used.

A token acts for its person and opens nothing that the person's own pages do not; it dies with the membership
under which it was made, also where that person joins again later.
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from reports.models import AccessToken, Membership, Organisation, User
from reports.services import pacing

PREFIX = "tb_"
SHOWN = len(PREFIX) + 6
USUAL_DAYS = 90
MOST_DAYS = 365
MOST_OPEN = 10
A_MINUTE = 60
"""Uses of one token in a minute."""


class TokenRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It was not made; the text is a sentence for whoever tried."""


def issue(
    person: User, name: str, *, organisation: Organisation | None, days: int = USUAL_DAYS
) -> tuple[AccessToken, str]:
    """A new token and its secret, which nobody can read again. Raises TokenRefused.

    The name is free among a person's open tokens: so the same form twice makes one token.
    """
    if not 1 <= days <= MOST_DAYS:
        raise TokenRefused(f"A token is open for 1 to {MOST_DAYS} days.")
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        names = set(open_ones(person).values_list("name", flat=True))
        if name in names:
            raise TokenRefused(
                "You have an open token of this name. Revoke it first, or choose another name."
            )
        if len(names) >= MOST_OPEN:
            raise TokenRefused(f"You have {MOST_OPEN} open tokens. Revoke one before you make another.")
        secret, now = PREFIX + secrets.token_urlsafe(32), timezone.now()
        made = AccessToken.objects.create(
            person=person,
            organisation=organisation,
            name=name,
            digest=digest_of(secret),
            begins=secret[:SHOWN],
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    return made, secret


def revoke(token: AccessToken) -> None:
    """End a token now; twice is as good as once."""
    AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def open_ones(person: User) -> QuerySet[AccessToken]:
    """The tokens with which somebody's programs are let in, now."""
    return _open().filter(person=person)


def reader(secret: str) -> User | None:
    """For whom a secret reads, now; None where it is unknown, expired, revoked or has lost its ground.

    One query in each of these cases, so that none can be told from another by its work.
    """
    token = _open().select_related("person").filter(digest=digest_of(secret)).first()
    if token is None:
        return None
    today = timezone.localdate()
    if token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)
    person: User = token.person
    return person


def seconds_to_wait(secret: str) -> int:
    """Count one use of a token; the seconds until there may be another, 0 where it may be now."""
    return pacing.seconds_to_wait("token", digest_of(secret), most=A_MINUTE)


def digest_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hex."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _open() -> QuerySet[AccessToken]:
    """Neither expired nor revoked; its person may sign in and belongs to its organisation since before it."""
    ground = Membership.objects.filter(
        organisation=OuterRef("organisation"), user=OuterRef("person"), since__lte=OuterRef("created_at")
    )
    found: QuerySet[AccessToken] = AccessToken.objects.filter(
        Q(organisation=None) | Exists(ground),
        revoked_at=None,
        expires_at__gt=timezone.now(),
        person__is_active=True,
    )
    return found
