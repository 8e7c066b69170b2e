"""The form: bad input in every field is refused beside it or kept exactly, and what was typed stays."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import User
from requests_app.forms import AboutForm, AnswerForm, HandlingForm, PersonForm, QuestionForm
from requests_app.models import KeyQuestion, ReportRequest, RequestDraft
from tests.requests_app.asking import NEW, ask, changed, draft, fill, page_of, post, send, step_of, text_in

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
LINES = ["title", "name", "organisation", "topics", "tags"]
PARAGRAPHS = ["question_1", "background", "known", "decision"]
DAYS = ["needed_by", "no_value_after", "decision_on"]
CHOICES = ["marking", "service", "priority", "form", "length", "language"]
STORED = {"organisation": "organisation_name"}


@pytest.fixture
def client(alice: User) -> Client:
    """Alice, signed in: nothing of hers waits for a confirmation."""
    browser = Client()
    browser.force_login(alice)
    return browser


def refused(client: Client, **changes: Any) -> tuple[RequestDraft, dict[str, list[str]]]:
    """What is said beside the fields of the step that holds the change; the draft keeps it."""
    one, answers = fill(client, **changes)
    (step,) = {step_of(name) for name in changes}
    assert answers[step].status_code == 422, answers[step].headers
    return one, answers[step].context["form"].errors  # type: ignore[attr-defined]


def test_a_good_form_makes_a_request_and_redirects_to_its_receipt(client: Client, alice: User) -> None:
    answer = ask(client)
    request = ReportRequest.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("requests:received", args=[request.key])
    assert list(request.questions.values_list("text", flat=True)) == [
        "Does it run in January?",
        "And in February?",
    ]
    assert (request.countries, request.topics, request.client) == (["NO", "SE"], ["shipping", "ice"], alice)
    receipt = client.get(answer["Location"])
    assert request.number in receipt.content.decode()
    assert receipt["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_everything_that_the_steps_ask_is_kept(client: Client) -> None:
    soon, later = (timezone.localdate() + timedelta(days=days) for days in (5, 9))
    said = {
        "known": "The timetable.",
        "decision_on": later.isoformat(),
        "needed_by": soon.isoformat(),
        "no_value_after": later.isoformat(),
        "tags": "winter, K-7",
        "service": "routine",
        "priority": "urgent",
        "form": "note",
        "length": "short",
        "language": "fr",
        "marking": "TLP:RED",
        "readers": "Bob@Example.org\nerin@example.org, bob@example.org",
    }
    assert ask(client, **said).status_code == 302
    request = ReportRequest.objects.get()
    assert (request.decision_on, request.needed_by, request.no_value_after) == (later, soon, later)
    assert (request.known, request.tags, request.marking) == ("The timetable.", ["winter", "K-7"], "TLP:RED")
    assert (request.service_class, request.priority, request.form) == ("routine", "urgent", "note")
    assert (request.length, request.language) == ("short", "fr")
    assert request.readers == ["bob@example.org", "erin@example.org"]


@pytest.mark.parametrize("name", LINES + PARAGRAPHS)
@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_strange_text_is_kept_exactly_and_never_runs(client: Client, name: str, text: str) -> None:
    one, _ = fill(client, **{name: text})
    check = page_of(client, one, "check")
    assert send(client, one).status_code == 302
    request = ReportRequest.objects.get()
    match name:
        case "question_1":
            assert request.questions.get(position=1).text == text
        case "topics" | "tags":
            assert ", ".join(getattr(request, name)) == text
        case _:
            assert getattr(request, STORED.get(name, name)) == text
    page = client.get(reverse("requests:detail", args=[request.key])).content.decode()
    for shown in (check, page):
        assert "<script>alert" not in shown
        assert "<b>bold" not in shown


@pytest.mark.parametrize("name", [*LINES, *PARAGRAPHS, *DAYS, *CHOICES, "countries", "readers"])
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_shown_is_refused_beside_its_field(client: Client, name: str, text: str) -> None:
    one, errors = refused(client, **{name: text})
    assert list(errors) == [name]
    assert send(client, one)["Location"] == reverse("requests:step", args=[one.key, step_of(name)])
    assert ReportRequest.objects.count() == 0


def test_bytes_in_another_encoding_are_refused(client: Client) -> None:
    body = urlencode({**changed()["question"], "next": "1"}) + "&title=caf%E9%FF"
    answer = client.post(NEW, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "could not be read" in answer.content.decode()


def test_a_lone_surrogate_is_refused() -> None:
    form = AboutForm({"background": "a\ud800b"}, checked=True)
    assert "could not be read" in form.errors["background"][0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["title", "name", "organisation", "question_1", "email", *CHOICES, "consent"]
)
@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u2060", "\n\t "])
def test_nothing_is_nothing(name: str, nothing: str) -> None:
    nothing = "" if name == "consent" else nothing
    _, errors = refused(Client(), **{name: nothing, **({"question_3": ""} if name == "question_1" else {})})
    assert name in errors


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*LINES, *PARAGRAPHS, "email"])
def test_too_much_is_refused_with_a_number_and_stays_in_the_draft(name: str) -> None:
    text, browser = "x" * 60_000, Client()
    one, errors = refused(browser, **{name: text})
    assert name in errors
    assert text_in(page_of(browser, one, step_of(name)), name) == text


def test_ten_megabytes_are_answered_beside_the_field_with_the_text_still_there(client: Client) -> None:
    post(client, "question", changed()["question"])
    text = "x" * 10_000_000
    answer = post(client, "background", {"background": text}, key=draft().key)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {  # type: ignore[attr-defined]
        "background": ["This has 10000000 characters; keep it to 10,000."]
    }
    page = answer.content.decode()
    assert text_in(page, "background") == text
    assert "shorten it, then save it" in page
    assert "background" not in draft().typed


def test_what_no_server_should_read_is_answered_with_a_page(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.post(NEW, {"title": "x" * 13_000_000})
    assert answer.status_code in {400, 413}
    assert RequestDraft.objects.count() == 0


def test_a_thousand_questions_are_refused_and_still_there(client: Client) -> None:
    many = {f"question_{number}": f"Why {number}?" for number in range(1, 1_001)}
    one, errors = refused(client, **many)
    assert errors == {"question_21": ["Ask at most 20 questions; more make more than one report."]}
    assert text_in(page_of(client, one, "question"), "question_1000") == "Why 1000?"
    send(client, one)
    assert KeyQuestion.objects.count() == 0


@pytest.mark.parametrize("name", DAYS)
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
def test_an_impossible_day_is_refused(client: Client, name: str, day: str, sentence: str) -> None:
    one, errors = refused(client, **{name: day})
    assert sentence in errors[name][0]
    assert text_in(page_of(client, one, "background"), name) == day


@pytest.mark.parametrize(
    ("days", "name", "sentence"),
    [
        ({"needed_by": 9, "no_value_after": 8}, "no_value_after", "when you need the answer"),
        ({"needed_by": 9, "decision_on": 8}, "needed_by", "choose an earlier day"),
    ],
)
def test_days_that_contradict_each_other_are_refused(days: dict[str, int], name: str, sentence: str) -> None:
    typed = {
        field: (timezone.localdate() + timedelta(days=count)).isoformat() for field, count in days.items()
    }
    form = AboutForm(typed, checked=True)
    assert list(form.errors) == [name]
    assert sentence in form.errors[name][0]


def test_one_day_may_be_all_three_and_today_is_not_the_past() -> None:
    today = timezone.localdate().isoformat()
    assert AboutForm(dict.fromkeys(DAYS, today), checked=True).is_valid()


def test_days_may_be_left_open() -> None:
    form = AboutForm({}, checked=True)
    assert form.is_valid()
    assert form.given()["needed_by"] is None


@pytest.mark.parametrize(
    "address", ["alice", "a@b", "a@b.c\nBcc: x@y.org", "a\u200b@example.org", "a" * 250 + "@example.org"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    assert "email" in PersonForm({"email": address}, checked=True).errors
    form = HandlingForm({"marking": "TLP:RED", "readers": f"bob@example.org, {address}"}, checked=True)
    assert list(form.errors) == ["readers"]


def test_a_line_break_in_a_line_is_refused() -> None:
    assert "one line" in QuestionForm({"title": "one\r\ntwo"}, checked=True).errors["title"][0]


def test_line_breaks_of_every_system_are_kept_as_one(client: Client) -> None:
    ask(client, background="one\r\ntwo\rthree\nfour")
    assert ReportRequest.objects.get().background == "one\ntwo\nthree\nfour"


def test_one_more_question_keeps_what_was_typed_and_goes_nowhere(client: Client) -> None:
    answer = post(client, "question", {"title": "", "question_3": "And?"}, button="more")
    page = client.get(answer["Location"]).content.decode()
    assert text_in(page, "question_3") == "And?"
    assert 'name="question_4"' in page
    assert 'name="question_5"' not in page
    assert "invalid-feedback" not in page


def test_a_question_is_taken_out_and_the_others_move_up(client: Client) -> None:
    values = {"title": "T", "question_1": "One?", "question_2": "Two?", "question_3": "Three?", "remove": "2"}
    page = client.get(post(client, "question", values, button="remove")["Location"]).content.decode()
    assert [text_in(page, f"question_{number}") for number in (1, 2)] == ["One?", "Three?"]
    assert 'name="question_3"' not in page


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "", "٣"])
def test_a_question_that_there_is_not_is_not_taken_out(client: Client, number: str) -> None:
    post(client, "question", {"title": "T", "question_1": "One?", "remove": number}, button="remove")
    assert draft().typed["question_1"] == "One?"


def test_there_are_at_most_twenty_questions(client: Client) -> None:
    many = {f"question_{number}": f"Number {number}?" for number in range(1, 21)}
    one, _ = fill(client, **many)
    post(client, "question", changed(**many)["question"], key=one.key, button="more")
    page = page_of(client, one, "question")
    assert 'name="question_21"' not in page
    assert 'name="more"' not in page
    send(client, one)
    assert KeyQuestion.objects.count() == 20


def test_every_marking_says_who_reads_it_and_what_it_means_here() -> None:
    labels = [label for _, label in HandlingForm().fields["marking"].choices]  # type: ignore[attr-defined]
    assert len(labels) == 5
    assert labels[-1] == (
        "TLP:RED: the named individuals only, no further disclosure. Only you and those whom you name below; "
        "colleagues do not see it."
    )


@pytest.mark.django_db
def test_every_service_says_what_it_promises_and_by_when() -> None:
    labels = [label for _, label in AnswerForm().fields["service"].choices]  # type: ignore[attr-defined]
    assert [label.partition(".")[0] for label in labels] == [
        "Routine answer",
        "Full assessment",
        "By agreement",
    ]
    assert ["If you send it now: by " in label for label in labels] == [True, True, False]


def test_the_calendar_begins_today() -> None:
    assert date.fromisoformat(AboutForm().fields["needed_by"].widget.attrs["min"]) == timezone.localdate()
