"""The preview: what is typed, as a page and as a PDF, unsaved; an error names its place and cause."""

from time import process_time

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from reports.models import Report, User
from tests import factories
from tests.reports.admin.desk import at, opened, page_of, signed_in, text_of, written

NEW = "/staff/reports/report/add/"


@pytest.fixture
def client(dana: User) -> Client:
    return signed_in(dana)


@pytest.fixture
def report(dana: User) -> Report:
    return written()


def typed(client: Client, report: Report, **changes: str) -> dict[str, str]:
    return {**opened(client, page_of(report)), **changes}


def test_the_page_shows_what_is_typed_and_saves_nothing(client: Client, report: Report) -> None:
    form = typed(client, report, body_analysis="Ice *came*.", **{"findings-1-text": "A second <b>word</b>."})
    answer = client.post(at("preview", report), form, HTTP_ACCEPT="application/json")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Ice <em>came</em>." in answer.json()["html"]
    assert "A second &lt;b&gt;word&lt;/b&gt;." in answer.json()["html"]
    report.refresh_from_db()
    assert (report.version, report.revisions.count()) == (1, 0)
    assert "Ice" not in str(list(report.sections.values_list("body")))


def test_a_slip_is_named_with_its_place_and_the_rest_is_shown(client: Client, report: Report) -> None:
    form = typed(client, report, title="", body_conclusion="Still here.", **{"findings-0-percent": "99"})
    answer = client.post(at("preview", report), form, HTTP_ACCEPT="application/json").json()
    words = text_of(answer["checks"].encode())
    assert "Title: This field is required." in words
    assert "Finding 1, %: 99 % is outside “likely”, which is 55–80" in words
    assert '<a href="#id_findings-0-percent">' in answer["checks"]
    assert "Still here." in answer["html"]
    assert "The harbour stays open." in answer["html"]


def test_warnings_about_what_is_typed_are_listed_with_what_to_do(client: Client, report: Report) -> None:
    form = typed(client, report, **{"findings-0-basis": "", "findings-0-confidence": ""})
    answer = client.post(at("preview", report), form, HTTP_ACCEPT="application/json").json()
    assert "judgement-without-confidence" in answer["checks"]
    assert answer["count"] >= 1


def test_without_javascript_the_button_opens_a_page(client: Client, report: Report) -> None:
    form = typed(client, report, body_analysis="Ice came.")
    response = client.post(at("preview", report), form)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Ice came." in text_of(response.content)
    assert "it is not saved" in text_of(response.content)


def test_a_new_briefing_is_shown_before_it_is_saved(client: Client) -> None:
    form = {**opened(client, NEW), "title": "Berths", "body_analysis": "Two of them."}
    answer = client.post(f"{NEW}preview/page/", form, HTTP_ACCEPT="application/json").json()
    assert "Berths" in answer["html"]
    assert "Choose its series." in answer["checks"]
    assert not Report.objects.exists()


def test_the_pdf_is_of_what_is_typed(client: Client, report: Report) -> None:
    form = typed(client, report, body_analysis="Ice came.")
    response = client.post(at("preview_pdf", report), form, HTTP_ACCEPT="application/pdf")
    assert response.content.startswith(b"%PDF-")
    assert int(response.headers["X-Pages"]) >= 3
    assert response.headers["Content-Disposition"] == 'inline; filename="draft.pdf"'


def test_a_pdf_that_cannot_be_printed_says_why(client: Client, report: Report, settings: Settings) -> None:
    settings.RENDER_MAX_PAGES = 1
    form = typed(client, report)
    answer = client.post(at("preview_pdf", report), form, HTTP_ACCEPT="application/pdf")
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("No draft could be printed: The report has ")
    page = client.post(at("preview_pdf", report), form)
    assert "No draft could be printed: The report has " in text_of(page.content)


def test_only_the_editors_page_may_frame_a_pdf_that_it_was_sent(client: Client, report: Report) -> None:
    framed = "frame-src 'self' blob:"
    assert framed in client.get(page_of(report)).headers["Content-Security-Policy"]
    assert framed not in client.get(at("history", report)).headers["Content-Security-Policy"]


def test_the_preview_costs_the_same_however_long_the_report_is(
    client: Client, report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for length in (2, 40):
        rows = {f"findings-{at}-text": f"Number {at}." for at in range(2, length)}
        form = typed(client, report, **rows, **{"findings-TOTAL_FORMS": str(max(3, length))})
        with django_assert_num_queries(17):
            client.post(at("preview", report), form, HTTP_ACCEPT="application/json")


def test_the_page_of_a_long_report_takes_little_of_the_processor(client: Client, report: Report) -> None:
    paragraph = "The harbour master keeps a log of every vessel that waits outside, and it has grown. " * 8
    form = typed(client, report, body_analysis="\n\n".join([paragraph] * 40))
    address = at("preview", report)
    seconds = []
    for _ in range(3):
        started = process_time()
        client.post(address, form, HTTP_ACCEPT="application/json")
        seconds.append(process_time() - started)
    assert min(seconds) < 0.3


@pytest.mark.parametrize("name", ["preview", "preview_pdf"])
def test_only_those_who_may_write_preview(report: Report, alice: User, name: str) -> None:
    reviewer = factories.person("Rita", groups=("reviewer",))
    assert signed_in(alice).post(at(name, report), {}).status_code == 302
    assert signed_in(reviewer).post(at(name, report), {}).status_code == 403
    assert signed_in(factories.dana()).get(at(name, report)).status_code == 405
