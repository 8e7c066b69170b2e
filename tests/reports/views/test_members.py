"""The pages of an organisation's people: invitations accepted, people changed, nothing for anybody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import Invitation, JoinRequest, Mail, Membership, Organisation, User
from reports.services import inviting, people
from tests import factories

pytestmark = pytest.mark.django_db

MEMBERS, INVITE = "/organisation/members/", "/organisation/members/invite/"


@pytest.fixture
def owner(alice: User, bob: User) -> Client:
    """Alice, who owns the organisation of which bob is a member, signed in."""
    Membership.objects.filter(user=alice).update(role="owner")
    return signed_in(alice)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: Any) -> str:
    words: str = response.content.decode()
    return words


def link() -> str:
    """The address in the invitation that was mailed last."""
    found = re.search(
        r"/organisation/invitation/[\w-]+/", Mail.objects.filter(key__startswith="invitation")[0].text
    )
    assert found
    return found[0]


def invite(owner: Client, address: str, role: str = "member") -> str:
    assert owner.post(INVITE, {"address": address, "role": role}).headers["Location"] == MEMBERS
    return link()


def test_somebody_new_comes_in_by_the_mailed_link_and_its_button_alone(owner: Client) -> None:
    address, browser = invite(owner, "zoe@example.org"), Client()
    page = text(browser.get(address))
    assert ("Join Meridian Shipping" in page, "zoe@example.org" in page) == (True, True)
    assert not User.objects.filter(email="zoe@example.org").exists()

    for faulty, sentence in (
        ({"name": "Zoe Ek", "password": "password"}, "too common"),
        ({"name": "", "password": factories.PASSWORD}, "Tell us your name."),
    ):
        answer = browser.post(address, faulty)
        assert (answer.status_code, sentence in text(answer), faulty["name"] in text(answer)) == (
            422,
            True,
            True,
        )
    assert browser.post(address, {"name": "Zoe Ek", "password": factories.PASSWORD}).status_code == 302

    zoe = User.objects.get(email="zoe@example.org")
    assert (str(zoe.memberships.get().organisation), people.has_proven(zoe)) == ("Meridian Shipping", True)
    assert "You belong to Meridian Shipping now." in text(browser.get(MEMBERS))
    assert "not open any more" in text(Client().get(address))
    assert Client().post(address, {"name": "Eve", "password": factories.PASSWORD}).status_code == 200
    assert User.objects.filter(name="Eve").count() == 0


def test_somebody_with_an_account_signs_in_first(owner: Client, charlie: User, dana: User) -> None:
    address = invite(owner, charlie.email, "owner")
    assert f"/account/login/?next={address}" in text(Client().get(address))
    assert Client().post(address, {"name": "Eve", "password": factories.PASSWORD}).status_code == 200
    other = signed_in(dana)
    for answer in (other.get(address), other.post(address)):
        assert ("for another address" in text(answer), "Meridian" in text(answer)) == (True, False)
        assert charlie.email not in text(answer)
    mine = signed_in(charlie)
    mine.get(address)
    assert charlie.memberships.count() == 1
    assert [mine.post(address).headers["Location"] for _ in range(2)] == [MEMBERS, MEMBERS]
    assert [row.role for row in charlie.memberships.order_by("pk")] == ["member", "owner"]


def test_a_link_of_nothing_and_one_that_ran_out_let_nobody_in(owner: Client, charlie: User) -> None:
    address = invite(owner, charlie.email)
    day = timezone.now() - timedelta(days=20)
    Invitation.objects.update(sent_at=day, expires_at=day + inviting.VALID)
    mine = signed_in(charlie)
    assert [mine.get(address).status_code, mine.post(address).status_code] == [200, 409]
    assert charlie.memberships.count() == 1
    for nothing in ("x", "x" * 43, address.split("/")[3][:-1]):
        assert mine.get(f"/organisation/invitation/{nothing}/").status_code == 404


def test_what_was_wrong_is_said_beside_the_field_and_what_was_typed_stays(owner: Client) -> None:
    for typed, sentence in (
        ("not an address", "This is no e-mail address"),
        ("bob@example.org", "bob@example.org belongs to Meridian Shipping already."),
    ):
        answer = owner.post(INVITE, {"address": typed, "role": "owner"})
        assert (answer.status_code, sentence in text(answer), f'value="{typed}"' in text(answer)) == (
            422,
            True,
            True,
        )
    answer = owner.post("/organisation/members/domains/", {"domain": "gmail.com"})
    assert (answer.status_code, "public mail provider" in text(answer)) == (422, True)
    assert Mail.objects.count() == 0


def test_each_step_asks_once_more_before_it_happens(owner: Client, alice: User, bob: User) -> None:
    row = Membership.objects.get(user=bob)
    for name, role in (("owner", "owner"), ("member", "member"), ("transfer", "owner")):
        address = reverse("reports:member-step", args=[row.pk, name])
        before = row.role
        assert owner.get(address).status_code == 200
        row.refresh_from_db()
        assert row.role == before
        owner.post(address)
        row.refresh_from_db()
        assert row.role == role
    mine = Membership.objects.get(user=alice)
    theirs = signed_in(bob)
    for number, name in ((mine.pk, "remove"), (mine.pk, "owner"), (row.pk, "leave")):
        # who hands over is no owner any more, and nobody makes another one leave
        assert owner.get(reverse("reports:member-step", args=[number, name])).status_code in {404, 405}
    theirs.post(reverse("reports:member-step", args=[mine.pk, "remove"]), {"note": "Moved on."})
    assert [str(each.user) for each in Membership.objects.filter(organisation=row.organisation)] == ["Bob"]
    told = text(theirs.post(reverse("reports:member-step", args=[row.pk, "leave"]), follow=True))
    assert "keeps at least one owner" in told
    assert owner.get(MEMBERS).status_code == 404


def test_an_owner_decides_about_those_who_ask(owner: Client, alice: User) -> None:
    for name in ("Zoe", "Yan"):
        people.prove(User.objects.create_user(f"{name}@example.org", factories.PASSWORD, name=name))
    zoe, ask = User.objects.get(name="Zoe"), reverse("reports:ask-to-join")
    newcomer = signed_in(zoe)
    assert newcomer.get(ask).status_code == 404
    people.prove(alice)
    owner.post("/organisation/members/domains/", {"domain": "example.org"})
    assert "Join your organisation" in text(newcomer.get("/requests/new/"))
    newcomer.get(ask)
    assert JoinRequest.objects.count() == 0
    assert "You have asked to join" in text(newcomer.post(ask, follow=True))
    signed_in(User.objects.get(name="Yan")).post(ask)
    first, second = JoinRequest.objects.order_by("pk")
    assert "zoe@example.org" in text(owner.get(MEMBERS))
    for asked, button in ((first, "approve"), (second, "refuse")):
        owner.post(reverse("reports:join-decide", args=[asked.pk]), {button: "1"})
    house = Organisation.objects.get(memberships__user=alice)
    assert sorted(str(row.user) for row in house.memberships.all()) == ["Alice", "Bob", "Zoe"]
    assert newcomer.get(MEMBERS).status_code == 200
