"""How many people an organisation may have, and whether there is room for one more.

An open invitation holds a seat, so that everybody who is invited can come.
"""

from django.utils import timezone

from reports.models import Organisation
from reports.services import subscribed


def seats_of(organisation: Organisation) -> int | None:
    """The seats of an organisation: as staff has set them, or else those of its plans; None for no limit."""
    return subscribed.seats(organisation) if organisation.seats is None else organisation.seats


def taken(organisation: Organisation) -> int:
    """Its members and its open invitations."""
    waiting = organisation.invitations.filter(
        accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    return organisation.memberships.count() + waiting.count()


def refusal(organisation: Organisation, *, held: int = 0) -> str:
    """Why nobody more can come, as a sentence; empty where there is room. `held`: the comer's own seats."""
    seats = seats_of(organisation)
    if seats is None or taken(organisation) - held < seats:
        return ""
    return f"All {seats} seats are taken, open invitations included. Free one, or ask us for more."
