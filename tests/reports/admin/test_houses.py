"""The people of an organisation in the admin: staff of the accounts changes them, others read."""

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import Invitation, Mail, Membership, MembershipEvent, Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(db: None) -> Client:
    """Staff of the accounts."""
    client = Client()
    client.force_login(factories.person("Gail", groups=("accounts",)))
    return client


def page_of(house: Organisation) -> str:
    return reverse("admin:reports_organisation_change", args=[house.pk])


def way(house: Organisation, name: str) -> str:
    return reverse("admin:reports_organisation_people", args=[house.pk, name])


def test_the_first_owner_of_a_new_organisation_is_invited(keeper: Client) -> None:
    keeper.post(reverse("admin:reports_organisation_add"), {"name": "Baltic Lines", "seats": "3"})
    house = Organisation.objects.get()
    assert "Invite an owner" in keeper.get(page_of(house)).content.decode()

    keeper.post(way(house, "invite"), {"address": "zoe@example.org", "role": "owner"})

    made = Invitation.objects.get()
    assert (house.seats, made.address, made.role) == (3, "zoe@example.org", "owner")
    assert ("The desk invites you" in Mail.objects.get().text, "Gail" in Mail.objects.get().text) == (
        True,
        False,
    )
    page = keeper.get(page_of(house)).content.decode()
    assert ("zoe@example.org" in page, "Invited" in page) == (True, True)
    keeper.post(way(house, "invitation"), {"revoke": str(made.pk)})
    assert not Invitation.objects.filter(revoked_at=None).exists()


def test_members_are_changed_with_a_note_and_the_last_owner_stays(
    keeper: Client, alice: User, bob: User
) -> None:
    house, rows = alice.memberships.get().organisation, Membership.objects
    for user, what in ((alice, "owner"), (bob, "remove"), (alice, "member")):
        sent = {"member": rows.get(user=user).pk, "what": what, "note": "By phone."}
        answer = keeper.post(way(house, "change"), sent, follow=True).content.decode()
    assert "Nothing was changed. An organisation keeps at least one owner." in answer
    assert [(str(row.user), row.role) for row in house.memberships.all()] == [("Alice", "owner")]
    assert [(row.fact, row.note) for row in MembershipEvent.objects.all()] == [
        ("role", "By phone."),
        ("removed", "By phone."),
    ]
    keeper.post(way(house, "domain"), {"domain": "meridian.example"})
    domain = house.domains.get()
    keeper.post(way(house, "domain"), {"remove": str(domain.pk)})
    assert not house.domains.exists()
    assert keeper.post(way(house, "nothing")).status_code == 404


def test_the_desk_reads_and_changes_nothing(alice: User, dana: User, erin: User) -> None:
    house = alice.memberships.get().organisation
    desk, analyst = Client(), Client()
    desk.force_login(dana)
    analyst.force_login(erin)
    page = desk.get(page_of(house)).content.decode()
    assert ("alice@example.org" in page, "/people/invite/" in page) == (True, False)
    assert analyst.get(page_of(house)).status_code == 403
    for client in (desk, analyst):
        assert (
            client.post(way(house, "invite"), {"address": "z@example.org", "role": "owner"}).status_code
            == 403
        )
    assert Invitation.objects.count() == 0
