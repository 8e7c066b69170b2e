"""What is asked on every page: a second factor of staff, a fresh proof before what is dangerous."""

import pytest
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from config.accounts import held
from reports.models import Organisation, UnitEntry, User
from tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"units": "3", "note": "The plan", "key": "0b2f1f6e-9d2b-4a59-8d3f-0d5ff9f3f1aa"}


@pytest.fixture(autouse=True)
def asks(db: None, settings: LazySettings) -> None:
    cache.clear()
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900


def boss_here(address: str = "boss@example.org") -> Client:
    """A superuser who is signed in, and nobody knows how long ago."""
    boss = User.objects.create_superuser(address, factories.PASSWORD, name="Boss")
    EmailAddress.objects.create(user=boss, email=boss.email, verified=True, primary=True)
    browser = Client()
    browser.force_login(boss)
    return browser


def held_by(browser: Client) -> tuple[str, str]:
    """Units that were typed and wait; where they are asked for, and where they would be given."""
    units = reverse(
        "admin:reports_organisation_units", args=[Organisation.objects.create(name="Meridian").pk]
    )
    asked = browser.post(units, TYPED)["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    assert UnitEntry.objects.count() == 0
    return asked, units


def test_a_dangerous_act_asks_again_and_then_does_what_was_typed_once() -> None:
    browser = boss_here()
    asked, _ = held_by(browser)
    kept = browser.session[STATE_SESSION_KEY]
    assert "The plan" not in str(Session.objects.get().get_decoded())

    browser.post(asked, {"password": "wrong"})
    assert UnitEntry.objects.count() == 0
    browser.post(asked, {"password": factories.PASSWORD})
    assert [each.units for each in UnitEntry.objects.all()] == [3]
    session = browser.session
    session[STATE_SESSION_KEY] = kept
    session.save()
    again = browser.post(asked, {"password": factories.PASSWORD})

    assert again["Location"] == reverse("account")


def test_what_waits_is_not_done_for_another_person_nor_page_nor_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = boss_here()
    asked, units = held_by(first)
    kept = first.session[STATE_SESSION_KEY]

    second = boss_here("other@example.org")
    session = second.session
    session[STATE_SESSION_KEY] = kept
    session.save()
    answer = second.post(asked, {"password": factories.PASSWORD}, follow=True)
    assert "Nothing was done now" in answer.content.decode()

    session = first.session
    first.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD, "next": "/"})
    session.save()
    monkeypatch.setattr(held, "SECONDS", -1)
    first.get(units)
    assert STATE_SESSION_KEY not in session.__class__(session.session_key)
    assert UnitEntry.objects.count() == 0


def test_publishing_asks_again_and_saving_does_not() -> None:
    browser = boss_here()
    page = reverse("admin:reports_report_add")

    saved = browser.post(page, {"title": ""})
    published = browser.post(page, {"title": "", "_publish": ""})

    assert saved.status_code == 422
    assert published["Location"].startswith(reverse("account_reauthenticate"))


def test_staff_without_a_second_factor_is_sent_to_it_from_every_page(settings: LazySettings) -> None:
    settings.STAFF_MFA = True
    browser = Client()
    browser.force_login(factories.dana())

    pages = [browser.get(where)["Location"] for where in (reverse("admin:index"), "/", "/", "/staff/none/")]
    told = browser.get(reverse("mfa_index")).content.decode()

    assert pages == [reverse("mfa_index")] * 4
    assert told.count("Staff needs a second factor") == 1
    assert Client().get("/").status_code == 200
    browser.force_login(factories.alice())
    assert browser.get("/").status_code == 200


def test_no_page_of_an_account_is_kept_by_a_browser_or_a_proxy() -> None:
    inside, outside = boss_here(), Client()
    named = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    pages = ["/account/none/"]
    for name in named:
        if get_resolver().reverse_dict.getlist(name)[0][0][0][1] == []:
            where = reverse(name)
            pages += [where] * where.startswith("/account/")

    said = {(where, who.get(where)["Cache-Control"]) for where in pages for who in (inside, outside)}

    assert len(pages) > 25
    assert {each for _, each in said} == {"private, no-store"}
