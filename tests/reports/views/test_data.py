"""The page of a person's data: its own alone; asked for with the password, decided by those who may."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from reports.models import DataExport, ErasureRequest, LegalHold, Mail, RetentionRule, User
from reports.services import erasing, exporting, jobs
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = "/account/data/"


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def grace(db: None) -> User:
    """She looks after accounts."""
    return factories.person("Grace", groups=("accounts",))


def test_each_address_is_for_whoever_is_signed_in() -> None:
    for leaf in ("", "export/", "archive.zip", "erasure/", "erasure/take-back/"):
        for method in ("get", "post"):
            answer = getattr(Client(), method)(PAGE + leaf)
            assert answer.status_code in (302, 405)
            assert answer.status_code == 405 or answer["Location"].startswith("/account/login/")


def test_a_person_gets_its_own_archive_and_nobody_else_s(alice: User, bob: User) -> None:
    browser = signed_in(alice)
    assert browser.get(PAGE + "archive.zip").status_code == 404

    assert "put it together" in browser.post(PAGE + "export/", follow=True).content.decode()
    assert "already" in browser.post(PAGE + "export/", follow=True).content.decode()
    export = DataExport.objects.get()
    job = jobs.latest(exporting.KIND, export.pk)
    assert job is not None
    jobs.run(job.pk)

    answer = browser.get(PAGE + "archive.zip")
    assert b"".join(answer).startswith(b"PK")  # type: ignore[arg-type]
    assert answer["Cache-Control"].startswith("private, no-store")
    assert signed_in(bob).get(PAGE + "archive.zip").status_code == 404
    export.stored_name = ""
    export.save()
    assert browser.get(PAGE + "archive.zip").status_code == 404


def test_erasure_is_asked_with_the_password_and_can_be_taken_back(alice: User) -> None:
    browser = signed_in(alice)

    wrong = browser.post(PAGE + "erasure/", {"password": "no"})
    assert (wrong.status_code, ErasureRequest.objects.count()) == (422, 0)
    assert "This is not your password." in wrong.content.decode()

    browser.post(PAGE + "erasure/", {"password": factories.PASSWORD})
    browser.post(PAGE + "erasure/", {"password": factories.PASSWORD})
    assert ErasureRequest.objects.get().state == "asked"
    assert "Take it back" in browser.get(PAGE).content.decode()
    assert "You stay." in browser.post(PAGE + "erasure/take-back/", follow=True).content.decode()
    assert "nothing to take back" in browser.post(PAGE + "erasure/take-back/", follow=True).content.decode()
    assert ErasureRequest.objects.get().state == "taken_back"


def test_who_has_no_password_must_have_signed_in_a_moment_ago(alice: User) -> None:
    alice.set_unusable_password()
    alice.save()
    browser = signed_in(alice)
    User.objects.update(last_login=timezone.now() - timedelta(hours=1))

    late = browser.post(PAGE + "erasure/")
    assert (late.status_code, ErasureRequest.objects.count()) == (422, 0)
    assert "sign in again and come back" in late.content.decode()

    User.objects.update(last_login=timezone.now())
    browser.post(PAGE + "erasure/")
    assert ErasureRequest.objects.get().state == "asked"


def test_an_open_request_stands_on_the_page_with_what_to_do(alice: User) -> None:
    number = factories.submit(by=alice).number

    page = signed_in(alice).get(PAGE + "erasure/").content.decode()

    assert f"{number} is still open. Withdraw it on its page" in page
    assert "Ask to be forgotten</button>" not in page


def test_those_who_look_after_accounts_decide_and_others_do_not(alice: User, dana: User, grace: User) -> None:
    asked = erasing.ask(alice)
    page = f"/staff/reports/erasurerequest/{asked.pk}/"
    for leaf in ("approve/", "refuse/"):
        signed_in(dana).post(page + leaf, {"reason": "No."})
    asked.refresh_from_db()
    assert asked.state == "asked"
    assert signed_in(dana).get(page + "change/").status_code == 403

    desk = signed_in(grace)
    assert "Approve" in desk.get(page + "change/").content.decode()
    empty = desk.post(page + "refuse/", {"reason": " "}, follow=True).content.decode()
    assert "Say why; the reason is kept." in empty
    desk.post(page + "refuse/", {"reason": "Tell us who you are first."})
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by, asked.reason) == ("refused", grace, "Tell us who you are first.")
    assert "Tell us who you are first." in signed_in(alice).get(PAGE).content.decode()
    assert "Tell us" not in Mail.objects.get(key=f"erasure_refused/{asked.pk}").text


def test_a_hold_is_set_and_released_in_the_admin(alice: User, grace: User) -> None:
    desk = signed_in(grace)
    home = "/staff/reports/legalhold/"
    typed = {"person": alice.pk, "organisation": "", "reference": "", "reason": "A court.", "until": ""}

    assert desk.post(home + "add/", typed | {"reference": "RQ-2026-000001"}).status_code == 200
    assert desk.post(home + "add/", typed).status_code == 302
    hold = LegalHold.objects.get()
    assert (hold.person, hold.by) == (alice, grace)
    assert "Release" in desk.get(f"{home}{hold.pk}/change/").content.decode()
    assert desk.post(f"{home}{hold.pk}/delete/").status_code == 403
    desk.post(f"{home}{hold.pk}/release/", {"reason": "It is over."})
    hold.refresh_from_db()
    assert (hold.released_by, hold.release_reason) == (grace, "It is over.")


def test_a_period_is_set_in_the_admin_beside_what_is_due(grace: User) -> None:
    desk = signed_in(grace)
    home = "/staff/reports/retentionrule/"

    assert (
        desk.post(home + "add/", {"kind": "mail", "days": 30, "reason": "Less is more."}).status_code == 302
    )

    row = RetentionRule.objects.get()
    assert (row.kind, row.days, row.by) == ("mail", 30, grace)
    assert "The text of mails" in desk.get(home).content.decode()
    assert desk.post(f"{home}{row.pk}/change/", {"days": 1}).status_code == 403
    assert Group.objects.filter(name="accounts").count() == 1
