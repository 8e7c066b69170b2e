"""Changing the people of an organisation: roles, removal, leaving, handing over, each with its record.

Whoever changes them holds the organisation's row, and is asked under it whether it still may; so two owners
who remove each other at once are served one after the other, and the second is told. An owner always remains.
"""

from django.db import transaction

from reports.models import Membership, MembershipFact, Organisation, User
from reports.services import inviting
from reports.services.houses import MembersRefused, hold, record, require_manager, tell

LAST_OWNER = "An organisation keeps at least one owner. Make somebody else an owner first."


def change_role(membership: Membership, role: str, *, by: User, note: str = "") -> Membership:
    """Make a member an owner, or an owner a member; the same role again changes nothing."""
    with transaction.atomic():
        house, row = _held(membership, by)
        wanted = Membership.Role(role)
        if row.role == wanted:
            return row
        if row.is_owner:
            _check_another_owner(house, row)
        _give(row, wanted)
        event = record(house, MembershipFact.ROLE, by=by, user=row.user, reference=wanted.value, note=note)
        tell(event, row.user, says=f"You are its {wanted.label.lower()} now.")
    return row


def remove(membership: Membership, *, by: User, note: str = "") -> None:
    """End a membership: from the next page on, nothing of the organisation is there for this person."""
    with transaction.atomic():
        house, row = _held(membership, by)
        if row.user_id == by.pk:
            raise MembersRefused("You cannot remove yourself. Leave the organisation instead.")
        if row.is_owner:
            _check_another_owner(house, row)
        row.delete()
        inviting.revoke_those_of(house, row.user, by=by)
        event = record(house, MembershipFact.REMOVED, by=by, user=row.user, note=note)
        tell(event, row.user, says="You do not belong to it any more; what it reads is closed to you.")


def leave(membership: Membership, *, by: User, note: str = "") -> None:
    """Somebody goes by itself; the last owner hands the organisation over before."""
    with transaction.atomic():
        house = hold(membership.organisation)
        row = _row(membership)
        if row.user_id != by.pk:
            raise MembersRefused("Only the member itself leaves.")
        if row.is_owner:
            _check_another_owner(house, row)
        row.delete()
        inviting.revoke_those_of(house, by, by=by)
        record(house, MembershipFact.LEFT, by=by, user=by, note=note)


def transfer(membership: Membership, *, by: User, note: str = "") -> None:
    """An owner makes this member the owner in its own place, and stays as a member."""
    with transaction.atomic():
        house, row = _held(membership, by)
        mine = Membership.objects.filter(organisation=house, user=by, role=Membership.Role.OWNER).first()
        if mine is None:
            raise MembersRefused("Only an owner can hand the organisation over.")
        if mine.pk == row.pk:
            raise MembersRefused("It is yours already. Choose somebody else.")
        _give(row, Membership.Role.OWNER)
        _give(mine, Membership.Role.MEMBER)
        event = record(house, MembershipFact.TRANSFERRED, by=by, user=row.user, note=note)
        tell(event, row.user, says=f"{by} has handed it over to you: you are its owner now.")


def _held(membership: Membership, by: User) -> tuple[Organisation, Membership]:
    """The organisation, held, and the membership as it is now; refuses whoever may not change it."""
    house = hold(membership.organisation)
    require_manager(house, by)
    return house, _row(membership)


def _row(membership: Membership) -> Membership:
    row = Membership.objects.select_related("user").filter(pk=membership.pk).first()
    if row is None:
        raise MembersRefused("This person does not belong to the organisation any more.")
    return row


def _give(row: Membership, role: Membership.Role) -> None:
    row.role = role
    row.save(update_fields=["role"])


def _check_another_owner(house: Organisation, row: Membership) -> None:
    others = Membership.objects.filter(organisation=house, role=Membership.Role.OWNER).exclude(pk=row.pk)
    if not others.exists():
        raise MembersRefused(LAST_OWNER)
