"""Staff make copies out to somebody, attach notices, and trace a file; each only who may."""

import io
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from reports.models import Copy, Correction, Download, Edition, User
from reports.services import copies, tracing
from tests import factories
from tests.reports.rendering import mastered

pytestmark = pytest.mark.django_db

TRACE = "/staff/reports/copy/trace/"


@pytest.fixture
def edition(db: None) -> Edition:
    return factories.briefing(pdf=mastered.source().pdf, title=mastered.BRIEFING.title).edition


@pytest.fixture
def editor(client: Client) -> User:
    person = factories.person("Ed", groups=("editor",))
    client.force_login(person)
    return person


def page_of(edition: Edition) -> str:
    return f"/staff/reports/edition/{edition.pk}"


def test_a_copy_is_made_out_to_a_name(client: Client, editor: User, edition: Edition) -> None:
    made = client.post(f"{page_of(edition)}/copy/", {"name": "Carol Chen", "organisation": "Northwind"})

    assert "Prepared for Carol Chen, Northwind" in PdfReader(io.BytesIO(made.content)).pages[0].extract_text()
    row, taken = Copy.objects.get(), Download.objects.get()
    assert (row.name, row.reader, taken.reader) == ("Carol Chen", editor, editor)


def test_a_password_locks_it_and_the_page_says_what_that_costs(
    client: Client, editor: User, edition: Edition
) -> None:
    page = client.get(f"{page_of(edition)}/change/").content.decode()
    made = client.post(f"{page_of(edition)}/copy/", {"name": "Carol", "password": "open sesame"})

    assert "PDF/A forbids encryption" in page
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(made.content))


def test_a_short_password_is_refused(client: Client, editor: User, edition: Edition) -> None:
    page = client.post(f"{page_of(edition)}/copy/", {"name": "Carol", "password": "short"}, follow=True)

    assert "at least 8 characters" in page.content.decode()
    assert Copy.objects.count() == 0


def test_a_notice_is_attached_by_an_editor(client: Client, editor: User, edition: Edition) -> None:
    page = client.post(
        f"{page_of(edition)}/notice/", {"kind": "correction", "note": "It was March."}, follow=True
    ).content.decode()

    assert "The notice stands on the edition." in page
    assert "It was March." in page
    assert Correction.objects.get().by == editor


def test_an_analyst_attaches_none(client: Client, dana: User, edition: Edition) -> None:
    client.force_login(dana)

    page = client.get(f"{page_of(edition)}/change/").content.decode()
    tried = client.post(
        f"{page_of(edition)}/notice/", {"kind": "withdrawal", "note": "Because."}, follow=True
    )

    assert "Correct or withdraw" not in page
    assert "Only an editor" in tried.content.decode()
    assert Correction.objects.count() == 0


def test_a_file_is_traced(client: Client, editor: User, edition: Edition) -> None:
    made = copies.make(edition, copies.Recipient("Alice Adeyemi", "Meridian Shipping"))
    copies.make(edition, copies.Recipient("Bob Berg"))
    file = SimpleUploadedFile("leak.pdf", made.pdf, content_type="application/pdf")

    body = client.post(TRACE, {"file": file}).content.decode()

    assert "Alice Adeyemi</strong>, Meridian Shipping" in body
    assert "the position of its lines (" in body
    assert "Bob Berg" not in body


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no PDF", "The file is no PDF."), (b"", "empty"), (None, "No copy of ours was recognised")],
)
def test_what_cannot_be_traced_says_why(
    client: Client, editor: User, edition: Edition, content: bytes | None, said: str
) -> None:
    given = copies.public(edition) if content is None else content

    body = client.post(TRACE, {"file": SimpleUploadedFile("x.pdf", given)}).content.decode()

    assert said in body


def test_a_file_that_is_too_large_is_not_read(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "LARGEST", 10)

    body = client.post(TRACE, {"file": SimpleUploadedFile("x.pdf", b"%PDF" * 10)}).content.decode()

    assert "larger than" in body


def test_who_may_not_see_copies_traces_none(client: Client, dana: User, alice: User) -> None:
    client.force_login(dana)
    assert client.get(TRACE).status_code == 404
    assert client.get("/staff/reports/copy/").status_code == 403
    client.force_login(alice)
    assert client.get(TRACE).status_code == 302


def test_the_list_of_copies_leads_to_the_search(client: Client, editor: User, edition: Edition) -> None:
    copies.make(edition, copies.Recipient("Alice"))

    assert TRACE in client.get("/staff/reports/copy/").content.decode()


def test_a_download_by_a_broken_key_says_the_cause_to_staff_alone(
    client: Client, editor: User, edition: Edition, settings: Any
) -> None:
    settings.SIGNING_KEY_FILE = settings.SIGNING_CERTIFICATE_FILE = "/nonexistent/key.pem"

    for_staff = client.get(f"{page_of(edition)}/file.pdf")
    client.logout()
    for_reader = client.get("/briefings/northern-files-1-1/pdf/")

    assert (for_staff.status_code, for_reader.status_code) == (503, 503)
    assert for_reader["Retry-After"] == "120"
    assert "No such file" in for_staff.content.decode()
    assert "No such file" not in for_reader.content.decode()
    assert "signed" in for_reader.content.decode()
    assert (Copy.objects.count(), Download.objects.count()) == (0, 0)
