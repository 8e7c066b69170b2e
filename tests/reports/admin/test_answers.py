"""The answer matrix in the editor: offered from what the report has, kept, and owed before approval."""

import re
from typing import Any

import pytest
from django.test import Client

from reports.models import Report, User
from reports.services import history, judging, snapshots
from tests import factories
from tests.reports.admin.desk import opened, page_of, signed_in, text_of


@pytest.fixture
def report(dana: User) -> Report:
    """A tailored report by dana in which two questions are open."""
    made = Report.objects.create(
        title="Ferries", slug="rq-1", reference="RQ-2026-000001", created_by=dana,
        questions=["Which harbours <b>close</b>?", "Who decides?"],
    )  # fmt: skip
    made.sections.create(kind="analysis", body="The *ice* decides.")
    made.findings.create(position=1, text="The harbour **stays** open.")
    return made


def save(client: Client, report: Report, **given: Any) -> str:
    sent = {**opened(client, page_of(report)), **given, "_save": ""}
    return text_of(client.post(page_of(report), sent, follow=True).content)


def kept(report: Report) -> list[tuple[int, list[str], str]]:
    return list(report.answers.values_list("position", "places", "reason"))


def test_each_question_is_offered_what_the_report_has(dana: User, report: Report) -> None:
    page = signed_in(dana).get(page_of(report)).content.decode()
    offered = re.findall(r'name="answer-2-places" value="([^"]+)"', page)
    assert offered == ["Key Findings", "finding 1", "Analysis"]
    assert "Finding 1: The harbour stays open." in text_of(page.encode())
    assert "Which harbours &lt;b&gt;close&lt;/b&gt;?" in page


def test_places_and_reasons_are_kept_in_print_order_and_recorded(dana: User, report: Report) -> None:
    client = signed_in(dana)
    given = {"answer-1-places": ["Analysis", "finding 1"], "answer-2-reason": "Sealed files."}
    assert "Saved as version 2." in save(client, report, **given)
    assert kept(report) == [(1, ["finding 1", "Analysis"], ""), (2, [], "Sealed files.")]
    places = {each.place for each in history.differences(history.at(report, 1), history.at(report, 2))}  # type: ignore[arg-type]
    assert places == {"Answer to question 1", "Answer to question 2, reason"}
    again = {**given, "answer-1-places": ["finding 1", "Analysis"]}
    assert "Nothing was changed" in save(client, report, **again)


def test_a_place_that_has_gone_comes_back_ticked_and_is_named(dana: User, report: Report) -> None:
    report.answers.create(position=1, places=["finding 7"])
    client = signed_in(dana)
    page = text_of(client.get(page_of(report)).content)
    assert "finding 7 (not in the report any more)" in page
    assert "The report has no “finding 7”: choose another place." in page


@pytest.mark.parametrize("place", ["finding 1\0", "x" * 61, "Finding 1"])
def test_what_names_no_place_is_refused_with_all_that_was_typed(
    dana: User, report: Report, place: str
) -> None:
    client = signed_in(dana)
    sent = {
        **opened(client, page_of(report)),
        "answer-1-places": [place],
        "answer-1-reason": "Kept.",
        "_save": "",
    }
    answer = client.post(page_of(report), sent)
    assert answer.status_code == 422
    assert "Kept." in answer.content.decode()
    assert kept(report) == []


def test_a_page_that_comes_back_without_the_answers_takes_none_away(dana: User, report: Report) -> None:
    report.answers.create(position=1, places=["finding 1"])
    client = signed_in(dana)
    sent = {
        name: value
        for name, value in opened(client, page_of(report)).items()
        if not name.startswith("answer")
    }
    client.post(page_of(report), {**sent, "title": "Changed", "_save": ""})
    report.refresh_from_db()
    assert (report.title, kept(report)) == ("Changed", [(1, ["finding 1"], "")])


def test_an_open_question_stands_against_approval_until_a_reason_is_written(
    dana: User, erin: User, report: Report
) -> None:
    factories.fill(report)
    report.answers.filter(position=2).delete()
    fault = judging.open_faults(report)[0]
    assert (fault.rule, fault.place) == ("unanswered-question", "question 2")
    with pytest.raises(judging.JudgingRefusedError, match="cannot be waived"):
        judging.waive(report, fault.key, reason="Later.", by=erin)
    assert (
        judging.may_approve(report, erin) == "1 warning is open. Mend the text, or waive each with a reason."
    )
    report.answers.create(position=2, reason="The files are sealed.")
    assert judging.may_approve(report, erin) == ""


def test_an_earlier_version_brings_its_answers_back(dana: User, report: Report) -> None:
    client = signed_in(dana)
    save(client, report, **{"answer-1-reason": "First."})
    save(client, Report.objects.get(pk=report.pk), **{"answer-1-reason": "Second."})
    report.refresh_from_db()
    history.restore(report, report.revisions.get(version=2), by=dana)
    assert kept(report) == [(1, [], "First.")]
    assert snapshots.take(report, edition=0).answers[0].reason == "First."
