"""Editions: inserted once, never changed, each with the PDF whose digest it names."""

import hashlib
import json

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, connection, transaction

from reports.domain.draft import Draft
from reports.domain.sections import SPECS, SectionKind
from reports.models import Edition, Job, JobState, Publication, Report, User
from reports.models.frozen import FrozenModel, FrozenRowError
from reports.services import composing, editions, issuing, jobs, storing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana() -> User:
    return User.objects.create_user("dana@house.example", name="Dana", is_staff=True)


@pytest.fixture
def report(dana: User) -> Report:
    draft = Draft(
        title="On locks and keys",
        series_title="Harbour Notes",
        volume=2,
        issue=5,
        authors=("Demo Desk",),
        sections=tuple(
            (spec.kind, f"Text of the {spec.title}.")
            for spec in SPECS
            if spec.kind != SectionKind.KEY_FINDINGS
        ),
        findings=("One.",),
        scenarios=(("Calm", "Nothing."),),
    )
    return factories.approved(composing.create_briefing(draft, by=dana))


def test_an_edition_names_the_digests_of_what_was_made(report: Report, dana: User) -> None:
    edition = editions.freeze(report, by=dana)

    pdf = storing.read(edition.pdf_name)
    assert pdf.startswith(b"%PDF-")
    assert (edition.number, edition.supersedes, edition.frozen_by) == (1, None, dana)
    assert (edition.pdf_sha256, edition.pdf_size) == (hashlib.sha256(pdf).hexdigest(), len(pdf))
    assert edition.snapshot_sha256 == hashlib.sha256(edition.snapshot.encode()).hexdigest()
    assert json.loads(edition.snapshot)["title"] == "On locks and keys"


def test_freezing_an_unchanged_report_again_keeps_its_edition(report: Report, dana: User) -> None:
    first = editions.freeze(report, by=dana)
    assert editions.freeze(report, by=dana) == first
    assert Edition.objects.count() == 1


def test_a_changed_report_gets_a_new_edition_that_supersedes(report: Report, dana: User) -> None:
    first = editions.freeze(report, by=dana)
    report.findings.create(position=2, text="Two.")
    factories.approved(report)
    second = editions.freeze(report, by=dana)

    assert (second.number, second.supersedes) == (2, first)
    assert second.pdf_sha256 != first.pdf_sha256
    assert storing.read(first.pdf_name)


def test_two_renders_of_one_report_are_the_same_bytes(report: Report) -> None:
    assert editions.prepare(report).pdf_name == editions.prepare(report).pdf_name


def test_inserting_what_somebody_else_inserted_returns_theirs(report: Report, dana: User) -> None:
    slow, fast = editions.prepare(report), editions.prepare(report)
    theirs = editions.insert(fast, by=dana)
    assert editions.insert(slow, by=dana) == theirs


def test_a_draft_is_not_kept(report: Report) -> None:
    before = set(storages["editions"].listdir("")[0]) if storages["editions"].exists("") else set()
    printed = editions.preview(report)

    assert printed.pdf.startswith(b"%PDF-")
    assert Edition.objects.count() == 0
    assert (set(storages["editions"].listdir("")[0]) if storages["editions"].exists("") else set()) == before


def test_the_model_refuses_every_change(report: Report, dana: User) -> None:
    edition = editions.freeze(report, by=dana)
    edition.pages = 99
    for change in (edition.save, edition.delete, Edition.objects.all().delete):
        with pytest.raises(FrozenRowError):
            change()
    with pytest.raises(FrozenRowError):
        Edition.objects.update(pages=99)


@pytest.mark.parametrize("sql", ["UPDATE reports_edition SET pages = 99", "DELETE FROM reports_edition"])
def test_the_database_refuses_every_change(report: Report, dana: User, sql: str) -> None:
    pages = editions.freeze(report, by=dana).pages
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(sql)
    assert Edition.objects.get().pages == pages


def test_every_frozen_table_has_its_guards() -> None:
    """A migration that rebuilds a table on SQLite loses its triggers; this is where that is seen."""
    tables = [model._meta.db_table for model in FrozenModel.__subclasses__() if not model._meta.abstract]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        found = {name for (name,) in cursor.fetchall()}

    assert {f"{table}_no_{verb}" for table in tables for verb in ("update", "delete")} <= found
    assert "reports_edition" in tables


def test_publishing_twice_makes_one_edition_and_one_page(report: Report, dana: User) -> None:
    for _ in range(2):
        job = issuing.request_issue(report, by=dana)
        jobs.run(job.pk)
    assert [each.state for each in Job.objects.all()] == [JobState.DONE, JobState.DONE]
    assert Edition.objects.count() == 1
    assert Publication.objects.count() == 1


def test_a_report_for_named_readers_is_not_published_and_says_why(report: Report, dana: User) -> None:
    report.marking = "TLP:RED"
    report.save()
    factories.approved(report)
    job = issuing.request_issue(report, by=dana)
    jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.state, Publication.objects.count(), Edition.objects.count()) == (JobState.FAILED, 0, 0)
    assert "TLP:RED is for named readers only" in job.last_error
