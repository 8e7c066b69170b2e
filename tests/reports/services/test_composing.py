"""Reports from drafts: one report for an issue, one series for an ISSN, a locked text stays as it is."""

import dataclasses
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from reports.domain.draft import Draft
from reports.domain.marking import Marking
from reports.domain.sections import SPECS, SectionKind
from reports.models import Report, Series, User
from reports.services import composing

pytestmark = pytest.mark.django_db

DRAFT = Draft(
    title="On locks and keys",
    series_title="Harbour Notes",
    issn="2049-3630",
    volume=2,
    issue=5,
    authors=("Demo Desk",),
    dated=date(2026, 3, 1),
    countries=("PA",),
    topics=("canals",),
    sections=((SectionKind.EXECUTIVE_SUMMARY, "Lead."), (SectionKind.ANALYSIS, "Why.")),
    findings=("One.", "Two."),
    scenarios=(("Calm", "Nothing."),),
)


@pytest.fixture
def dana() -> User:
    return User.objects.create_user("dana@house.example", name="Dana", is_staff=True)


def changed(**values: object) -> Draft:
    return dataclasses.replace(DRAFT, **values)  # type: ignore[arg-type]


def test_a_draft_becomes_a_report_in_its_series(dana: User) -> None:
    report = composing.create_briefing(DRAFT, by=dana)

    assert (report.series.title, report.series.issn, report.series.slug) == (
        "Harbour Notes",
        "2049-3630",
        "harbour-notes",
    )
    assert (report.slug, report.volume, report.issue, report.created_by) == ("harbour-notes-2-5", 2, 5, dana)
    assert [(each.kind, each.body) for each in report.sections.all()] == [
        ("executive_summary", "Lead."),
        ("analysis", "Why."),
    ]
    assert [each.text for each in report.findings.all()] == ["One.", "Two."]
    assert [(each.name, each.text) for each in report.scenarios.all()] == [("Calm", "Nothing.")]


def test_the_same_issue_again_is_refused_and_changes_nothing(dana: User) -> None:
    composing.create_briefing(DRAFT, by=dana)
    with pytest.raises(composing.ComposingRefusedError, match="already has volume 2, issue 5"):
        composing.create_briefing(changed(title="Another"), by=dana)
    assert [each.title for each in Report.objects.all()] == ["On locks and keys"]


def test_the_database_refuses_the_second_of_an_issue_too(dana: User) -> None:
    report = composing.create_briefing(DRAFT, by=dana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            series=report.series, volume=2, issue=5, slug="else", title="Else", created_by=dana
        )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"series_title": "Quay Letters", "issue": 6}, "belongs to the series “Harbour Notes”"),
        ({"issn": "2975-0598", "issue": 6}, "has the ISSN 2049-3630, not 2975-0598"),
        ({"series_title": "", "issue": 6}, "which series"),
    ],
)
def test_a_contradiction_about_the_series_is_refused(
    dana: User, values: dict[str, object], sentence: str
) -> None:
    composing.create_briefing(DRAFT, by=dana)
    with pytest.raises(composing.ComposingRefusedError, match=sentence):
        composing.create_briefing(changed(**values), by=dana)
    assert Report.objects.count() == 1
    assert Series.objects.count() == 1


def test_replacing_puts_the_new_text_in_the_place_of_the_old(dana: User) -> None:
    report = composing.create_briefing(DRAFT, by=dana)
    composing.replace_briefing(report, changed(title="Again", findings=("Only.",)), by=dana)

    report = Report.objects.get()
    assert (report.title, report.version, report.slug) == ("Again", 2, "harbour-notes-2-5")
    assert [each.text for each in report.findings.all()] == ["Only."]


def test_a_locked_text_is_not_replaced(dana: User) -> None:
    report = composing.create_briefing(DRAFT, by=dana)
    composing.lock(report)
    report.refresh_from_db()
    with pytest.raises(composing.ComposingRefusedError, match="locked"):
        composing.replace_briefing(report, changed(title="Again"), by=dana)
    assert report.findings.count() == 2


def test_a_tailored_report_has_every_section_and_says_which_are_empty(dana: User) -> None:
    report = composing.create_tailored(
        title="Exposure",
        reference="RQ-2026-000001",
        prepared_for="Client",
        questions=["Which road?"],
        marking=Marking.AMBER,
        authors=["Dana"],
        by=dana,
    )
    assert [each.kind for each in report.sections.all()] == [
        spec.kind for spec in SPECS if spec.kind != SectionKind.CALL_TO_ACTION
    ]
    assert composing.missing_parts(report) == [spec.title for spec in SPECS if spec.required]

    report.sections.update(body="Text.")
    assert composing.missing_parts(report) == []


def test_two_series_whose_titles_make_the_same_address_get_two(dana: User) -> None:
    first = composing.create_briefing(DRAFT, by=dana)
    second = composing.create_briefing(changed(series_title="Harbour  Notes!", issn=None), by=dana)
    assert [first.series.slug, second.series.slug] == ["harbour-notes", "harbour-notes-2"]
    assert [first.slug, second.slug] == ["harbour-notes-2-5", "harbour-notes-2-5-2"]


@pytest.mark.parametrize("values", [{"series": None}, {"reference": "RQ-2026-000009"}])
def test_a_report_is_a_briefing_or_tailored_and_never_both(dana: User, values: dict[str, object]) -> None:
    report = composing.create_briefing(DRAFT, by=dana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**values)


def test_a_series_is_the_same_in_any_case(dana: User) -> None:
    composing.create_briefing(DRAFT, by=dana)
    composing.create_briefing(changed(series_title="HARBOUR notes", issue=6), by=dana)
    with pytest.raises(composing.ComposingRefusedError, match="Harbour Notes already has"):
        composing.create_briefing(changed(series_title="harbour notes"), by=dana)
    assert [each.title for each in Series.objects.all()] == ["Harbour Notes"]
