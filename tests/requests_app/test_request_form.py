"""The form: bad input in every field is refused beside it or kept exactly, and what was typed stays."""

import re
import uuid
from datetime import date, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import User
from requests_app.forms import RequestForm
from requests_app.models import KeyQuestion, ReportRequest

NEW = "/requests/new/"

KEPT = {
    "markup": "<script>alert(1)</script> & <b>bold</b>",
    "template": "{{ 7|add:7 }} {% include 'base.html' %} ${7*7}",
    "right to left": "مضيق هرمز \u202e\u05e9\u05dc\u05d5\u05dd",
    "emoji": "Ships 🚢🏴‍☠️ and 👩‍👩‍👧",
    "zero width": "a\u200bb\u200dc\ufeffd",
    "combining": "Z\u0351\u036b\u0343\u036a\u0302a\u0301lgo",
    "beyond": "𝕬𝖘𝖐 \U000f0000 \uffff",
    "quotes": "'; DROP TABLE requests; -- \" ` \\",
    "paths": "../../etc/passwd file:///etc/passwd",
    "csv": "=cmd|' /C calc'!A0",
}
REFUSED = {
    "NUL": "a\x00b",
    "escape": "a\x1b[31mb",
    "bell": "a\x07",
    "delete": "a\x7fb",
    "high control": "a\x92b",
    "replacement": "a\ufffdb",
}
LINES = ["title", "name", "organisation", "topics"]
PARAGRAPHS = ["question_1", "background", "decision"]
STORED = {"organisation": "organisation_name"}


def typed(**changes: object) -> dict[str, object]:
    """A form that is filled in well."""
    values: dict[str, object] = {
        "submission_key": str(uuid.uuid4()),
        "title": "Will the ferry run?",
        "question_1": "Does it run in January?",
        "question_3": "And in February?",
        "background": "",
        "decision": "",
        "needed_by": (timezone.localdate() + timedelta(days=10)).isoformat(),
        "marking": "TLP:AMBER",
        "topics": "shipping, ice , shipping",
        "countries": ["NO", "SE"],
        "name": "Alice",
        "email": "alice@example.org",
        "organisation": "Meridian",
        "consent": "on",
    }
    return {**values, **changes}


def text_in(page: str, name: str) -> str:
    """What stands in a field of the page, as a browser would send it back."""
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    line = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page) or re.search(
        rf'<input[^>]*value="([^"]*)"[^>]*name="{name}"', page
    )
    found = area or line
    return unescape(found[1]) if found else ""


@pytest.mark.django_db
def test_a_good_form_makes_a_request_and_redirects_to_its_receipt(client: Client) -> None:
    answer = client.post(NEW, typed())
    request = ReportRequest.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("requests:received", args=[request.key])
    assert list(request.questions.values_list("text", flat=True)) == [
        "Does it run in January?",
        "And in February?",
    ]
    assert (request.countries, request.topics, request.client) == (["NO", "SE"], ["shipping", "ice"], None)
    receipt = client.get(answer["Location"])
    assert request.number in receipt.content.decode()
    assert receipt["Cache-Control"].startswith("max-age=0, no-cache, no-store")


@pytest.mark.django_db
@pytest.mark.parametrize("name", LINES + PARAGRAPHS)
@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_strange_text_is_kept_exactly_and_never_runs(client: Client, name: str, text: str) -> None:
    answer = client.post(NEW, typed(**{name: text}))
    assert answer.status_code == 302, text_in(answer.content.decode(), name)
    request = ReportRequest.objects.get()
    match name:
        case "question_1":
            assert request.questions.get(position=1).text == text
        case "topics":
            assert ", ".join(request.topics) == text
        case _:
            assert getattr(request, STORED.get(name, name)) == text
    page = client.get(reverse("requests:detail", args=[request.key])).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", [*LINES, *PARAGRAPHS, "email", "needed_by", "marking", "countries", "briefing"]
)
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_shown_is_refused_beside_its_field(client: Client, name: str, text: str) -> None:
    answer = client.post(NEW, typed(**{name: text}))
    if name == "briefing":
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert ReportRequest.objects.count() == 0


@pytest.mark.django_db
def test_bytes_in_another_encoding_are_refused(client: Client) -> None:
    body = urlencode({key: value for key, value in typed().items() if key != "title"}, doseq=True)
    answer = client.post(NEW, body + "&title=caf%E9%FF", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "could not be read" in answer.content.decode()


def test_a_lone_surrogate_is_refused() -> None:
    form = RequestForm(typed(background="a\ud800b"))
    assert "could not be read" in form.errors["background"][0]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*LINES, "question_1", "email", "marking", "consent"])
@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u2060", "\n\t "])
def test_nothing_is_nothing(client: Client, name: str, nothing: str) -> None:
    if name == "consent" and nothing:
        nothing = ""
    answer = client.post(NEW, typed(**{name: nothing, "question_3": ""}))
    if name == "topics":
        assert answer.status_code in {302, 422}
        return
    assert answer.status_code == 422
    assert name in answer.context["form"].errors


@pytest.mark.django_db
@pytest.mark.parametrize("name", LINES + PARAGRAPHS + ["email"])
def test_too_much_is_refused_with_a_number_and_stays_on_the_page(client: Client, name: str) -> None:
    text = "x" * 60_000
    answer = client.post(NEW, typed(**{name: text}))
    assert answer.status_code == 422
    assert name in answer.context["form"].errors
    assert text_in(answer.content.decode(), name) == text


@pytest.mark.django_db
def test_ten_megabytes_are_answered_with_a_page(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.post(NEW, typed(background="x" * 10_000_000))
    assert answer.status_code in {400, 413}
    assert ReportRequest.objects.count() == 0


@pytest.mark.django_db
def test_a_thousand_questions_are_refused(client: Client) -> None:
    many = {f"question_{number}": "Why?" for number in range(1, 900)}
    answer = client.post(NEW, typed(**many))
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "question_20": ["Ask at most 20 questions; more make more than one report."]
    }


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("0001-01-01", "has passed"),
        ("9999-12-31", "within the next 10 years"),
        ("2026-02-30", "Write a date"),
        ("99999-01-01", "Write a date"),
        ("tomorrow", "Write a date"),
        ("-1", "Write a date"),
    ],
)
@pytest.mark.django_db
def test_an_impossible_day_is_refused(client: Client, day: str, sentence: str) -> None:
    answer = client.post(NEW, typed(needed_by=day))
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors["needed_by"][0]


def test_today_is_not_the_past() -> None:
    assert RequestForm(typed(needed_by=timezone.localdate().isoformat())).is_valid()


def test_a_day_may_be_left_open() -> None:
    form = RequestForm(typed(needed_by=""))
    assert form.is_valid()
    assert form.asked(briefing=None).needed_by is None


@pytest.mark.parametrize(
    "address", ["alice", "a@b", "a@b.c\nBcc: x@y.org", "a\u200b@example.org", "a" * 250 + "@example.org"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    assert "email" in RequestForm(typed(email=address)).errors


def test_a_line_break_in_a_line_is_refused() -> None:
    assert "one line" in RequestForm(typed(title="one\r\ntwo")).errors["title"][0]


@pytest.mark.django_db
def test_line_breaks_of_every_system_are_kept_as_one(client: Client) -> None:
    client.post(NEW, typed(background="one\r\ntwo\rthree\nfour"))
    assert ReportRequest.objects.get().background == "one\ntwo\nthree\nfour"


@pytest.mark.django_db
def test_one_more_question_keeps_what_was_typed_and_sends_nothing(client: Client) -> None:
    values = typed(more="1", name="", background="<i>some</i>", needed_by="soon", consent="on")
    page = client.post(NEW, values).content.decode()
    assert text_in(page, "background") == "<i>some</i>"
    assert text_in(page, "question_3") == "And in February?"
    assert text_in(page, "submission_key") == values["submission_key"]
    assert 'name="question_6"' in page
    assert 'name="question_7"' not in page
    assert "invalid-feedback" not in page
    assert '<option value="SE" selected>' in page
    assert ReportRequest.objects.count() == 0


@pytest.mark.django_db
def test_there_are_at_most_twenty_questions(client: Client) -> None:
    many = {f"question_{number}": f"Number {number}?" for number in range(1, 21)}
    page = client.post(NEW, typed(**many, more="1")).content.decode()
    assert 'name="question_21"' not in page
    assert 'name="more"' not in page
    client.post(NEW, typed(**many))
    assert KeyQuestion.objects.count() == 20


@pytest.mark.django_db
def test_a_refused_form_keeps_all_that_was_typed(client: Client) -> None:
    values = typed(email="nobody", question_2="Second?", background="Much.\nMore.")
    page = client.post(NEW, values).content.decode()
    for name in (
        "title",
        "question_1",
        "question_2",
        "background",
        "email",
        "topics",
        "name",
        "organisation",
        "needed_by",
    ):
        assert text_in(page, name) == values[name], name
    assert text_in(page, "submission_key") == values["submission_key"]


@pytest.mark.django_db
def test_a_form_without_its_key_is_still_taken(client: Client) -> None:
    for key in ("", "not a key"):
        assert client.post(NEW, typed(submission_key=key)).status_code == 302
    assert ReportRequest.objects.count() == 2


def test_who_is_signed_in_need_not_say_who_it_is(client: Client, alice: User) -> None:
    client.force_login(alice)
    page = client.get(NEW).content.decode()
    assert (text_in(page, "name"), text_in(page, "email")) == ("Alice", "alice@example.org")
    assert text_in(page, "organisation") == "Meridian Shipping"
    client.post(NEW, typed(email="charlie@example.org", organisation="Meridian Shipping"))
    request = ReportRequest.objects.get()
    assert (request.client, request.email) == (alice, "alice@example.org")
    assert request.organisation == alice.memberships.get().organisation


@pytest.mark.django_db
def test_a_second_click_lands_on_the_same_receipt_and_says_so(client: Client) -> None:
    values = typed()
    first, second = client.post(NEW, values), client.post(NEW, values)
    assert first["Location"] == second["Location"]
    assert ReportRequest.objects.count() == 1
    assert "had been sent before" in client.get(second["Location"]).content.decode()


def test_somebody_elses_key_makes_no_request_and_shows_none(client: Client, alice: User) -> None:
    values = typed()
    client.force_login(alice)
    client.post(NEW, values)
    stranger = Client()
    answer = stranger.post(NEW, values)
    assert answer.status_code == 409
    assert ReportRequest.objects.count() == 1
    page = answer.content.decode()
    assert ReportRequest.objects.get().number not in page
    assert text_in(page, "submission_key") != values["submission_key"]


def test_every_marking_says_who_reads_it() -> None:
    labels = [label for _, label in RequestForm().fields["marking"].choices]  # type: ignore[attr-defined]
    assert len(labels) == 5
    assert "TLP:RED: the named individuals only, no further disclosure" in labels


def test_the_calendar_begins_today() -> None:
    assert date.fromisoformat(RequestForm().fields["needed_by"].widget.attrs["min"]) == timezone.localdate()
