"""The password of a request's report: sealed, and on every copy; and a client's own, which nobody keeps."""

import io
import logging
import os
import re
import subprocess
import sys
import unicodedata

import pikepdf
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import Settings

from reports.models import Copy, Download, User
from requests_app.domain.workflow import Status
from requests_app.models import PasswordAct, PasswordChange, ReportRequest
from requests_app.services import fulfilment, passwords
from requests_app.services.transitions import TransitionRefused
from tests import factories

pytestmark = pytest.mark.django_db

WORD = "Marzipan-and-41-gulls"
OTHER = "Pumpernickel-and-7-terns"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def desk_of(request: ReportRequest) -> str:
    return reverse("admin:requests_app_reportrequest_change", args=[request.pk])


def at(name: str, request: ReportRequest) -> str:
    return reverse(f"admin:requests_app_reportrequest_{name}", args=[request.pk])


def put(client: Client, request: ReportRequest, word: str = WORD, again: str | None = None) -> str:
    given = {"password": word, "again": word if again is None else again}
    return client.post(at("password", request), given, follow=True).content.decode()


def page_of(user: User, request: ReportRequest) -> str:
    return signed_in(user).get(request.get_absolute_url()).content.decode()


def download(user: User, request: ReportRequest) -> HttpResponse:
    return signed_in(user).get(reverse("requests:download", args=[request.key]))  # type: ignore[return-value]


def opens(pdf: bytes, word: str = "") -> bool:
    try:
        with pikepdf.open(io.BytesIO(pdf), password=word):
            return True
    except pikepdf.PasswordError:
        return False


def everything_kept() -> str:
    """Every value of every table, and what the sessions say."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the tables' own names
            found += [str(row) for row in cursor.fetchall()]
    found += [str(SessionStore().decode(each.session_data)) for each in Session.objects.all()]
    return "\n".join(found)


@pytest.fixture
def delivered(alice: User) -> ReportRequest:
    return factories.request_at(Status.DELIVERED)


def test_every_copy_is_locked_with_it_whoever_takes_it(
    delivered: ReportRequest, alice: User, bob: User, dana: User
) -> None:
    put(signed_in(dana), delivered)
    edition = fulfilment.edition_of(delivered)
    assert edition is not None
    staff = signed_in(dana)
    files = [
        download(alice, delivered).content,
        download(bob, delivered).content,
        staff.get(f"/staff/reports/edition/{edition.pk}/file.pdf").content,
        staff.post(f"/staff/reports/edition/{edition.pk}/copy/", {"name": "Carol"}).content,
    ]
    assert [(opens(file), opens(file, WORD)) for file in files] == [(False, True)] * 4
    assert f"Prepared for Alice, {factories.ORGANISATION}" in margin(files[0], WORD)


def margin(pdf: bytes, word: str) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf), password=word).pages[0].extract_text().split())


def test_it_can_be_set_before_there_is_a_report_and_holds_for_the_delivery(alice: User, dana: User) -> None:
    request = factories.submit()
    put(signed_in(dana), request)
    for row in factories.path(Status.SUBMITTED, Status.DELIVERED):
        request.refresh_from_db()
        factories.move(request, row.name)
    file = download(alice, request).content
    assert (opens(file), opens(file, WORD)) == (False, True)


def test_it_is_changed_and_removed_and_who_did_it_is_kept(
    delivered: ReportRequest, alice: User, dana: User, erin: User
) -> None:
    put(signed_in(dana), delivered)
    put(signed_in(erin), delivered, OTHER)
    changed = download(alice, delivered).content
    signed_in(dana).post(at("open", delivered))
    removed = download(alice, delivered).content

    assert (opens(changed, WORD), opens(changed, OTHER), opens(removed)) == (False, True, True)
    kept = [(row.act, row.by, row.sealed) for row in PasswordChange.objects.all()]
    assert kept == [("removed", dana, ""), ("changed", erin, ""), ("set", dana, "")]
    desk = signed_in(dana).get(desk_of(delivered)).content.decode()
    assert re.findall(r"<strong>(Password \w+)</strong> <span class=\"help\">(\w+)", desk) == [
        ("Password removed", "Dana"),
        ("Password changed", "Erin"),
        ("Password set", "Dana"),
    ]


def test_another_requests_report_stays_open(delivered: ReportRequest, alice: User, dana: User) -> None:
    put(signed_in(dana), factories.request_at(Status.DELIVERED))
    assert opens(download(alice, delivered).content)


def test_the_plain_password_is_nowhere(
    delivered: ReportRequest, alice: User, dana: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pages = [put(signed_in(dana), delivered), put(signed_in(dana), delivered, OTHER, again=f"{OTHER}x")]
    pages += [put(signed_in(dana), delivered, OTHER), page_of(alice, delivered)]
    download(alice, delivered)
    kept = everything_kept()
    assert PasswordChange.objects.exclude(sealed="").get().sealed in kept
    for word in (WORD, OTHER):
        assert [place for place in (kept, caplog.text, *pages) if word in place] == []


def test_the_seal_holds_for_its_own_request_only(delivered: ReportRequest, dana: User, alice: User) -> None:
    other = factories.request_at(Status.DELIVERED)
    passwords.put(other, WORD, by=dana)
    stolen = PasswordChange.objects.get().sealed
    PasswordChange.objects.create(request=delivered, act=PasswordAct.SET, sealed=stolen, by=dana)
    assert download(alice, delivered).status_code == 503


def test_another_key_of_the_house_opens_no_seal_and_nothing_is_sent(
    delivered: ReportRequest, alice: User, dana: User, settings: Settings
) -> None:
    passwords.put(delivered, WORD, by=dana)
    edition = fulfilment.edition_of(delivered)
    assert edition is not None
    settings.SECRET_KEY = "another key of fifty characters, made for this test"

    refused = download(alice, delivered)
    by_staff = signed_in(dana).get(f"/staff/reports/edition/{edition.pk}/file.pdf")

    assert (refused.status_code, by_staff.status_code) == (503, 503)
    assert "Just now it cannot be locked, and we send nothing open." in refused.content.decode()
    assert ("SECRET_KEY" in refused.content.decode(), "SECRET_KEY" in by_staff.content.decode()) == (
        False,
        True,
    )
    assert (Copy.objects.count(), Download.objects.count()) == (0, 0)
    passwords.put(delivered, OTHER, by=dana)
    assert opens(download(alice, delivered).content, OTHER)


def test_the_client_is_told_in_a_sentence(delivered: ReportRequest, alice: User, dana: User) -> None:
    told = "The file asks for a password, which our staff gave you by another way than mail."
    before = page_of(alice, delivered)
    passwords.put(delivered, WORD, by=dana)
    after = page_of(alice, delivered)
    assert (told in before, told in after) == (False, True)
    assert ("Lock your copy" in before, "Lock your copy" in after) == (True, False)


@pytest.mark.parametrize(
    ("word", "again", "sentence"),
    [
        ("", "", "Type the password."),
        ("short", "short", "Use at least 8 characters."),
        (WORD, OTHER, "The two passwords are not the same; type both once more."),
        (f" {WORD}", f" {WORD}", "It begins or ends with a space"),
        ("x" * 65, "x" * 65, "This has 65 characters; keep it to 64."),
        ("\U0001f6a2" * 40, "\U0001f6a2" * 40, "It is too long for a PDF in this script"),
        ("abcd\x00efgh", "abcd\x00efgh", "control characters"),
    ],
)
def test_a_password_that_cannot_be_kept_is_refused(dana: User, word: str, again: str, sentence: str) -> None:
    request = factories.submit()
    page = put(signed_in(dana), request, word, again)
    assert sentence in page
    assert PasswordChange.objects.count() == 0


def test_letters_with_accents_open_it_however_they_are_typed(
    delivered: ReportRequest, alice: User, dana: User
) -> None:
    put(signed_in(dana), delivered, unicodedata.normalize("NFD", "Möwe über Tromsø"))
    assert opens(download(alice, delivered).content, "Möwe über Tromsø")


def test_there_is_nothing_to_remove_or_to_lock(dana: User) -> None:
    request, ended = factories.submit(), factories.request_at(Status.DECLINED)
    with pytest.raises(TransitionRefused, match="nothing to remove"):
        passwords.remove(request, by=dana)
    with pytest.raises(TransitionRefused, match="The request is declined: no report goes out"):
        passwords.put(ended, WORD, by=dana)
    assert 'id="password"' not in signed_in(dana).get(desk_of(ended)).content.decode()


@pytest.mark.parametrize("who", ["alice", "charlie", "editor", "nobody"])
def test_only_the_desk_sets_or_removes_it(
    delivered: ReportRequest, dana: User, charlie: User, who: str
) -> None:
    passwords.put(delivered, WORD, by=dana)
    people = {"alice": factories.alice, "charlie": factories.charlie}
    client = Client()
    if who == "editor":
        client.force_login(factories.person("Eddie", groups=("editor",)))
    elif who in people:
        client.force_login(people[who]())
    given = {"password": OTHER, "again": OTHER}
    for address in (at("password", delivered), at("open", delivered)):
        assert client.post(address, given).status_code in {302, 403}
        assert signed_in(dana).get(address).status_code == 405
    assert [row.act for row in PasswordChange.objects.all()] == ["set"]


def test_the_database_keeps_one_password_for_a_request(delivered: ReportRequest, dana: User) -> None:
    kept = PasswordChange(request=delivered, act=PasswordAct.SET, sealed="a", by=dana)
    kept.save()
    for wrong in (
        {"act": "set", "sealed": "b"},
        {"act": "removed", "sealed": "c"},
        {"act": "lost", "sealed": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PasswordChange.objects.create(request=delivered, by=dana, **wrong)


# --- A client's own copy -----------------------------------------------------------------------------


def lock(request: ReportRequest, word: str, user: User | None) -> HttpResponse:
    client = signed_in(user) if user else Client()
    return client.post(reverse("requests:lock", args=[request.key]), {"password": word})  # type: ignore[return-value]


def test_a_client_locks_its_own_copy_and_nobody_keeps_the_password(
    delivered: ReportRequest, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    file = lock(delivered, WORD, alice).content
    assert (opens(file), opens(file, WORD), opens(download(alice, delivered).content)) == (False, True, True)
    assert f"Prepared for Alice, {factories.ORGANISATION}" in margin(file, WORD)
    assert WORD not in everything_kept() + caplog.text
    assert PasswordChange.objects.count() == 0
    assert Download.objects.count() == 2


def test_who_came_by_the_mailed_link_locks_its_copy_too() -> None:
    received = factories.submit_by_link()
    for row in factories.path(Status.SUBMITTED, Status.DELIVERED):
        factories.move(received.request, row.name)
    client = Client()
    client.post(f"/requests/open/{received.secret}/")
    file = client.post(reverse("requests:lock", args=[received.request.key]), {"password": WORD}).content
    assert (opens(file), opens(file, WORD)) == (False, True)


@pytest.mark.parametrize("who", ["charlie", "dana", "nobody"])
def test_for_others_there_is_no_copy_to_lock(
    delivered: ReportRequest, charlie: User, dana: User, who: str
) -> None:
    user = {"charlie": charlie, "dana": dana, "nobody": None}[who]
    assert lock(delivered, WORD, user).status_code == 404
    assert Copy.objects.count() == 0


@pytest.mark.parametrize("word", ["", "short"])
def test_a_bad_password_of_its_own_is_refused_beside_its_field(
    delivered: ReportRequest, alice: User, word: str
) -> None:
    answer = lock(delivered, word, alice)
    assert answer.status_code == 422
    assert list(answer.context["lock"].errors) == ["password"]  # type: ignore[attr-defined]
    assert "<details" in answer.content.decode()
    assert Copy.objects.count() == 0


@pytest.mark.parametrize("word", ["short", WORD])
def test_what_is_not_delivered_is_not_locked(alice: User, word: str) -> None:
    assert lock(factories.request_at(Status.IN_REVIEW), word, alice).status_code == 404


def test_the_houses_password_comes_before_the_clients_own(
    delivered: ReportRequest, alice: User, dana: User
) -> None:
    passwords.put(delivered, WORD, by=dana)
    answer = lock(delivered, OTHER, alice)
    assert (answer.status_code, answer["Location"]) == (302, delivered.get_absolute_url())
    assert Copy.objects.count() == 0


def test_a_look_at_the_locks_address_leads_back(delivered: ReportRequest, alice: User) -> None:
    answer = signed_in(alice).get(reverse("requests:lock", args=[delivered.key]))
    assert answer["Location"] == delivered.get_absolute_url()


def test_the_keeper_is_known_to_a_process_that_has_loaded_no_page() -> None:
    asks = "import django; django.setup(); from reports.services import locks; print(len(locks._KEEPERS))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    line = [sys.executable, "-c", asks]
    assert subprocess.run(line, env=environment, check=True, capture_output=True, text=True).stdout == "1\n"
