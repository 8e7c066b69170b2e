"""What a person changes about signing in: the address, sessions, the password, a second factor."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from reports.models import Mail, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    cache.clear()


def browser_of(person: User) -> Client:
    """Somebody who has signed in with the password."""
    EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
    browser = Client()
    typed = {"login": person.email, "password": factories.PASSWORD}
    assert browser.post(reverse("account_login"), typed).status_code == 302
    return browser


def code_for(address: str) -> str:
    found = re.search(r"asked for it: ([A-Z-]{9})", Mail.objects.filter(to=address).latest("id").text)
    assert found
    return found[1]


def test_an_address_changes_when_the_old_and_then_the_new_one_agree() -> None:
    alice = factories.alice()
    browser = browser_of(alice)

    browser.post(reverse("account_email"), {"email": "alicia@example.org"})
    assert not Mail.objects.filter(to="alicia@example.org").exists()
    browser.post(reverse("account_email_leave"), {"code": code_for("alice@example.org")})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"
    browser.post(reverse("account_email_verification_sent"), {"code": code_for("alicia@example.org")})

    alice.refresh_from_db()
    assert alice.email == "alicia@example.org"
    assert [each.email for each in EmailAddress.objects.filter(user=alice)] == ["alicia@example.org"]
    assert "Your address was changed" in [
        each.subject for each in Mail.objects.filter(to="alice@example.org")
    ]


def test_without_the_code_of_the_old_address_nothing_goes_to_the_new_one() -> None:
    alice = factories.alice()
    browser = browser_of(alice)
    browser.post(reverse("account_email"), {"email": "alicia@example.org"})
    right = code_for("alice@example.org")

    for _ in range(3):
        browser.post(reverse("account_email_leave"), {"code": "BBBB-BBBB"})
    answer = browser.post(reverse("account_email_leave"), {"code": right})

    assert answer["Location"] == reverse("account_email")
    assert not Mail.objects.filter(to="alicia@example.org").exists()


def test_an_address_of_somebody_else_is_not_taken_and_not_told_of() -> None:
    factories.charlie()
    alice = factories.alice()
    browser = browser_of(alice)
    browser.post(reverse("account_email"), {"email": "charlie@example.org"})
    browser.post(reverse("account_email_leave"), {"code": code_for("alice@example.org")})

    assert browser.get(reverse("account_email_verification_sent")).status_code in (200, 302)
    assert not re.search(
        r"[BCDFGHJKLMNPQRSTVWXZ]{4}-", Mail.objects.filter(to="charlie@example.org").latest("id").text
    )
    alice.refresh_from_db()
    assert alice.email == "alice@example.org"


def test_sessions_are_listed_and_ended_one_by_one_or_all_others() -> None:
    alice = factories.alice()
    here, there, elsewhere = (browser_of(alice) for _ in range(3))
    page = here.get(reverse("usersessions_list")).content.decode()
    assert page.count("/end/") == 4

    there_row = UserSession.objects.get(session_key=there.session.session_key)
    here.post(reverse("account_end_session", args=[there_row.pk]))
    assert [each.get(reverse("account")).status_code for each in (here, there, elsewhere)] == [200, 302, 200]
    here.post(reverse("account_end_others"))
    assert [each.get(reverse("account")).status_code for each in (here, there, elsewhere)] == [200, 302, 302]


def test_a_session_of_somebody_else_does_not_exist() -> None:
    here, hers = browser_of(factories.alice()), browser_of(factories.bob())
    row = UserSession.objects.get(session_key=hers.session.session_key)

    refused = here.post(reverse("account_end_session", args=[row.pk]))
    missing = here.post(reverse("account_end_session", args=[999_999]))

    assert (refused.status_code, refused.content) == (404, missing.content)
    assert hers.get(reverse("account")).status_code == 200


def test_a_new_password_ends_the_other_sessions() -> None:
    alice = factories.alice()
    here, there = browser_of(alice), browser_of(alice)
    new = "another long and quiet sentence"
    here.post(
        reverse("account_change_password"),
        {"oldpassword": factories.PASSWORD, "password1": new, "password2": new},
    )
    assert there.get(reverse("account")).status_code == 302
    assert "Your password was changed" in [each.subject for each in Mail.objects.all()]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def with_app(browser: Client) -> str:
    """Add an authenticator app; returns its secret."""
    browser.get(reverse("mfa_activate_totp"))
    secret: str = browser.session["mfa.totp.secret"]
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def test_staff_gets_to_the_desk_with_a_second_factor_only(settings: LazySettings) -> None:
    settings.STAFF_MFA = True
    dana, desk = factories.dana(), reverse("admin:index")
    browser = browser_of(dana)
    assert browser.get(desk)["Location"] == reverse("mfa_index")
    assert "Staff needs a second factor" in browser.get(reverse("mfa_index")).content.decode()

    secret = with_app(browser)
    asked = browser.get(desk)["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    cache.clear()
    browser.post(asked, {"code": code_of(secret), "next": desk})

    assert browser.get(desk).status_code == 200
    assert Authenticator.objects.get(type="totp").data["secret"] != secret
    assert browser.session.get_expiry_age() <= settings.STAFF_SESSION_SECONDS


def test_signing_in_asks_for_the_second_factor() -> None:
    alice = factories.alice()
    secret = with_app(browser_of(alice))
    cache.clear()
    again = Client()
    answer = again.post(reverse("account_login"), {"login": alice.email, "password": factories.PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert again.get(reverse("account")).status_code == 302
    again.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert again.get(reverse("account")).status_code == 200


def test_the_door_of_the_desk_is_the_same_door() -> None:
    answer = Client().get("/staff/login/?next=/staff/")
    assert answer["Location"] == f"{reverse('account_login')}?next=%2Fstaff%2F"
    assert Client().get("/staff/password_change/")["Location"] == reverse("account_change_password")
