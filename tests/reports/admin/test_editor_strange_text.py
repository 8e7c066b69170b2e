"""Strange text in every field of the editor: kept exactly, shown as text, printed as text, and never run."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from reports.models import Report, User
from reports.services import editions
from tests.reports.admin.desk import at, opened, page_of, signed_in, written

STRANGE = {
    "markup": "<script>alert(1)</script> & <b>bold</b> <img src=x onerror=alert(1)>",
    "template": "{{ 7|add:7 }} {% include 'base.html' %} ${7*7} {% endblock %} {# x #}",
    "right to left": "مضيق هرمز \u202e\u05e9\u05dc\u05d5\u05dd",
    "emoji": "Ships 🚢🏴‍☠️ and 👩‍👩‍👧",
    "zero width": "a\u200bb\u200dc\ufeffd",
    "combining": "Z\u0351\u036b\u0343\u036a\u0302a\u0301lgo",
    "breaks": "a\u2028b\u2029c",
    "links": "[x](javascript:alert(1)) ![y](http://evil.example/p.png) [^1] <!-- c -->",
    "style": "</style><style>@import 'http://x'</style> @page { size: A1 } \\0041",
    "declaration": "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/hostname'>]>&y; ]]>",
}
RUNNING = (
    "<script>alert", "<img src=x", "onerror=alert(1)>", 'href="javascript', 'src="http://evil',
    "<style>@import",
)  # fmt: skip
LISTS = ("authors", "topics", "sources-0-supports")
FIELDS = (
    "title", "editor_note", "picture_caption", "picture_credit", "body_executive_summary", "body_analysis",
    "body_conclusion", "body_call_to_action", "findings-0-text", "findings-0-basis", "scenarios-0-name",
    "scenarios-0-text", "scenarios-0-indicators", "risks-0-subject", "risks-0-text", "sources-0-citation",
    "timeline-0-text", "places-0-name",
)  # fmt: skip
UNSHOWN = ("a\0b", "a\x1b[31mb", "a\x92b", "a\ufffdb")


@pytest.fixture
def client(dana: User) -> Client:
    return signed_in(dana)


def filled(client: Client, report: Report, text: str) -> dict[str, str]:
    """The form with this text in every field that takes any; a list would be cut at its commas."""
    names = (*FIELDS, *LISTS) if "," not in text and len(text) <= 60 else FIELDS
    return {**opened(client, page_of(report)), **dict.fromkeys(names, text)}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_strange_text_comes_back_exactly_and_never_runs(client: Client, text: str) -> None:
    report = written()
    form = filled(client, report, text)

    saved = client.post(page_of(report), {**form, "_save": ""}, follow=True)
    shown = client.post(at("preview", report), form, HTTP_ACCEPT="application/json")

    back = opened(client, page_of(report))
    assert {name: back[name] for name in form if form[name] == text} == dict.fromkeys(
        (name for name in form if form[name] == text), text
    )
    pages = (saved.content.decode(), shown.json()["html"])
    assert [mark for mark in RUNNING for page in pages if mark in page] == []
    report.refresh_from_db()
    assert (saved.status_code, shown.status_code, report.version) == (200, 200, 2)


def test_strange_text_is_printed_as_text(client: Client) -> None:
    report = written()
    text = "<script>alert(1)</script> {{ 7|add:7 }}"
    saved = client.post(page_of(report), {**filled(client, report, text), "_save": ""})
    report.refresh_from_db()

    pages = PdfReader(io.BytesIO(editions.preview(report).pdf)).pages

    words = "".join("".join(page.extract_text() for page in pages).split())
    assert saved.status_code == 302
    assert words.count("<script>alert(1)</script>{{7|add:7}}") >= len(FIELDS)


@pytest.mark.parametrize("text", UNSHOWN, ids=ascii)
def test_what_cannot_be_shown_is_refused_beside_every_field(client: Client, text: str) -> None:
    report = written()
    form = filled(client, report, text)

    answer = client.post(page_of(report), {**form, "_save": ""})

    report.refresh_from_db()
    assert (answer.status_code, report.version) == (422, 1)
    sentence = "could not be read" if "\ufffd" in text else "holds control characters"
    assert answer.content.decode().count(sentence) >= len(FIELDS)
