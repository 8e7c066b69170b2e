"""To which organisations somebody belongs, in which of them it is now, and who may change their people.

Where somebody is now is a wish, kept in its session and asked anew of the rows on each page: reading is the
union of all of them, and whoever was removed is nowhere at once.
"""

from collections.abc import Mapping
from typing import Any

from reports.models import Invitation, Membership, MembershipEvent, MembershipFact, Organisation, User
from reports.services import mailing

CHOSEN = "organisation"
"""The entry of the session that names the organisation somebody has switched to."""
NOTE_LENGTH = 200
_LETTER = "reports/mail/membership"


class MembersRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It did not happen; the text is a sentence for whoever tried."""


def homes_of(user: User) -> list[Membership]:
    """The memberships of a person, with their organisations, by name."""
    rows = Membership.objects.filter(user=user).select_related("organisation")
    return list(rows.order_by("organisation__name"))


def at_home(
    user: User, session: Mapping[str, Any], homes: list[Membership] | None = None
) -> Membership | None:
    """The membership of the organisation that a person is in at the moment; None for who belongs to none."""
    known = homes_of(user) if homes is None else homes
    chosen = session.get(CHOSEN)
    return next((each for each in known if each.organisation_id == chosen), known[0] if known else None)


def owners_of(organisation: Organisation) -> list[User]:
    """Those who answer for an organisation and may sign in, the first of them first."""
    rows = Membership.objects.filter(
        organisation=organisation, role=Membership.Role.OWNER, user__is_active=True
    )
    return [each.user for each in rows.select_related("user").order_by("since", "pk")]


def hold(organisation: Organisation) -> Organisation:
    """The organisation as it is now; nobody else changes its people until the transaction ends."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def may_manage(organisation: Organisation, user: User) -> bool:
    """Whether somebody may change the people of an organisation: its owners, and staff of the accounts."""
    if user.is_staff and user.has_perm("reports.change_organisation"):
        return True
    owners = Membership.objects.filter(organisation=organisation, user=user, role=Membership.Role.OWNER)
    return owners.exists()


def require_manager(organisation: Organisation, user: User) -> None:
    """Raise MembersRefused unless somebody may change the people of this organisation, now."""
    if not may_manage(organisation, user):
        raise MembersRefused("Only an owner of the organisation can do this, and you are none at the moment.")


def record(
    organisation: Organisation,
    fact: MembershipFact,
    *,
    by: User,
    user: User | None = None,
    invitation: Invitation | None = None,
    reference: str = "",
    note: str = "",
) -> MembershipEvent:
    """Keep what happened, in the transaction in which it does."""
    return MembershipEvent.objects.create(
        organisation=organisation,
        fact=fact,
        user=user,
        invitation=invitation,
        reference=reference,
        note=note.strip()[:NOTE_LENGTH],
        by=by,
    )


def tell(event: MembershipEvent, reader: User, *, says: str) -> None:
    """Owe somebody the mail about an event; what one did oneself is no news."""
    if reader.pk == event.by_id or not reader.is_active:
        return
    context = {"organisation": event.organisation.name, "says": says}
    mailing.queue(_LETTER, to=reader.email, context=context, key=f"membership-{event.pk}/{reader.pk}")
