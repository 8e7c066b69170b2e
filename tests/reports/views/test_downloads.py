"""The door for files out: who gets a PDF, what is recorded, and that no damaged file is sent."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.http import HttpResponse
from django.test import Client

from reports import downloads
from reports.models import Download, Report, User
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/briefings/northern-files-1-1/pdf/"


def test_an_open_pdf_is_sent_whole_and_recorded(client: Client) -> None:
    page = factories.briefing(pdf=b"%PDF-1.7 open")

    response = client.get(ADDRESS)

    assert (response.status_code, response.content) == (200, b"%PDF-1.7 open")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == "13"
    assert response["Content-Disposition"] == 'attachment; filename="northern-files-1-1.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    [recorded] = Download.objects.all()
    assert (recorded.edition_id, recorded.reader, recorded.address) == (page.edition_id, None, "127.0.0.1")


def test_a_pdf_that_may_not_be_read_whole_does_not_exist(client: Client, charlie: User) -> None:
    factories.briefing(access="subscribers")

    assert client.get(ADDRESS).status_code == 404
    client.force_login(charlie)
    assert client.get(ADDRESS).status_code == 404
    assert Download.objects.count() == 0


def test_a_subscriber_gets_it_and_no_cache_keeps_it(client: Client, alice: User) -> None:
    page = factories.briefing(access="subscribers")
    factories.subscribe(alice, page.series)
    client.force_login(alice)

    response = client.get(ADDRESS)

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert Download.objects.get().reader == alice


def stored(name: str) -> Path:
    return Path(storages["editions"].path(name))


@pytest.mark.parametrize("damage", ["gone", "short", "changed"])
def test_a_damaged_file_is_a_page_that_says_so(client: Client, damage: str) -> None:
    page = factories.briefing(pdf=f"%PDF-1.7 {damage}".encode())
    path = stored(page.edition.pdf_name)
    match damage:
        case "gone":
            path.unlink()
        case "short":
            path.write_bytes(b"%PDF")
        case "changed":
            path.write_bytes(path.read_bytes()[::-1])

    response = client.get(ADDRESS)

    path.unlink(missing_ok=True)
    assert (response.status_code, response["Retry-After"]) == (503, "120")
    assert "cannot be read" in response.content.decode()
    assert Download.objects.count() == 0


def test_a_server_in_front_is_told_which_file_to_send(client: Client, settings: object) -> None:
    settings.ACCEL_REDIRECT_PREFIX = "/editions"  # type: ignore[attr-defined]
    page = factories.briefing()

    response = client.get(ADDRESS)

    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == f"/editions/{page.edition.pdf_name}"
    assert Download.objects.count() == 1


def test_a_server_in_front_is_not_told_of_a_file_that_is_gone(client: Client, settings: object) -> None:
    settings.ACCEL_REDIRECT_PREFIX = "/editions"  # type: ignore[attr-defined]
    page = factories.briefing(pdf=b"%PDF-1.7 gone in front")
    stored(page.edition.pdf_name).unlink()

    assert client.get(ADDRESS).status_code == 503


def test_a_name_in_another_script_is_given_in_ascii_too(client: Client) -> None:
    factories.briefing("پرونده-1-1")

    response = client.get("/briefings/پرونده-1-1/pdf/")

    expected = "attachment; filename=\"1-1.pdf\"; filename*=utf-8''%D9%BE"
    assert response["Content-Disposition"].startswith(expected)


def test_a_tailored_report_is_named_by_its_number_alone() -> None:
    tailored = Report.objects.create(
        reference="RQ-2026-000001", title="Secret plan", slug="t", created_by=factories.dana()
    )

    response = downloads.send(factories.edition_of(tailored), reader=factories.alice(), address="192.0.2.1")

    assert isinstance(response, HttpResponse)
    assert response["Content-Disposition"] == 'attachment; filename="RQ-2026-000001.pdf"'
    assert response["Cache-Control"] == "private, no-store"


def test_a_later_edition_says_so_in_its_name(client: Client) -> None:
    page = factories.briefing()
    response = downloads.send(factories.edition_of(page.report, number=2), reader=None, address="")

    assert 'filename="northern-files-1-1-edition-2.pdf"' in response["Content-Disposition"]


def test_only_get_takes_a_file_out(client: Client) -> None:
    factories.briefing()

    assert client.head(ADDRESS).status_code == 405
    assert client.post(ADDRESS).status_code == 405
