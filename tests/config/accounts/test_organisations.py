"""Sign-in by an organisation's own server: a real one, on this machine, that speaks OpenID Connect."""

import json
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from config.accounts.organisations import OrganisationAdapter
from reports.models import IdentityProvider, Membership, MembershipFact, Organisation, User
from reports.services import identity
from reports.services.houses import record
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "only-the-two-of-us-know-this-secret"


class Server(ThreadingHTTPServer):
    """Whoever comes is the person that `claims` says."""

    claims: dict[str, Any]
    daemon_threads = False  # so that closing it waits for each answer
    junk: dict[str, tuple[int, bytes]]  # by path: what is answered instead

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        issuer = self.server.address
        if where.path in self.server.junk:
            self._write(*self.server.junk[where.path])
            return
        match where.path:
            case "/.well-known/openid-configuration":
                self._say(
                    {
                        "issuer": issuer,
                        "authorization_endpoint": f"{issuer}/authorize",
                        "token_endpoint": f"{issuer}/token",
                        "userinfo_endpoint": f"{issuer}/me",
                        "jwks_uri": f"{issuer}/keys",
                        "token_endpoint_auth_methods_supported": ["client_secret_post"],
                    }
                )
            case "/authorize":
                asked = {name: values[0] for name, values in parse_qs(where.query).items()}
                self.send_response(302)
                back = urlencode({"code": "once", "state": asked["state"]})
                self.send_header("Location", f"{asked['redirect_uri']}?{back}")
                self.end_headers()
            case "/me":
                self._say(self.server.claims)

    def do_POST(self) -> None:
        typed = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert (typed["code"], typed["client_secret"]) == (["once"], [SECRET])
        now = int(time.time())
        token = {"iss": self.server.address, "aud": "briefings", "iat": now, "exp": now + 60}
        signed = jwt.encode(self.server.claims | token, SECRET, algorithm="HS256")
        self._say({"access_token": "a", "token_type": "Bearer", "id_token": signed})

    def _say(self, what: dict[str, Any]) -> None:
        self._write(200, json.dumps(what).encode())

    def _write(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server(("127.0.0.1", 0), Handler)
    running.junk = {}
    running.claims = {"sub": "7", "email": "ada@meridian.example", "email_verified": True, "name": "Ada Lind"}
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def provider(db: None, server: Server) -> IdentityProvider:
    cache.clear()
    house = Organisation.objects.create(name="Meridian")
    row = IdentityProvider(
        organisation=house, issuer=server.address, client_id="briefings", domains=["meridian.example"]
    )
    identity.seal(row, SECRET)
    row.save()
    return row


def signed_in_by(provider: IdentityProvider) -> tuple[Client, Any]:
    """A browser that went to the organisation's server and came back, and the last answer."""
    browser = Client()
    begun = browser.post(reverse("openid_connect_login", args=[provider.key]))
    assert begun.status_code == 302, begun.content
    where = urlsplit(begun["Location"])
    line = HTTPConnection("127.0.0.1", where.port or 80)
    line.request("GET", f"{where.path}?{where.query}")
    answer = line.getresponse()
    back = urlsplit(answer.getheader("Location") or "")
    answer.close()  # it holds the socket, which the server has asked to close
    line.close()
    return browser, browser.get(f"{back.path}?{back.query}")


def test_who_the_organisation_vouches_for_becomes_a_member(provider: IdentityProvider) -> None:
    browser, _ = signed_in_by(provider)

    ada = User.objects.get()
    assert (ada.email, ada.name, ada.has_usable_password()) == ("ada@meridian.example", "Ada Lind", False)
    assert [(each.user, each.organisation) for each in Membership.objects.all()] == [
        (ada, provider.organisation)
    ]
    assert browser.get(reverse("account")).status_code == 200


def test_a_second_time_it_is_the_same_person(provider: IdentityProvider) -> None:
    signed_in_by(provider)
    browser, _ = signed_in_by(provider)

    assert (User.objects.count(), Membership.objects.count()) == (1, 1)
    assert browser.get(reverse("account")).status_code == 200


def test_whom_an_owner_removed_does_not_come_back_by_itself(provider: IdentityProvider) -> None:
    signed_in_by(provider)
    ada = User.objects.get()
    record(provider.organisation, MembershipFact.REMOVED, by=ada, user=ada)
    Membership.objects.all().delete()

    browser, _ = signed_in_by(provider)

    assert Membership.objects.count() == 0
    assert browser.get(reverse("account")).status_code == 200


def test_without_a_free_seat_nobody_becomes_a_member(provider: IdentityProvider) -> None:
    Organisation.objects.update(seats=0)

    signed_in_by(provider)

    assert Membership.objects.count() == 0


def test_an_account_with_the_proven_address_is_opened(provider: IdentityProvider, server: Server) -> None:
    ada = User.objects.create_user("ada@meridian.example", factories.PASSWORD, name="Ada")
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)

    browser, _ = signed_in_by(provider)

    assert browser.get(reverse("account")).wsgi_request.user == ada
    assert Membership.objects.get().user == ada


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "false"},
        {"email": "boss@house.example"},
        {"email": "ada@notmeridian.example"},
        {"email": ""},
    ],
    ids=["not verified", "not verified in words", "another domain", "an ending only", "no address"],
)
def test_nobody_else_is_let_in(provider: IdentityProvider, server: Server, claims: dict[str, Any]) -> None:
    User.objects.create_user("boss@house.example", factories.PASSWORD, name="Boss", is_staff=True)
    server.claims |= claims

    browser, answer = signed_in_by(provider)

    assert answer.status_code == 403
    assert "It did not vouch for this address" in answer.content.decode()
    assert (User.objects.count(), Membership.objects.count()) == (1, 0)
    assert browser.get(reverse("account")).status_code == 302


def test_an_address_of_no_organisation_or_of_one_that_ended_does_not_exist(
    provider: IdentityProvider,
) -> None:
    missing = Client().post(reverse("openid_connect_login", args=["0" * 24]))
    IdentityProvider.objects.update(is_active=False)
    ended = Client().post(reverse("openid_connect_login", args=[provider.key]))

    assert (ended.status_code, ended.content) == (404, missing.content)


def test_the_sign_in_page_names_no_organisation(provider: IdentityProvider) -> None:
    page = Client().get(reverse("account_login")).content.decode()
    assert "Meridian" not in page
    assert provider.key not in page


def test_the_secret_is_sealed_and_never_shown(provider: IdentityProvider) -> None:
    boss = User.objects.create_superuser("boss@example.org", factories.PASSWORD, name="Boss")
    desk = Client()
    desk.force_login(boss)
    where = reverse("admin:reports_identityprovider_change", args=[provider.pk])

    page = desk.get(where).content.decode()
    typed = {"organisation": provider.organisation_id, "issuer": provider.issuer, "client_id": "briefings"}
    desk.post(where, typed | {"secret": "", "domains": '["meridian.example"]', "is_active": "on"})

    provider.refresh_from_db()
    assert SECRET not in page + provider.sealed_secret
    assert provider.sealed_secret not in page
    assert identity.secret_of(provider) == SECRET
    assert reverse("openid_connect_login", args=[provider.key]) in page


CONFIG = "/.well-known/openid-configuration"
AWAY = "Its server does not answer as it should"


def test_a_server_that_is_away_or_wrong_is_told_of_in_words(
    provider: IdentityProvider, server: Server
) -> None:
    login = reverse("openid_connect_login", args=[provider.key])
    junk = [
        (500, b"{}"),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b'"x"'),
        (200, b"{}"),
        (200, b'{"authorization_endpoint": "javascript:1"}'),
    ]
    for answer in junk:
        server.junk = {CONFIG: answer}
        page = Client().post(login)
        assert (page.status_code, AWAY in page.content.decode()) == (502, True), answer
    IdentityProvider.objects.update(issuer="http://127.0.0.1:9")
    assert Client().post(login).status_code == 502


def test_junk_about_a_person_is_told_of_in_words(provider: IdentityProvider, server: Server) -> None:
    other = json.dumps(server.claims | {"sub": "8"}).encode()
    for answer in [(500, b""), (200, b"[]"), (200, b"{}"), (200, b'{"sub": "7", "email": 7}'), (200, other)]:
        server.junk = {"/me": answer}
        _, page = signed_in_by(provider)
        assert (page.status_code, AWAY in page.content.decode()) == (502, True), answer
    assert User.objects.count() == 0


def test_what_was_begun_elsewhere_or_stopped_is_told_of_in_words(provider: IdentityProvider) -> None:
    back = reverse("openid_connect_callback", args=[provider.key])

    elsewhere = Client().get(back, {"code": "once", "state": "of-somebody-else"})
    stopped = Client().get(reverse("socialaccount_login_cancelled")).content.decode()

    assert elsewhere.status_code == 401
    assert "It did not work this time" in elsewhere.content.decode()
    assert "You stopped signing in" in stopped


def test_of_two_who_come_at_once_with_one_new_address_one_begins_again(
    provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = OrganisationAdapter.save_user

    def after_somebody_else(self: OrganisationAdapter, *args: Any, **about: Any) -> User:
        User.objects.create_user("ada@meridian.example", factories.PASSWORD, name="Ada")
        return plain(self, *args, **about)  # type: ignore[no-any-return]

    monkeypatch.setattr(OrganisationAdapter, "save_user", after_somebody_else)

    _, page = signed_in_by(provider)

    assert (page.status_code, "Begin again" in page.content.decode()) == (409, True)


def test_a_sign_in_that_the_organisation_ended_can_still_be_seen(provider: IdentityProvider) -> None:
    browser, _ = signed_in_by(provider)
    IdentityProvider.objects.update(is_active=False)

    page = browser.get(reverse("socialaccount_connections"))

    assert "An organisation that ended it, since" in page.content.decode()
