"""What somebody tries who wants into another's account: races, false addresses, ways round the code."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from config.accounts.adapter import AccountAdapter
from reports.models import Mail, User
from tests import factories
from tests.config.accounts.test_account import browser_of, code_for, with_app

pytestmark = pytest.mark.django_db
NEW = {"name": "Zoë Quill", "email": "zoe@example.org", "password1": "a long and quiet sentence"}
SIGN_IN = {"login": "alice@example.org", "password": factories.PASSWORD}


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    cache.clear()


def alice() -> User:
    person = factories.alice()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def test_of_two_who_sign_up_at_once_with_one_address_the_second_is_told_by_mail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = AccountAdapter.save_user

    def after_somebody_else(self: AccountAdapter, *args: Any, **about: Any) -> User:
        User.objects.create_user("zoe@example.org", factories.PASSWORD, name="Zoë")
        return plain(self, *args, **about)

    monkeypatch.setattr(AccountAdapter, "save_user", after_somebody_else)

    answer = Client().post(reverse("account_signup"), NEW)

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert [each.subject for each in Mail.objects.all()] == ["You have an account already"]


def test_an_address_that_somebody_else_takes_at_that_moment_is_told_of_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = factories.alice()
    browser = browser_of(person)
    browser.post(reverse("account_email"), {"email": "alicia@example.org"})
    browser.post(reverse("account_email_leave"), {"code": code_for("alice@example.org")})
    plain = EmailAddress.set_verified

    def after_somebody_else(self: EmailAddress, commit: bool = True) -> bool:
        User.objects.create_user("alicia@example.org", factories.PASSWORD, name="Quicker")
        return plain(self, commit)  # type: ignore[no-any-return]

    monkeypatch.setattr(EmailAddress, "set_verified", after_somebody_else)

    typed = {"code": code_for("alicia@example.org")}
    answer = browser.post(reverse("account_email_verification_sent"), typed, follow=True)

    assert "This address can no longer be used here" in answer.content.decode()
    person.refresh_from_db()
    assert person.email == "alice@example.org"


def test_no_address_leads_out_of_the_house() -> None:
    alice()
    for away in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1"):
        browser = Client()
        came = browser.post(f"{reverse('account_login')}?next={away}", SIGN_IN | {"next": away})
        proof = {"password": factories.PASSWORD, "next": away}
        proved = browser.post(reverse("account_reauthenticate"), proof)
        left = browser.post(reverse("account_logout"), {"next": away})
        assert [each["Location"] for each in (came, proved, left)] == ["/", "/", "/"], away


def test_a_header_names_no_visitor_but_through_the_proxy_of_this_machine() -> None:
    alice()
    rows = [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "'; DROP TABLE", "127.0.0.1"),
    ]
    for peer, header, seen in rows:
        Client(REMOTE_ADDR=peer, headers={"X-Forwarded-For": header}).post(reverse("account_login"), SIGN_IN)
        assert UserSession.objects.latest("id").ip == seen


def test_a_session_from_before_is_worth_nothing_after_signing_in() -> None:
    alice()
    browser = Client()
    browser.post(reverse("account_request_login_code"), {"email": "alice@example.org"})
    planted = browser.cookies["sessionid"].value

    browser.post(reverse("account_confirm_login_code"), {"code": code_for("alice@example.org")})

    assert browser.cookies["sessionid"].value != planted
    victim = Client()
    victim.cookies["sessionid"] = planted
    assert victim.get(reverse("account")).status_code == 302


def test_a_new_password_does_not_go_round_the_second_factor() -> None:
    with_app(browser_of(factories.alice()))
    cache.clear()
    thief, new = Client(), "another long and quiet sentence"
    thief.post(reverse("account_reset_password"), {"email": "alice@example.org"})
    asked = thief.post(
        reverse("account_confirm_password_reset_code"), {"code": code_for("alice@example.org")}
    )
    done = thief.post(asked["Location"], {"password1": new, "password2": new}, follow=True)

    assert thief.get(reverse("account")).status_code == 302, done.content.decode()
    cache.clear()
    answer = thief.post(reverse("account_login"), SIGN_IN | {"password": new})
    assert answer["Location"] == reverse("mfa_authenticate")


def test_a_recovery_code_opens_the_account_once() -> None:
    person = factories.alice()
    with_app(browser_of(person))
    if not Authenticator.objects.filter(user=person, type="recovery_codes").exists():
        RecoveryCodes.activate(person)
    code = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]
    opened = []
    for _ in range(2):
        cache.clear()
        browser = Client()
        browser.post(reverse("account_login"), SIGN_IN)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        opened.append(browser.get(reverse("account")).status_code)

    assert opened == [200, 302]
