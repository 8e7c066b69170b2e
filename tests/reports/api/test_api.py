"""The API: what a token's person may read, no word more and no word less than on that person's pages."""

import json
from http import HTTPStatus
from typing import Any

import jsonschema
import pytest
from django.test import Client
from django.urls import reverse

from reports.domain.marking import Marking
from reports.domain.schema import schema
from reports.models import CorrectionKind, Membership, Organisation, User
from reports.services import corrections, tokens
from requests_app.domain.workflow import Status
from tests import factories
from tests.gate import printing

pytestmark = pytest.mark.django_db

SECRET = "mercurial"


def token_of(person: User, name: str = "A program") -> str:
    home = Organisation.objects.filter(memberships__user=person).first()
    return tokens.issue(person, name, organisation=home)[1]


def ask(secret: str, name: str, *args: Any) -> tuple[int, Any, str]:
    address = reverse(name, args=args)
    answer = Client().get(address, headers={"authorization": f"Bearer {secret}"} if secret else {})
    varies = set(answer["Vary"].split(", ")) - {"Accept-Encoding"}
    assert (answer["Cache-Control"], varies) == ("private, no-store", {"Authorization"})
    return answer.status_code, answer.json(), answer.content.decode()


def test_each_reader_is_given_of_briefings_what_its_page_gives(
    alice: User, charlie: User, dana: User
) -> None:
    closed = factories.briefing("closed-files-1-1", series="Closed Files", access="subscribers")
    factories.subscribe(alice, closed.series)
    note = f"It said {factories.LOCKED}."
    corrections.correct(closed.edition, CorrectionKind.CORRECTION, note=note, by=dana)
    hidden = factories.briefing("hidden-files-1-1", series="Hidden Files", access="subscribers")
    type(hidden.series).objects.filter(pk=hidden.series_id).update(has_teaser=False)
    briefings = (factories.briefing(), closed, hidden)
    for person, whole in ((alice, 2), (charlie, 1), (dana, 3)):
        browser, secret = Client(), token_of(person)
        browser.force_login(person, "reports.services.rights.ByGroups")
        listed = {row["slug"]: row for row in ask(secret, "reports:api-briefings")[1]["briefings"]}
        assert sum(row["whole"] for row in listed.values()) == whole
        for each in briefings:
            page = browser.get(reverse("reports:briefing", args=[each.slug]))
            status, told, text = ask(secret, "reports:api-briefing", each.slug)
            assert (status, each.slug in listed) == (page.status_code, status == HTTPStatus.OK)
            assert (factories.LOCKED in text) == (factories.LOCKED in page.content.decode())
            if "snapshot" in told:
                jsonschema.validate(told["snapshot"], schema("about:blank"))
            if status == HTTPStatus.OK:
                assert listed[each.slug].items() <= told.items()
                assert ("snapshot" in told, "teaser" in told) == (told["whole"], not told["whole"])
        assert factories.LOCKED not in json.dumps(listed)


@pytest.mark.parametrize("marking", [Marking.RED, Marking.AMBER_STRICT, Marking.AMBER])
def test_each_reader_is_given_of_requests_what_its_page_gives(
    marking: Marking, monkeypatch: pytest.MonkeyPatch
) -> None:
    printing.stub(monkeypatch)
    nadia = factories.person("Nadia", organisation="Elsewhere")
    request = factories.request_at(
        Status.APPROVED, marking=marking, readers=(nadia.email,), title="Winter", background=SECRET
    )
    factories.deliver_stored(request)
    people = {
        "alice": factories.alice(),
        "bob": factories.bob(),
        "nadia": nadia,
        "charlie": factories.charlie(),
    }
    for who, person in people.items():
        browser, secret = Client(), token_of(person)
        browser.force_login(person)
        page = browser.get(reverse("requests:detail", args=[request.key]))
        status, told, text = ask(secret, "requests:api-request", request.key)
        _, listed, all_of_it = ask(secret, "requests:api-requests")
        found = status == HTTPStatus.OK
        assert (status, len(listed["requests"])) == (page.status_code, int(found)), who
        assert (SECRET in text, SECRET in all_of_it) == (SECRET in page.content.decode(), False), who
        if found:
            assert listed["requests"][0].items() <= told.items()
            assert told["pdf"].endswith(reverse("requests:download", args=[request.key]))
            assert ("asked" in told, "status" in told) == (who != "nadia", who != "nadia")


def test_whoever_holds_no_open_token_is_told_one_thing(alice: User) -> None:
    revoked, secret = tokens.issue(alice, "A program", organisation=None)
    tokens.revoke(revoked)
    told = {
        json.dumps(ask(each, "reports:api-briefings")[:2]) for each in ("", "tb_nothing", "wrong", secret)
    }
    assert told == {
        json.dumps([401, {"error": "Send a token that is open, in the header “Authorization: Bearer tb_…”."}])
    }
    browser = Client()
    browser.force_login(alice)
    for name in ("reports:api-briefings", "requests:api-requests"):
        assert browser.get(reverse(name)).status_code == HTTPStatus.UNAUTHORIZED


def test_a_removed_member_s_token_is_dead_with_the_next_use(alice: User) -> None:
    factories.submit()
    secret = token_of(alice)
    assert ask(secret, "requests:api-requests")[0] == HTTPStatus.OK
    Membership.objects.filter(user=alice).delete()
    assert ask(secret, "requests:api-requests")[0] == HTTPStatus.UNAUTHORIZED


def test_it_is_only_read_and_sixty_times_a_minute(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    secret, other = token_of(alice), token_of(alice, "Another program")
    address, header = reverse("reports:api-briefings"), {"authorization": f"Bearer {secret}"}
    strict = Client(enforce_csrf_checks=True)
    assert [getattr(strict, each)(address, headers=header).status_code for each in ("post", "put")] == [
        405,
        405,
    ]
    monkeypatch.setattr(tokens, "A_MINUTE", 1)
    assert ask(secret, "reports:api-briefings")[0] == HTTPStatus.OK
    answer = Client().get(address, headers=header)
    assert (answer.status_code, 1 <= int(answer["Retry-After"]) <= 60) == (HTTPStatus.TOO_MANY_REQUESTS, True)
    assert ask(other, "reports:api-briefings")[0] == HTTPStatus.OK
