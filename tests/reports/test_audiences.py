"""Each address of reports, and for whom there is something there: a new one fails until declared.

What is open to everybody is decided by the gate and tested with it; here stand the pages of people.
"""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from reports import urls
from reports.models import Invitation, JoinRequest, Membership, OrganisationDomain, User
from reports.services import inviting, people
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # who sees what is decided above the database
PEOPLE = ("nobody", "alice", "bob", "charlie", "former", "zoe", "dana")
"""Alice owns the organisation, bob is a member, charlie owns another, former left, zoe may ask to join."""
OPEN = {
    *(
        "home",
        "series",
        "briefing",
        "briefing-pdf",
        "briefing-picture",
        "verify",
        "verify-file",
        "verify-code",
    ),
    *("search", "schema", "mail-stop", "robots"),
}
OF_PEOPLE: dict[str, set[str]] = {
    "ask-to-join": {"zoe"},
    "invitation": set(PEOPLE),
    "members": {"alice", "bob", "charlie"},
    "invite": {"alice", "charlie"},
    "invitation-change": {"alice"},
    "domain-add": {"alice", "charlie"},
    "domain-remove": {"alice"},
    "join-decide": {"alice"},
    "member-step": {"alice"},
}
_VARIES = re.compile(r'value="[\w-]{64}"')


@pytest.fixture
def sessions(alice: User, bob: User, charlie: User, dana: User) -> dict[str, Client]:
    """Everybody, signed in once; something hangs on each address of the organisation."""
    former = factories.person("former", organisation=factories.ORGANISATION)
    former.memberships.all().delete()
    Membership.objects.filter(user__in=[alice, charlie]).update(role="owner")
    home = Membership.objects.get(user=alice).organisation
    zoe = factories.person("zoe")
    User.objects.filter(pk=zoe.pk).update(email="zoe@meridian.example")
    people.prove(zoe)
    OrganisationDomain.objects.create(organisation=home, domain="meridian.example", added_by=alice)
    JoinRequest.objects.create(organisation=home, user=bob)
    inviting.invite(home, "new@example.org", "member", by=alice)
    browsers = {who: Client() for who in PEOPLE}
    for who, browser in browsers.items():
        if who != "nobody":
            browser.force_login(User.objects.get(name__iexact=who))
    return browsers


def address_of(pattern: URLPattern, *, missing: bool = False) -> str:
    rows: dict[str, Any] = {
        "invitation-change": Invitation,
        "domain-remove": OrganisationDomain,
        "join-decide": JoinRequest,
    }
    given: dict[str, Any] = {"name": "remove", "token": "x" * 43}
    if "pk" in pattern.pattern.converters:
        bob = Membership.objects.get(user__name="Bob")
        row = rows[pattern.name].objects.get() if pattern.name in rows else bob
        given["pk"] = 999_999 if missing else row.pk
    return reverse(
        f"reports:{pattern.name}", kwargs={each: given[each] for each in pattern.pattern.converters}
    )


def told(session: Client, method: str, address: str) -> tuple[int, str, str]:
    response = getattr(session, method)(address)
    return response.status_code, response.get("Location", ""), _VARIES.sub("", response.content.decode())


def finds(session: Client, pattern: URLPattern) -> bool:
    """Whether a person is told anything there that it is not told where there is nothing."""
    for method in ("get", "post"):
        answer = told(session, method, address_of(pattern))
        if answer[0] in (404, 405) or answer[1].startswith("/account/login/"):
            if answer[0] == 404:
                assert answer == told(session, method, address_of(pattern, missing=True))
            continue
        return True
    return False


def test_every_address_is_declared() -> None:
    named = [pattern.name for pattern in urls.urlpatterns]
    assert (set(named), len(named)) == (OPEN | set(OF_PEOPLE), len(set(named)))


def test_a_page_of_people_is_there_for_its_audience_alone(sessions: dict[str, Client]) -> None:
    changing = (
        "join-decide",
        "domain-remove",
        "invitation-change",
        "member-step",
    )  # what they do is undone last
    patterns = sorted(
        (each for each in urls.urlpatterns if each.name in OF_PEOPLE and each.name != "invitation"),
        key=lambda each: each.name in changing,
    )
    found: dict[str, set[str]] = {}
    for pattern in patterns:
        order = sorted(sessions, key=lambda who: who in OF_PEOPLE[pattern.name])
        found[pattern.name] = {who for who in order if finds(sessions[who], pattern)}
    assert found == {name: who for name, who in OF_PEOPLE.items() if name != "invitation"}


def test_a_link_that_was_never_mailed_is_nothing_to_anybody(sessions: dict[str, Client]) -> None:
    pages = {told(session, "get", f"/organisation/invitation/{'x' * 43}/") for session in sessions.values()}
    assert {status for status, *_ in pages} == {404}
