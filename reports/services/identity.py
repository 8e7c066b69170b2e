"""The sign-in of organisations: what is kept sealed, who is let in by it, and of what it makes a member."""

from cryptography.fernet import Fernet
from django.db import transaction

from reports.models import IdentityProvider, Membership, MembershipFact, User
from reports.services import houses, seats
from reports.services.boxes import box

_PAST = (MembershipFact.REMOVED, MembershipFact.LEFT)


def seal(provider: IdentityProvider, secret: str) -> None:
    """Keep the client's secret so that a copy of the tables opens nothing; the caller saves the row."""
    provider.sealed_secret = _box(provider).encrypt(secret.encode()).decode() if secret else ""


def secret_of(provider: IdentityProvider) -> str:
    """The client's secret; empty for none."""
    return _box(provider).decrypt(provider.sealed_secret).decode() if provider.sealed_secret else ""


def vouches_for(provider: IdentityProvider, address: str) -> bool:
    """Whether the organisation may say who reads the mail of this address."""
    return address.rpartition("@")[2].lower() in provider.domains


def admit(provider: IdentityProvider, user: User) -> None:
    """Whoever its organisation vouches for becomes a member, while there is a seat.

    Once: whom an owner has removed comes back by an invitation only, or removing would last until the next
    sign-in.
    """
    with transaction.atomic():
        house = houses.hold(provider.organisation)
        was_here = house.membership_events.filter(user=user, fact__in=_PAST).exists()
        if was_here or seats.refusal(house):
            return
        _, is_new = Membership.objects.get_or_create(organisation=house, user=user)
        if is_new:
            houses.record(house, MembershipFact.VOUCHED, by=user, user=user)


def _box(provider: IdentityProvider) -> Fernet:
    return box("secret of an identity provider", provider.key.encode())
