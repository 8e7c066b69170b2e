"""Publishing what was published elsewhere: accepted as it is, by somebody, for a reason that is kept."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from reports.models import Edition, Report, User
from reports.services import judging
from tests import factories

ARTICLE = Path(settings.BASE_DIR) / "reports" / "demo" / "briefings" / "corridor-watch-1-1.txt"


def publish(**options: object) -> Report:
    call_command("import_briefing", ARTICLE, publish=True, stdout=StringIO(), **options)
    return Report.objects.get()


def accounts(report: Report) -> tuple[str, set[str], set[str], str]:
    """Who wrote it, who waived, who approved and who froze it."""
    return (
        report.created_by.name,
        {each.by.name for each in report.waivers.all()},
        {each.by.name for each in report.approvals.all()},
        Edition.objects.get(report=report).frozen_by.name,
    )


def test_where_nobody_is_named_the_operator_accepts(db: None) -> None:
    report = publish()
    assert accounts(report) == ("Importer", {"Operator"}, {"Operator"}, "Operator")
    assert judging.open_faults(report) == []
    assert {each.reason for each in report.waivers.all()} == {
        "Published elsewhere before, and imported word by word."
    }


def test_whoever_is_named_accepts(db: None) -> None:
    editor = factories.person("Ed", groups=("editor",))
    assert accounts(publish(by=editor.email)) == ("Importer", {"Ed"}, {"Ed"}, "Ed")


def test_a_draft_is_accepted_by_nobody(dana: User) -> None:
    call_command("import_briefing", ARTICLE, by=dana.email, stdout=StringIO())
    report = Report.objects.get()
    assert report.created_by == dana
    assert judging.open_faults(report)
    assert not judging.is_approved(report)


def test_whoever_began_the_draft_does_not_accept_what_replaces_it(dana: User, erin: User) -> None:
    call_command("import_briefing", ARTICLE, by=dana.email, stdout=StringIO())
    with pytest.raises(CommandError, match="not published: Whoever brought the report in"):
        publish(replace=True, by=dana.email)
    report = publish(replace=True, by=erin.email)
    assert (report.created_by, [each.by for each in report.approvals.all()]) == (dana, [erin])


def test_publishing_the_same_again_changes_no_edition(db: None) -> None:
    publish()
    report = publish(replace=True)
    assert (report.editions.count(), report.approvals.count()) == (1, 1)
