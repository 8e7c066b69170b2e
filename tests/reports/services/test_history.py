"""Versions: one of two who save at once wins, nothing is recorded twice, and any text can be written back."""

import threading
from dataclasses import replace

import pytest
from django.db import connection

from reports.domain.draft import Draft
from reports.domain.parts import FigureImage
from reports.domain.sections import SectionKind
from reports.models import Report, User
from reports.services import composing, history, snapshots
from reports.services.history import TextLockedError, VersionTakenError
from tests import factories
from tests.reports.admin.desk import written


def test_a_save_counts_one_version_and_keeps_both_texts(dana: User, erin: User) -> None:
    report = written()
    before = snapshots.take(report, edition=0)
    after = replace(before, title="Another")
    assert history.save(report, after, began_from=1, by=erin)
    assert [(each.version, each.by) for each in history.revisions(report)] == [(2, erin), (1, dana)]
    assert (history.at(report, 1), history.at(report, 2)) == (before, after)
    assert snapshots.take(Report.objects.get(pk=report.pk), edition=0) == after


def test_the_same_text_is_no_new_version(dana: User) -> None:
    report = written()
    assert not history.save(report, snapshots.take(report, edition=0), began_from=1, by=dana)
    assert Report.objects.get(pk=report.pk).version == report.version == 1


def test_every_part_survives_being_written_back(dana: User) -> None:
    report = written(picture_caption="Ice", editor_note="Second look.", volume=None)
    picture = FigureImage("a" * 64, "image/png", 3, 2, "Map", "Us", "A map.")
    full = replace(snapshots.take(report, edition=0), figures=(picture,))
    empty = replace(
        full, sections=(), findings=(), scenarios=(), risks=(), sources=(), timeline=(), places=(),
        figures=(), picture=None, editor_note="", topics=(),
    )  # fmt: skip
    history.save(report, full, began_from=1, by=dana)
    history.save(report, empty, began_from=2, by=dana)
    assert snapshots.take(report, edition=0) == empty
    assert history.restore(report, report.revisions.get(version=2), by=dana)
    assert snapshots.take(Report.objects.get(pk=report.pk), edition=0) == full


def test_a_later_version_is_not_written_over(dana: User) -> None:
    report = written()
    text = snapshots.take(report, edition=0)
    history.save(report, replace(text, title="First"), began_from=1, by=dana)
    with pytest.raises(VersionTakenError) as refused:
        history.save(report, replace(text, title="Second"), began_from=1, by=dana)
    assert refused.value.version == 2
    assert Report.objects.get(pk=report.pk).title == "First"


def test_a_locked_text_is_not_written(dana: User) -> None:
    report = written()
    composing.lock(report)
    with pytest.raises(TextLockedError, match="locked"):
        history.save(report, replace(snapshots.take(report, edition=0), title="X"), began_from=1, by=dana)
    assert Report.objects.get(pk=report.pk).version == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told() -> None:
    dana = factories.dana()
    report = written()
    text = snapshots.take(report, edition=0)
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def save(title: str) -> None:
        mine = Report.objects.get(pk=report.pk)
        start.wait(10)
        try:
            history.save(mine, replace(text, title=title), began_from=1, by=dana)
            outcomes.append("saved")
        except VersionTakenError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(title,)) for title in ("One", "Other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["saved", "told"]
    assert list(report.revisions.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert Report.objects.get(pk=report.pk).findings.count() == 2


def test_importing_records_each_text(dana: User) -> None:
    draft = Draft(
        title="Ferries", series_title="Notes", volume=1, issue=1, findings=("One.",),
        sections=((SectionKind.ANALYSIS, "Ice."),),
    )  # fmt: skip
    report = composing.create_briefing(draft, by=dana)
    composing.replace_briefing(report, replace(draft, title="Ferries II"), by=dana)
    texts = [history.at(report, version) for version in (1, 2)]
    assert [text and text.title for text in texts] == ["Ferries", "Ferries II"]


def test_a_tailored_report_needs_the_sections_that_it_was_begun_with(dana: User) -> None:
    report = composing.create_tailored(
        title="Asked", reference="RQ-2026-000009", prepared_for="Us", questions=["Who?"],
        marking=composing.Marking.AMBER, authors=["Dana"], by=dana,
        kinds=(SectionKind.ANALYSIS, SectionKind.CONCLUSION),
    )  # fmt: skip
    assert composing.missing_parts(report) == ["Analysis", "Conclusion"]
    assert report.revisions.get().note == "Begun"
    begun = snapshots.take(report, edition=0)
    history.save(report, replace(begun, editor_note="Short."), began_from=1, by=dana)
    assert composing.missing_parts(report) == ["Analysis", "Conclusion"], "emptied sections stay asked for"
