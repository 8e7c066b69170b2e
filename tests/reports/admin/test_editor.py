"""Writing a report: the form brings back what it showed, saves what was changed, refuses with a reason."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reports.domain.sections import SectionKind
from reports.models import Report, Revision, Series, User
from reports.services import composing, snapshots
from requests_app.domain.workflow import Status
from tests import factories
from tests.reports.admin.desk import form_in, opened, page_of, signed_in, text_of, written

NEW = "/staff/reports/report/add/"


@pytest.fixture
def client(dana: User) -> Client:
    return signed_in(dana)


def save(client: Client, report: Report, **changes: str) -> str:
    """Send the form as it is opened, with changes; the words of the page that comes back."""
    form = {**opened(client, page_of(report)), **changes, "_save": ""}
    return text_of(client.post(page_of(report), form, follow=True).content)


def test_a_form_sent_back_untouched_changes_nothing(client: Client) -> None:
    report = written()
    before = snapshots.take(report, edition=0)
    assert "Nothing was changed" in save(client, report)
    report.refresh_from_db()
    assert (report.version, snapshots.take(report, edition=0)) == (1, before)
    assert not Revision.objects.exists()


def test_what_was_changed_is_saved_and_recorded(client: Client, dana: User) -> None:
    report = written()
    words = save(client, report, body_analysis="Ice came\r\nearly.", **{"findings-0-percent": "70,5"})
    assert "Saved as version 2." in words
    report.refresh_from_db()
    assert report.version == 2
    assert report.sections.get(kind=SectionKind.ANALYSIS).body == "Ice came\nearly."
    assert report.findings.get(position=1).percent == 70.5
    kept = list(report.revisions.order_by("version").values_list("version", "by"))
    assert kept == [(1, dana.pk), (2, dana.pk)]


def test_rows_are_added_moved_emptied_and_removed(client: Client) -> None:
    report = written()
    form = opened(client, page_of(report))
    second = {name.replace("findings-2-", ""): name for name in form if name.startswith("findings-2-")}
    changes = {
        second["text"]: "Insurers wait.", second["ORDER"]: "1", "findings-0-ORDER": "2",
        "findings-1-ORDER": "3", "findings-1-DELETE": "on", "risks-0-subject": "", "risks-0-text": "",
        "risks-0-likelihood": "",
        "risks-0-impact": "", "risks-0-trend": "steady",
    }  # fmt: skip
    save(client, report, **changes)
    assert list(report.findings.values_list("position", "text")) == [
        (1, "Insurers wait."),
        (2, "The harbour stays open."),
    ]
    assert not report.risks.exists()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("findings-0-percent", "90", "90 % is outside “likely”, which is 55–80"),
        ("findings-1-percent", "40", "A number stands with its word: choose the likelihood too."),
        ("findings-0-likelihood", "probable", "“probable” is not a word of ICD 203, wording A"),
        ("findings-0-percent", "many", "Write a number, such as 62 or 35.7."),
        ("findings-0-percent", "nan", "Write a number, such as 62 or 35.7."),
        ("yardstick", "icd203b", "“likely” is not a word of ICD 203, wording B"),
        ("title", "Ferries\0", "control characters"),
        ("body_analysis", "I\x0bce", "control characters"),
        ("sources-0-citation", "Log \ufffd", "could not be read"),
        ("findings-0-basis", "a\x1fb", "control characters"),
        ("title", "", "This field is required."),
        ("countries", "NO, Iran", "“IRAN” is not the two-letter code of a country"),
        ("places-0-latitude", "", "Give latitude and longitude, or neither."),
        ("places-0-country", "XX", "“XX” is not the two-letter code of a country"),
        ("sources-0-grade", "Z9", "“Z9” is not a grade"),
        ("sources-0-url", "javascript:alert(1)", "Write an address such as https://example.org/report."),
        ("timeline-0-when", "2024-02-30", "Write 2024-01-03, 2024-01 or 2024."),
        ("language", "English!", "Write a language tag"),
        ("dated", "soon", "Write a date such as 31/12/2026."),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field_and_nothing_typed_is_lost(
    client: Client, field: str, typed: str, sentence: str
) -> None:
    report = written()
    form = {**opened(client, page_of(report)), "body_conclusion": "Typed for an hour.", field: typed}
    response = client.post(page_of(report), {**form, "_save": ""})
    assert response.status_code == 422
    assert sentence in text_of(response.content)
    came_back = form_in(response.content.decode())
    assert came_back["body_conclusion"] == "Typed for an hour."
    assert came_back[field] == typed
    report.refresh_from_db()
    assert report.version == 1


def test_a_number_in_a_gap_of_the_yardstick_is_refused(client: Client) -> None:
    report = written(yardstick="phia")
    words = save(client, report, **{"findings-0-percent": "53"})
    assert "53 % lies in a gap of UK PHIA probability yardstick; “likely” is 55–75" in words


def test_another_yardstick_names_every_word_that_does_not_belong(client: Client) -> None:
    words = save(client, written(), yardstick="icd203b")
    assert "Finding 1, likelihood: “likely” is not a word" in words
    assert "Scenario 1, likelihood: “unlikely” is not a word" in words


def test_a_new_briefing_is_written_and_given_an_address(client: Client, dana: User) -> None:
    series = Series.objects.create(title="Harbour Notes", slug="harbour-notes")
    form = opened(client, NEW)
    form |= {"title": "Berths", "series": str(series.pk), "volume": "3", "issue": "4", "_save": ""}
    form |= {"body_executive_summary": "Short.", "findings-0-text": "One."}
    client.post(NEW, form)
    report = Report.objects.get()
    assert (report.slug, report.created_by, report.version) == ("harbour-notes-3-4", dana, 1)
    assert report.findings.get().text == "One."
    assert report.revisions.get().note == "Begun"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "northern-files-2-1"}, "Another report has this address."),
        ({"volume": "2", "issue": "1"}, "This series already has that volume and issue."),
        ({"series": ""}, "Choose its series."),
    ],
)
def test_a_new_briefing_takes_no_place_that_is_taken(
    client: Client, changes: dict[str, str], sentence: str
) -> None:
    report = written()
    form = {**opened(client, NEW), "title": "Berths", "series": str(report.series_id), **changes, "_save": ""}
    assert sentence in text_of(client.post(NEW, form).content)
    assert Report.objects.count() == 1


def test_an_address_can_be_changed_and_the_history_says_so(client: Client) -> None:
    report = written()
    save(client, report, slug="winter-ferries")
    report.refresh_from_db()
    assert (report.slug, report.version) == ("winter-ferries", 2)
    assert report.revisions.get(version=2).note == "Address: winter-ferries"


def test_a_tailored_report_shows_what_was_asked_and_stands_in_no_series(client: Client) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    assert request.report
    page = client.get(page_of(request.report))
    assert "Which harbours would be cut off?" in page.content.decode()
    assert not {"series", "volume", "slug"} & form_in(page.content.decode()).keys()
    save(client, request.report, body_background="Known.")
    request.report.refresh_from_db()
    assert request.report.questions == ["Which harbours would be cut off?", "Who decides, and when?"]
    assert request.report.reference == request.number


def test_a_text_that_was_locked_meanwhile_comes_back_as_typed(client: Client) -> None:
    report = written()
    form = {**opened(client, page_of(report)), "title": "Typed on", "_save": ""}
    composing.lock(report)
    response = client.post(page_of(report), form)
    assert "Not saved: The text is locked" in text_of(response.content)
    assert form_in(response.content.decode())["title"] == "Typed on"
    report.refresh_from_db()
    assert (report.title, report.version) == ("Ferries in Winter", 1)


def test_the_page_costs_the_same_however_long_the_report_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = written()
    client.get(page_of(report))
    with django_assert_num_queries(QUERIES):
        client.get(page_of(report))
    for position in range(3, 30):
        report.findings.create(position=position, text=f"Number {position}.")
        report.sources.create(position=position, citation=f"Log {position}", grade="B2")
        report.places.create(position=position, name=f"Port {position}", country="NO")
    with django_assert_num_queries(QUERIES):
        client.get(page_of(report))


QUERIES = 30


def test_strangers_and_clients_find_nothing(alice: User, dana: User) -> None:
    report = written()
    for address in (page_of(report), NEW):
        assert signed_in(alice).get(address).status_code == 302
        assert Client().get(address).status_code == 302


def test_a_reviewer_without_the_right_to_write_reads_and_cannot_save(dana: User) -> None:
    report = written()
    reader = factories.person("Rita", groups=("reviewer",))
    client = signed_in(reader)
    page = client.get(page_of(report)).content.decode()
    assert "disabled" in page
    assert 'name="_save"' not in page
    assert client.post(page_of(report), {"title": "Mine", "_save": ""}).status_code == 403
    assert client.get(reverse("admin:reports_report_add")).status_code == 403
