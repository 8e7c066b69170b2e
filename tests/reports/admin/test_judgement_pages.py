"""Beside the text: a warning is waived with a reason, a wording approved by somebody who did not write it."""

import pytest
from django.test import Client

from reports.models import Report, User
from reports.services import judging
from tests.reports.admin.desk import at, opened, page_of, signed_in, text_of, written


@pytest.fixture
def report(dana: User) -> Report:
    return written()


def post(client: Client, name: str, report: Report, **given: object) -> str:
    return text_of(client.post(at(name, report), given, follow=True).content)


def test_a_warning_is_waived_with_a_reason_that_stays_beside_it(dana: User, report: Report) -> None:
    fault = next(each for each in judging.open_faults(report) if each.rule == "no-source-summary")
    assert "Waived." in post(signed_in(dana), "waive", report, key=fault.key, reason="One source only.")
    assert fault.key not in {each.key for each in judging.open_faults(report)}
    words = text_of(signed_in(dana).get(page_of(report)).content)
    assert "1 waived" in words
    assert "One source only. (Dana, " in words


def test_a_waiver_without_a_reason_is_refused(dana: User, report: Report) -> None:
    fault = next(each for each in judging.open_faults(report) if each.rule == "no-source-summary")
    assert "Say why it may stand" in post(signed_in(dana), "waive", report, key=fault.key, reason=" ")
    assert not report.waivers.exists()


def test_open_warnings_and_the_authors_own_hand_stand_against_approval(
    dana: User, erin: User, report: Report
) -> None:
    assert "Only a reviewer or an editor approves" in post(signed_in(dana), "approve", report, version=1)
    assert "Not approved." in post(signed_in(erin), "approve", report, version=1)
    page = text_of(signed_in(erin).get(page_of(report)).content)
    assert "The report says nothing yet in: Risk Assessment. Write that first." in page
    assert not report.approvals.exists()


def test_a_text_saved_since_is_not_approved_unread(dana: User, erin: User, report: Report) -> None:
    client = signed_in(dana)
    client.post(page_of(report), {**opened(client, page_of(report)), "title": "Again", "_save": ""})
    assert "The text was saved since you opened it" in post(signed_in(erin), "approve", report, version=1)


def test_clients_judge_nothing(alice: User, report: Report) -> None:
    for name in ("waive", "approve"):
        assert signed_in(alice).post(at(name, report), {}).status_code == 302
