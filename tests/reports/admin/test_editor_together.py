"""Two people in one report: the second to save is told who changed what, and loses nothing."""

import pytest
from django.test import Client

from reports.domain.sections import SectionKind
from reports.models import Report, User
from reports.services import history, snapshots
from tests.reports.admin.desk import form_in, opened, page_of, signed_in, text_of, written

THEIRS = "Erin saw ice at the buoy."
MINE = "Dana asked the pilots."


@pytest.fixture
def report(dana: User) -> Report:
    return written()


def others_save(report: Report, erin: User, **changes: str) -> None:
    """Erin changes the analysis, takes out a finding and adds a place, while dana types."""
    client = signed_in(erin)
    form = {**opened(client, page_of(report)), "body_analysis": THEIRS, "findings-1-DELETE": "on"}
    form |= {"places-1-name": "Bodø", "places-1-country": "NO", **changes, "_save": ""}
    assert client.post(page_of(report), form).status_code == 302
    report.refresh_from_db()


def told(client: Client, report: Report, form: dict[str, str]) -> tuple[str, dict[str, str]]:
    """What the second person reads, and the form that came back."""
    response = client.post(page_of(report), {**form, "_save": ""})
    assert response.status_code == 422
    return response.content.decode(), form_in(response.content.decode())


def section(report: Report, kind: SectionKind) -> str:
    return report.sections.get(kind=kind).body


def test_the_second_to_save_is_told_who_changed_what_and_loses_nothing(
    dana: User, erin: User, report: Report
) -> None:
    client = signed_in(dana)
    mine = {**opened(client, page_of(report)), "body_conclusion": MINE}
    others_save(report, erin)
    page, came_back = told(client, report, mine)
    words = text_of(page.encode())
    assert "Erin saved version 2 at " in words
    assert f"<ins>{THEIRS}</ins>" in page
    assert "Finding 2, taken out" in words
    assert "Place 2, new" in words
    assert {name: came_back[name] for name in mine} == mine | {
        "csrfmiddlewaretoken": came_back["csrfmiddlewaretoken"]
    }
    report.refresh_from_db()
    assert report.version == 2
    assert section(report, SectionKind.CONCLUSION) != MINE


def test_saving_both_takes_theirs_where_nothing_was_changed(dana: User, erin: User, report: Report) -> None:
    client = signed_in(dana)
    mine = {**opened(client, page_of(report)), "body_conclusion": MINE, "risks-0-subject": "Cutter sinks"}
    others_save(report, erin)
    _, came_back = told(client, report, mine)
    client.post(page_of(report), {**came_back, "_both": ""})
    report.refresh_from_db()
    assert report.version == 3
    assert section(report, SectionKind.CONCLUSION) == MINE
    assert section(report, SectionKind.ANALYSIS) == THEIRS
    assert [each.text for each in report.findings.all()] == ["The harbour stays open."]
    assert [each.name for each in report.places.all()] == ["Tromsø", "Bodø"]
    assert report.risks.get().subject == "Cutter sinks"


def test_saving_mine_over_it_makes_the_report_say_what_the_form_says(
    dana: User, erin: User, report: Report
) -> None:
    client = signed_in(dana)
    before = snapshots.take(report, edition=0)
    mine = {**opened(client, page_of(report)), "title": "Ferries, Again"}
    others_save(report, erin)
    theirs = snapshots.take(report, edition=0)
    _, came_back = told(client, report, mine)
    client.post(page_of(report), {**came_back, "_over": ""})
    report.refresh_from_db()
    now = snapshots.take(report, edition=0)
    assert now.title == "Ferries, Again"
    assert (now.sections, now.findings, now.places) == (before.sections, before.findings, before.places)
    assert history.at(report, 2) == theirs, "theirs stays in the history"


def test_what_both_changed_is_said_and_mine_is_kept(dana: User, erin: User, report: Report) -> None:
    client = signed_in(dana)
    mine = {**opened(client, page_of(report)), "body_analysis": MINE}
    others_save(report, erin)
    page, came_back = told(client, report, mine)
    assert page.count("you changed this too; yours is kept, theirs stays in the history") == 1
    client.post(page_of(report), {**came_back, "_both": ""})
    assert section(report, SectionKind.ANALYSIS) == MINE


def test_a_third_save_in_between_is_told_again(dana: User, erin: User, report: Report) -> None:
    client = signed_in(dana)
    mine = {**opened(client, page_of(report)), "body_conclusion": MINE}
    others_save(report, erin)
    _, came_back = told(client, report, mine)
    others_save(report, erin, body_background="One more thing.")
    response = client.post(page_of(report), {**came_back, "_over": ""})
    assert response.status_code == 422
    assert "Erin saved version 2" in text_of(response.content)
    assert "and Erin saved version 3" in text_of(response.content)
    came_back = form_in(response.content.decode())
    client.post(page_of(report), {**came_back, "_both": ""})
    assert section(report, SectionKind.BACKGROUND) == "One more thing."
    assert section(report, SectionKind.CONCLUSION) == MINE


def test_a_slip_and_somebody_elses_save_are_told_together(dana: User, erin: User, report: Report) -> None:
    client = signed_in(dana)
    mine = {**opened(client, page_of(report)), "title": "", "body_conclusion": MINE}
    others_save(report, erin)
    page, came_back = told(client, report, mine)
    assert "This field is required." in page
    assert "Erin saved version 2" in page
    client.post(page_of(report), {**came_back, "title": "Ferries", "_both": ""})
    report.refresh_from_db()
    assert (report.title, section(report, SectionKind.ANALYSIS)) == ("Ferries", THEIRS)


def test_words_of_two_yardsticks_are_never_mixed(dana: User, erin: User, report: Report) -> None:
    client = signed_in(dana)
    mine = {**opened(client, page_of(report)), "body_conclusion": MINE}
    changed = {
        "yardstick": "icd203b",
        "findings-0-likelihood": "probable",
        "scenarios-0-likelihood": "improbable",
    }
    others_save(report, erin, **changed)
    _, came_back = told(client, report, mine)
    client.post(page_of(report), {**came_back, "_both": ""})
    report.refresh_from_db()
    assert (report.yardstick, report.findings.get().likelihood) == ("icd203b", "probable")
    assert section(report, SectionKind.CONCLUSION) == MINE
