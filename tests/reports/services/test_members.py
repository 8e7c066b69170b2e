"""The people of an organisation: who comes in, who goes, who may change it; an owner always remains."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from reports.domain.mailhosts import refusal_of
from reports.models import (
    Invitation,
    Mail,
    Membership,
    MembershipEvent,
    Organisation,
    User,
)
from reports.services import inviting, joining, members, people
from reports.services.houses import MembersRefused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(alice: User, bob: User) -> Organisation:
    """Alice owns it, bob is a member."""
    home = Organisation.objects.get(memberships__user=alice)
    own(alice)
    return home


def own(user: User) -> None:
    Membership.objects.filter(user=user).update(role="owner")


def member(user: User) -> Membership:
    return Membership.objects.get(user=user)


def facts() -> list[tuple[str, str, str]]:
    """What was recorded: fact, to whom, by whom."""
    rows = MembershipEvent.objects.select_related("user", "by", "invitation")
    return [(row.fact, str(row.user or getattr(row.invitation, "address", "")), str(row.by)) for row in rows]


def mails() -> list[tuple[str, str]]:
    return [(mail.to, mail.subject) for mail in Mail.objects.order_by("id")]


def secret() -> str:
    """The secret of the invitation that was mailed last."""
    found = re.search(
        r"/organisation/invitation/([\w-]+)/", Mail.objects.filter(key__startswith="inv")[0].text
    )
    assert found
    return found[1]


def refused(door: Any, *args: Any, **kwargs: Any) -> str:
    before = (Membership.objects.count(), MembershipEvent.objects.count(), Mail.objects.count())
    with pytest.raises(MembersRefused) as refusal:
        door(*args, **kwargs)
    assert (Membership.objects.count(), MembershipEvent.objects.count(), Mail.objects.count()) == before
    return str(refusal.value)


def test_an_invitation_is_mailed_lets_one_person_in_once_and_is_kept(
    house: Organisation, alice: User
) -> None:
    made = inviting.invite(house, " Zoe@Example.org ", "owner", by=alice)
    again = inviting.invite(house, "zoe@example.org", "owner", by=alice)

    assert again == made
    assert mails() == [("zoe@example.org", "You are invited to Meridian Shipping")]
    assert not Invitation.objects.filter(digest=secret()).exists()
    found = inviting.invitation_of(secret())
    assert found == made
    zoe = inviting.accept_as_new(made, name="Zoe", password=factories.PASSWORD)
    assert (member(zoe).organisation, member(zoe).role, people.has_proven(zoe)) == (house, "owner", True)
    assert inviting.accept(made, by=zoe) == member(zoe)
    member(zoe).delete()
    assert refused(inviting.accept, made, by=zoe).startswith("This invitation is not open any more.")
    assert facts() == [("invited", "zoe@example.org", "Alice"), ("accepted", "Zoe", "Zoe")]
    assert mails()[1:] == [("alice@example.org", "About Meridian Shipping")]


def test_an_invitation_ends_by_time_by_being_taken_back_and_by_a_newer_mail(
    house: Organisation, alice: User, charlie: User
) -> None:
    made = inviting.invite(house, charlie.email, "member", by=alice)
    first = secret()
    assert refused(inviting.resend, made, by=alice).startswith("It was sent a moment ago.")
    Invitation.objects.update(sent_at=timezone.now() - timedelta(minutes=2))
    inviting.resend(made, by=alice)

    assert (inviting.invitation_of(first), inviting.invitation_of(secret())) == (None, made)
    day = timezone.now() - timedelta(days=20)
    Invitation.objects.update(sent_at=day, expires_at=day + inviting.VALID)
    assert "not open any more" in refused(inviting.accept, made, by=charlie)
    newer = inviting.invite(house, charlie.email, "member", by=alice)
    inviting.revoke(newer, by=alice)
    inviting.revoke(newer, by=alice)
    assert "not open any more" in refused(inviting.accept, newer, by=charlie)
    assert [fact for fact, *_ in facts()] == ["invited", "resent", "invited", "revoked"]


def test_an_invitation_of_another_address_says_nothing_more(
    house: Organisation, alice: User, charlie: User
) -> None:
    made = inviting.invite(house, "zoe@example.org", "member", by=alice)
    assert refused(inviting.accept, made, by=charlie) == inviting.OTHER_ADDRESS


def test_who_is_there_or_invited_otherwise_is_not_invited_again(house: Organisation, alice: User) -> None:
    inviting.invite(house, "zoe@example.org", "member", by=alice)
    assert "another role" in refused(inviting.invite, house, "zoe@example.org", "owner", by=alice)
    assert "already" in refused(inviting.invite, house, "BOB@example.org", "member", by=alice)


def test_seats_count_members_and_open_invitations(house: Organisation, alice: User, charlie: User) -> None:
    Organisation.objects.update(seats=3)
    made = inviting.invite(house, charlie.email, "member", by=alice)
    assert refused(inviting.invite, house, "zoe@example.org", "member", by=alice).startswith("All 3 seats")
    inviting.accept(made, by=charlie)
    assert refused(inviting.invite, house, "zoe@example.org", "member", by=alice).startswith("All 3 seats")
    members.remove(Membership.objects.get(user=charlie, organisation=house), by=alice)
    late = inviting.invite(house, "zoe@example.org", "member", by=alice)
    Organisation.objects.update(seats=2)
    zoe = User.objects.create_user("zoe@example.org", name="Zoe")
    assert refused(inviting.accept, late, by=zoe).startswith("All 2 seats")


def test_only_owners_and_the_accounts_of_the_house_change_people(
    house: Organisation, alice: User, bob: User, charlie: User, dana: User
) -> None:
    own(charlie)
    for stranger in (bob, charlie, dana):
        assert refused(inviting.invite, house, "z@example.org", "member", by=stranger).startswith(
            "Only an owner"
        )
        assert refused(members.remove, member(alice), by=stranger).startswith("Only an owner")
        assert refused(members.change_role, member(bob), "owner", by=stranger).startswith("Only an owner")
        assert refused(joining.add_domain, house, "a.org", by=stranger).startswith("Only an owner")
    keeper = factories.person("Gail", groups=("accounts",))
    members.change_role(member(bob), "owner", by=keeper, note="Asked by phone.")
    assert MembershipEvent.objects.get().note == "Asked by phone."


def test_an_owner_always_remains(house: Organisation, alice: User, bob: User) -> None:
    assert refused(members.leave, member(alice), by=alice) == members.LAST_OWNER
    assert refused(members.change_role, member(alice), "member", by=alice) == members.LAST_OWNER
    assert refused(members.remove, member(alice), by=alice).startswith("You cannot remove yourself")
    members.transfer(member(bob), by=alice)
    assert (member(bob).role, member(alice).role) == ("owner", "member")
    # what alice still holds in another window does not count any more
    assert refused(members.remove, member(bob), by=alice).startswith("Only an owner")
    members.leave(member(alice), by=alice)
    assert facts() == [("transferred", "Bob", "Alice"), ("left", "Alice", "Alice")]
    assert mails() == [("bob@example.org", "About Meridian Shipping")]


def test_two_owners_who_remove_each_other_leave_one(house: Organisation, alice: User, bob: User) -> None:
    own(bob)
    seen_by_alice, seen_by_bob = member(bob), member(alice)
    members.remove(seen_by_alice, by=alice)
    assert refused(members.remove, seen_by_bob, by=bob).startswith("Only an owner")
    assert refused(members.remove, seen_by_alice, by=alice).startswith("This person does not belong")
    assert [row.user for row in house.memberships.all()] == [alice]


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_remove_each_other_at_once_one_is_told() -> None:
    pair = {factories.alice(): factories.bob(), factories.bob(): factories.alice()}
    Membership.objects.update(role="owner")
    rows = {by: member(other) for by, other in pair.items()}
    told: list[str] = []
    gate = threading.Barrier(2)

    def remove(by: User) -> None:
        gate.wait()
        try:
            members.remove(rows[by], by=by)
        except MembersRefused as refusal:
            told.append(str(refusal))
        finally:
            connection.close()

    racers = [threading.Thread(target=remove, args=(by,)) for by in pair]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert (len(told), told[0].startswith("Only an owner"), Membership.objects.count()) == (1, True, 1)


def test_who_goes_takes_its_open_invitations_along(house: Organisation, alice: User, bob: User) -> None:
    own(bob)
    made = inviting.invite(house, "zoe@example.org", "owner", by=bob)
    members.remove(member(bob), by=alice)
    made.refresh_from_db()
    assert (made.is_open, [fact for fact, *_ in facts()]) == (False, ["invited", "revoked", "removed"])


def test_joining_by_domain_needs_a_proven_address_and_an_owner(
    house: Organisation, alice: User, dana: User
) -> None:
    User.objects.update(address_proven_at=None)
    alice.refresh_from_db()
    assert "your own, proven address" in refused(joining.add_domain, house, "example.org", by=alice)
    people.prove(alice)
    alice.refresh_from_db()
    domain = joining.add_domain(house, "@Example.org", by=alice)
    assert joining.add_domain(house, "example.org", by=alice) == domain
    zoe = User.objects.create_user("zoe@example.org", name="Zoe")
    assert (joining.house_for(zoe), "not of a domain" in refused(joining.ask_to_join, house, by=zoe)) == (
        None,
        True,
    )
    people.prove(zoe)
    zoe.refresh_from_db()
    assert joining.house_for(zoe) == house
    asked = joining.ask_to_join(house, by=zoe)
    assert joining.ask_to_join(house, by=zoe) == asked
    assert not house.memberships.filter(user=zoe).exists()
    joining.refuse(asked, by=alice)
    assert refused(joining.approve, asked, by=alice).startswith("Somebody has decided")
    assert refused(joining.ask_to_join, house, by=zoe).startswith("An owner has decided")
    house.join_requests.update(decided_at=timezone.now() - timedelta(days=31))
    joining.approve(joining.ask_to_join(house, by=zoe), by=alice)
    assert (member(zoe).role, joining.house_for(zoe)) == ("member", None)
    joining.remove_domain(domain, by=alice)
    assert [fact for fact, *_ in facts()] == [
        *("domain_added", "asked", "refused", "asked", "approved", "domain_removed"),
    ]
    told = ["Somebody asks to join Meridian Shipping", "About Meridian Shipping"]
    assert [subject for _, subject in mails()] == told * 2


@pytest.mark.once
@pytest.mark.parametrize(
    "domain", ["gmail.com", "yahoo.co.uk", "mail.ru", "example", "a b.org", "", "-a.org"]
)
def test_a_domain_that_is_everybody_s_or_none_belongs_to_nobody(domain: str) -> None:
    assert (bool(refusal_of(domain)), refusal_of("meridian-shipping.example")) == (True, "")


def test_the_database_refuses_what_cannot_be(house: Organisation, alice: User) -> None:
    made = inviting.invite(house, "zoe@example.org", "member", by=alice)
    for wrong in ({"accepted_at": timezone.now()}, {"expires_at": made.sent_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.filter(pk=made.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            organisation=house, address="zoe@example.org", digest="d", invited_by=alice,
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipEvent.objects.create(organisation=house, fact="removed", by=alice)
