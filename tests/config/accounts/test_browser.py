"""Signing in with a passkey in a browser, and the pages of an account for everybody."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.models import IdentityProvider, Organisation, User
from reports.services import identity
from tests import factories
from tests.browser import MARKS

pytestmark = [*MARKS, pytest.mark.once]


def alice_here() -> User:
    cache.clear()
    alice = factories.alice()
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return alice


def page_on(browser: Browser, server: LiveServer, **screen: Any) -> Page:
    address = server.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    return browser.new_context(base_url=address, **screen).new_page()


def test_a_passkey_opens_the_account_by_itself(
    browser: Browser, live_server: LiveServer, settings: LazySettings
) -> None:
    alice_here()
    page = page_on(browser, live_server)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    own = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**device, **own}})

    page.goto(reverse("account_login"))
    page.fill("[name=login]", "alice@example.org")
    page.fill("[name=password]", factories.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(reverse("mfa_add_webauthn"))
    page.check("[name=passwordless]")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Recovery codes|Passkeys"))
    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Use a passkey").click()

    expect(page).to_have_url(re.compile(r"://[^/]+/$"))
    page.goto(reverse("account"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def rare_pages(alice: User) -> tuple[list[str], list[str]]:
    """Pages that a passkey or an organisation's server leads to: of whoever is signed in, and of anybody."""
    key = Authenticator.objects.create(user=alice, type="webauthn", data={"name": "Phone"})
    house = Organisation.objects.create(name="Meridian")
    by = IdentityProvider(
        organisation=house, issuer="http://127.0.0.1:9", client_id="b", domains=["m.example"]
    )
    identity.seal(by, "a secret")
    by.save()
    SocialAccount.objects.create(user=alice, provider=by.key, uid="7", extra_data={})
    own = [reverse(f"mfa_{does}_webauthn", args=[key.pk]) for does in ("edit", "remove")]
    inside = [*own, reverse("socialaccount_connections")]
    login = reverse("openid_connect_login", args=[by.key])
    outside = [login, f"{login}callback/", reverse("socialaccount_login_cancelled"), "away"]
    return inside, outside


def test_every_page_of_signing_in_is_for_everybody(browser: Browser, live_server: LiveServer) -> None:
    client = Client()
    alice = alice_here()
    client.force_login(alice)
    own, anybody = rare_pages(alice)
    session = client.cookies["sessionid"].value
    outside = ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
    inside = ["account", "account_email", "account_change_password", "usersessions_list", "mfa_index"]
    inside += ["mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "account_logout"]
    faults: dict[str, list[str]] = {}
    for scheme, width in (("dark", 390), ("light", 1280)):
        screen = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        page = page_on(browser, live_server, **screen)
        for name in [*outside, *anybody, "in", *inside, *own]:
            if name == "in":
                page.context.clear_cookies()
                held = {"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}
                page.context.add_cookies([held])  # type: ignore[list-item]
                continue
            where = anybody[0] if name == "away" else name if name.startswith("/") else reverse(name)
            page.goto(where)
            if name == "away":
                page.get_by_role("button", name="Go on").click()
            found = Axe().run(page).response["violations"]
            wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            faults[f"{name} {width}"] = [each["id"] for each in found] + ["too wide"] * wide
            if not page.url.endswith(where):
                faults[f"{name} {width}"].append(f"led to {page.url}")
    assert {where: what for where, what in faults.items() if what} == {}
