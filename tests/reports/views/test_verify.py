"""The verify page: the same answer by code, by form and by file, for everybody, and nothing secret in it."""

import hashlib

import pytest
from django.test import Client

from reports.domain import codes
from reports.models import Edition
from reports.services import copies, corrections
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(db: None) -> Edition:
    return factories.briefing().edition


def code_of(edition: Edition) -> str:
    return codes.of_digest(edition.snapshot_sha256)


def test_the_form_leads_to_the_answer(client: Client, edition: Edition) -> None:
    code = code_of(edition)

    asked = client.get("/verify/", {"code": code.lower().replace("-", " ")}, follow=True)

    assert asked.redirect_chain == [(f"/verify/{code}", 302)]
    assert "<h1>Authentic</h1>" in asked.content.decode()


def test_a_digest_in_the_form_is_taken_for_a_file(client: Client, edition: Edition) -> None:
    asked = client.get("/verify/", {"code": edition.pdf_sha256.upper()})

    assert asked["Location"] == f"/verify/file/{edition.pdf_sha256}"
    assert "This file left us as it is" in client.get(asked["Location"]).content.decode()


@pytest.mark.parametrize(
    "typed",
    ["nonsense", "a/b", "../../etc/passwd", "<script>alert(1)</script>", "é" * 300, "%00\0", "?x=1#y"],
)
def test_whatever_is_typed_is_answered_alike(client: Client, edition: Edition, typed: str) -> None:
    page = client.get("/verify/", {"code": typed}, follow=True)

    body = page.content.decode()
    assert page.status_code == 200
    assert "We know no such document" in body
    assert "<script>alert" not in body


def test_an_unknown_code_and_one_that_is_none_get_the_same_page(client: Client, edition: Edition) -> None:
    unknown, malformed = codes.new(), "ABCD-EFGH-JKMN"
    pages = [client.get(f"/verify/{code}") for code in (unknown, malformed)]

    assert codes.parse(malformed) is None
    assert [page.status_code for page in pages] == [200, 200]
    bodies = {page.content.decode().replace(page.request["PATH_INFO"][8:], "") for page in pages}
    assert len(bodies) == 1


def test_a_file_is_told_by_its_digest_alone(client: Client, edition: Edition) -> None:
    pdf = copies.make(edition, copies.Recipient("Alice Adeyemi", "Meridian")).pdf

    ours = client.get(f"/verify/file/{hashlib.sha256(pdf).hexdigest()}").content.decode()
    changed = client.get(f"/verify/file/{hashlib.sha256(pdf + b' ').hexdigest()}").content.decode()

    assert "<h1>Authentic</h1>" in ours
    assert "Alice" not in ours
    assert "Meridian" not in ours
    assert "<h1>This file is not ours</h1>" in changed


def test_a_superseded_and_withdrawn_edition_says_both(client: Client, edition: Edition) -> None:
    factories.edition_of(edition.report, number=2)
    corrections.withdraw(edition, note="Wrong figures.", by=factories.dana())

    body = client.get(f"/verify/{code_of(edition)}").content.decode()

    assert "<h1>Ours, but withdrawn</h1>" in body
    assert "superseded by edition 2" in body
    assert "<strong>Withdrawal</strong>: Wrong figures." in body


def test_the_page_is_kept_by_no_cache_and_asks_for_no_session(client: Client, edition: Edition) -> None:
    page = client.get(f"/verify/{code_of(edition)}")

    assert "no-store" in page["Cache-Control"]
    assert "Cookie" not in page.get("Vary", "")
    assert not page.cookies
    assert "script-src 'self'" in page["Content-Security-Policy"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_uploaded(client: Client, method: str) -> None:
    assert getattr(client, method)("/verify/").status_code == 405
