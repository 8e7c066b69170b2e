"""The history's page: who saved what, what differs between any two versions, and the way back."""

import pytest
from django.test import Client

from reports.models import Report, User
from reports.services import composing, snapshots
from tests.reports.admin.desk import at, opened, page_of, signed_in, text_of, written


@pytest.fixture
def client(dana: User) -> Client:
    return signed_in(dana)


@pytest.fixture
def report(client: Client) -> Report:
    """Three versions: the second changes the analysis, the third the title."""
    report = written()
    for changes in (
        {"body_analysis": "First of analysis.\n\nSecond, with <b>ice</b>."},
        {"title": "Ferries"},
    ):
        client.post(page_of(report), {**opened(client, page_of(report)), **changes, "_save": ""})
    report.refresh_from_db()
    assert report.version == 3
    return report


def test_the_history_lists_every_save_and_compares_the_last_two(client: Client, report: Report) -> None:
    page = client.get(at("history", report))
    words = text_of(page.content)
    assert "From version 2 to version 3" in words
    assert "Ferries<del> in Winter</del>" in page.content.decode()
    assert words.count("Dana") >= 3


def test_any_two_versions_are_compared_word_by_word_and_escaped(client: Client, report: Report) -> None:
    page = client.get(at("history", report), {"from": "1", "to": "3"}).content.decode()
    assert "<dt>Analysis</dt>" in page
    assert "with <del>**weight**.</del><ins>&lt;b&gt;ice&lt;/b&gt;.</ins>" in page
    assert "<b>ice</b>" not in page


def test_a_version_is_brought_back_as_a_new_one(client: Client, report: Report) -> None:
    page = client.post(at("bring_back", report), {"version": "1"}, follow=True)
    assert "Version 1 is back, as version 4." in text_of(page.content)
    report.refresh_from_db()
    assert (report.title, report.version) == ("Ferries in Winter", 4)
    assert report.revisions.get(version=4).note == "Version 1 brought back"
    assert report.revisions.count() == 4


def test_a_locked_text_is_brought_back_by_nobody(client: Client, report: Report) -> None:
    composing.lock(report)
    before = snapshots.take(report, edition=0)
    page = client.post(at("bring_back", report), {"version": "1"}, follow=True)
    assert "The text is locked" in text_of(page.content)
    assert snapshots.take(report, edition=0) == before


def test_clients_see_no_history(report: Report, alice: User) -> None:
    assert signed_in(alice).get(at("history", report)).status_code == 302
    assert signed_in(alice).post(at("bring_back", report), {"version": "1"}).status_code == 302


@pytest.mark.parametrize("version", ["9", "", "-1", "x", "1" * 40])
def test_a_version_that_is_not_there_is_not_found(client: Client, report: Report, version: str) -> None:
    assert client.post(at("bring_back", report), {"version": version}).status_code == 404
    assert client.get(at("history", report), {"from": version}).status_code == 200
