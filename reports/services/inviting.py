"""Inviting somebody to an organisation: a mailed link opens a page, and lets one person in, once.

The secret of the link stands in that mail and nowhere else; of it the digest is kept. A second mail holds a
new secret and ends the old one.
"""

import hashlib
import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from reports.models import Invitation, Membership, MembershipFact, Organisation, User
from reports.services import mailing, people, seats
from reports.services.houses import MembersRefused, hold, record, require_manager, tell

VALID = timedelta(days=14)
PAUSE = timedelta(minutes=1)
MOST_SENT = 5
MOST_OPEN = 50
OTHER_ADDRESS = "This invitation was sent to another address than the one you are signed in with."
_FORM = re.compile(r"[\w-]{43}", re.ASCII)


def invite(organisation: Organisation, address: str, role: str, *, by: User, note: str = "") -> Invitation:
    """Mail somebody the way in; the same form again returns what it made. Raises MembersRefused."""
    address = address.strip().lower()
    with transaction.atomic():
        house = hold(organisation)
        require_manager(house, by)
        known = _open_one(house, address)
        if known and known.is_open and known.role == role:
            return known
        _check_new(house, address, known)
        if known:  # it has run out
            Invitation.objects.filter(pk=known.pk).update(revoked_at=timezone.now())
        made = _made(house, address, Membership.Role(role), by)
        record(house, MembershipFact.INVITED, by=by, invitation=made, reference=role, note=note)
        _send(made)
    return made


def resend(invitation: Invitation, *, by: User, note: str = "") -> Invitation:
    """Mail a new link in the place of the old one, open for another two weeks. Raises MembersRefused."""
    with transaction.atomic():
        house = hold(invitation.organisation)
        require_manager(house, by)
        row = _still_open(invitation)
        if row.sent >= MOST_SENT:
            raise MembersRefused(f"We have sent it {MOST_SENT} times. Take it back, and check the address.")
        if timezone.now() < row.sent_at + PAUSE:
            raise MembersRefused("It was sent a moment ago. Wait a minute before you send it again.")
        if row.is_expired and (full := seats.refusal(house)):
            raise MembersRefused(full)
        record(house, MembershipFact.RESENT, by=by, invitation=row, note=note)
        _send(row)
    return row


def revoke(invitation: Invitation, *, by: User, note: str = "") -> None:
    """Take an invitation back: its link lets nobody in any more; twice is as good as once."""
    with transaction.atomic():
        house = hold(invitation.organisation)
        require_manager(house, by)
        row = Invitation.objects.get(pk=invitation.pk)
        if row.revoked_at is None:
            row = _still_open(invitation)
            Invitation.objects.filter(pk=row.pk).update(revoked_at=timezone.now())
            record(house, MembershipFact.REVOKED, by=by, invitation=row, note=note)


def revoke_those_of(house: Organisation, sender: User, *, by: User) -> None:
    """Take back what somebody sent who belongs no more; the caller holds the organisation."""
    for row in house.invitations.filter(invited_by=sender, accepted_at=None, revoked_at=None):
        Invitation.objects.filter(pk=row.pk).update(revoked_at=timezone.now())
        record(house, MembershipFact.REVOKED, by=by, invitation=row, note="Its sender has gone.")


def invitation_of(secret: str) -> Invitation | None:
    """The invitation that a link belongs to, in whatever state; None for anything else."""
    if not _FORM.fullmatch(secret):
        return None
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(digest=digest_of(secret)).first()


def accept(invitation: Invitation, *, by: User) -> Membership:
    """Let somebody in who is signed in with the address of the invitation, once. Raises MembersRefused."""
    with transaction.atomic():
        house = hold(invitation.organisation)
        row = Invitation.objects.get(pk=invitation.pk)
        if row.accepted_by_id == by.pk:
            mine = Membership.objects.filter(organisation=house, user=by).first()
            if mine:
                return mine
        _check_acceptance(house, row, by)
        people.prove(by)
        member, _ = Membership.objects.get_or_create(organisation=house, user=by, defaults={"role": row.role})
        Invitation.objects.filter(pk=row.pk).update(accepted_at=timezone.now(), accepted_by=by)
        event = record(house, MembershipFact.ACCEPTED, by=by, user=by, invitation=row, reference=member.role)
        tell(event, row.invited_by, says=f"{by} has accepted your invitation and belongs to it now.")
    return member


def accept_as_new(invitation: Invitation, *, name: str, password: str) -> User:
    """The same for somebody without an account, who gets one. Raises MembersRefused, PersonRefused."""
    with transaction.atomic():
        user = people.welcome(invitation.address, name=name, password=password)
        accept(invitation, by=user)
    return user


def _check_new(house: Organisation, address: str, known: Invitation | None) -> None:
    if Membership.objects.filter(organisation=house, user__email__iexact=address).exists():
        raise MembersRefused(f"{address} belongs to {house} already.")
    if known and known.is_open:
        raise MembersRefused(f"{address} is invited in another role. Take that invitation back first.")
    if house.invitations.filter(accepted_at=None, revoked_at=None).count() >= MOST_OPEN:
        raise MembersRefused(f"{MOST_OPEN} invitations are open. Take some back before you send more.")
    if full := seats.refusal(house):
        raise MembersRefused(full)


def _check_acceptance(house: Organisation, row: Invitation, by: User) -> None:
    if row.address != by.email.lower():
        raise MembersRefused(OTHER_ADDRESS)
    if not row.is_open:
        raise MembersRefused("This invitation is not open any more. Ask whoever sent it for a new one.")
    if full := seats.refusal(house, held=1):
        raise MembersRefused(full)


def _open_one(house: Organisation, address: str) -> Invitation | None:
    return house.invitations.filter(address=address, accepted_at=None, revoked_at=None).first()


def _still_open(invitation: Invitation) -> Invitation:
    row = Invitation.objects.get(pk=invitation.pk)
    if row.is_ended:
        raise MembersRefused("This invitation was used or taken back meanwhile.")
    return row


def _made(house: Organisation, address: str, role: Membership.Role, by: User) -> Invitation:
    return Invitation.objects.create(
        organisation=house,
        address=address,
        role=role,
        digest=digest_of(secrets.token_urlsafe(32)),  # of nothing that anybody has: `_send` makes the link
        invited_by=by,
        expires_at=timezone.now() + VALID,
    )


def _send(row: Invitation) -> None:
    """Owe the mail with a new secret; the caller holds the organisation."""
    secret, now = secrets.token_urlsafe(32), timezone.now()
    row.digest, row.sent, row.sent_at, row.expires_at = digest_of(secret), row.sent + 1, now, now + VALID
    row.save(update_fields=["digest", "sent", "sent_at", "expires_at"])
    mailing.queue(
        "reports/mail/invitation",
        to=row.address,
        context={
            "organisation": row.organisation.name,
            "inviter": inviter_of(row),
            "role": row.get_role_display().lower(),
            "until": row.expires_at,
            "link": settings.SITE_URL + reverse("reports:invitation", args=[secret]),
        },
        key=f"invitation-{row.pk}/{row.sent}",
    )


def inviter_of(invitation: Invitation) -> str:
    """Who invites, as the invited person reads it: the house names none of its people."""
    who = invitation.invited_by
    return "The desk" if who.is_staff else who.name or who.email


def digest_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()
