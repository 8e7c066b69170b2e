"""What is past its time goes, what a hold reaches stays, and frozen rows change through one door only."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from reports import downloads
from reports.domain.retention import RULES, Kind
from reports.models import (
    Copy,
    DataExport,
    Download,
    Job,
    LegalHold,
    Mail,
    Organisation,
    Redaction,
    RetentionRule,
    RetentionRun,
    User,
)
from reports.models.frozen import FrozenModel, FrozenRowError
from reports.services import holds, retaining
from reports.services.redacting import redacting
from requests_app.models import (
    Attachment,
    Clarification,
    DraftState,
    ReportRequest,
    RequestDraft,
    RequestEvent,
)
from tests import factories

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=3_650)


def counts(now: Any = None) -> dict[str, int]:
    return {each.rule.kind.value: each.count for each in retaining.look(now) if each.count}


@pytest.fixture
def kept(alice: User, dana: User) -> ReportRequest:
    """One thing of each kind."""
    request = factories.submit(by=alice)
    Job.objects.all().update(state="done", ended_at=timezone.now())
    Attachment.objects.create(
        request=request, position=1, name="a.pdf", media_type="application/pdf", size=1, sha256="0" * 64,
        stored_name=f"00/{'0' * 64}.pdf",
    )  # fmt: skip
    ReportRequest.objects.update(status="withdrawn", resolution="withdrawn")
    request.refresh_from_db()
    RequestDraft.objects.create(owner=alice, typed={})
    RequestDraft.objects.create(owner=alice, typed={}, state=DraftState.HELD, held_because="Haste.")
    downloads.send(factories.briefing(access="registered").edition, reader=alice, address=alice.email)
    DataExport.objects.create(person=alice, ready_at=timezone.now(), stored_name="00/x.zip", size=1)
    Session.objects.create(session_key="k", session_data="", expire_date=timezone.now())
    LogEntry.objects.log_actions(dana.pk, User.objects.filter(pk=alice.pk), CHANGE)
    return request


EACH = {
    "drafts": 1, "held": 1, "files": 1, "mail": 1, "readers": 2, "exports": 1, "jobs": 1, "sessions": 1,
    "log": 1,
}  # fmt: skip


def test_each_kind_goes_when_its_time_has_passed(kept: ReportRequest) -> None:
    assert counts() == {}
    assert counts(LATER) == EACH

    assert retaining.run(LATER) == EACH

    assert counts(LATER) == {}
    assert list(Download.objects.values_list("address", "reader")) == [("", None)]
    assert list(Copy.objects.values_list("name", "reader")) == [("Name removed", None)]
    assert Mail.objects.get().text == ""
    assert Attachment.objects.get().name == "removed-1.pdf"
    assert not RequestDraft.objects.exists()


@pytest.mark.once
def test_a_hold_keeps_all_that_it_reaches_until_it_is_released(
    kept: ReportRequest, alice: User, dana: User
) -> None:
    home = Organisation.objects.get(memberships__user=alice)
    free = {"exports": 1, "jobs": 1, "sessions": 1, "log": 1}  # of nobody, or dana's
    reached: list[tuple[dict[str, Any], dict[str, int]]] = [
        ({"person": alice}, free),
        ({"organisation": home}, free),
        ({"reference": kept.number}, EACH | {"mail": 0, "files": 0}),
        ({"person": dana}, EACH | {"log": 0}),
    ]
    for on, expected in reached:
        hold = LegalHold.objects.create(reason="A court.", by=dana, **on)
        assert counts(LATER) == {kind: count for kind, count in expected.items() if count}, on
        holds.release(hold, by=dana, reason="The court is done.")
    assert counts(LATER) == EACH

    with pytest.raises(holds.HoldRefused, match="already"):
        holds.release(hold, by=dana, reason="Again.")
    with pytest.raises(DatabaseError), transaction.atomic():
        LegalHold.objects.filter(pk=hold.pk).update(reason="Another.")
    LegalHold.objects.create(person=alice, reason="Over.", by=dana, until=timezone.localdate() - timedelta(1))
    assert not holds.held(person=alice)
    assert not holds.held(organisation=home)


@pytest.mark.once
def test_staff_sets_the_days_and_earlier_ones_stay(kept: ReportRequest, dana: User) -> None:
    assert retaining.days_of(Kind.MAIL) == 365
    retaining.set_days(Kind.MAIL, 30, by=dana, reason="A client asked.")
    retaining.set_days(Kind.MAIL, 60, by=dana, reason="Too short.")

    assert retaining.days_of(Kind.MAIL) == 60
    assert RetentionRule.objects.count() == 2
    assert counts(timezone.now() + timedelta(days=61))["mail"] == 1
    assert {rule.kind for rule in RULES} == set(Kind)


def test_the_clock_runs_it_once_a_day(kept: ReportRequest) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(days=2))

    assert retaining.sweep()
    assert not retaining.sweep()

    assert RetentionRun.objects.get().removed == dict.fromkeys(EACH, 0) | {"sessions": 1}


@pytest.mark.once
def test_a_dry_run_says_what_is_due_and_removes_nothing(kept: ReportRequest) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(days=2))
    said = StringIO()

    call_command("retain", "--dry-run", stdout=said)

    day = timezone.now() - timedelta(days=2)
    assert f"sessions       1 days        1 due  oldest {day:%Y-%m-%d}" in said.getvalue().splitlines()
    assert said.getvalue().endswith("Nothing was removed.\n")
    assert Session.objects.count() == 1
    call_command("retain", stdout=StringIO())
    assert Session.objects.count() == 0


def refused(model: type[models.Model], **values: Any) -> bool:
    """Whether the database itself refuses the change."""
    plain: Any = models.QuerySet(model)
    try:
        with transaction.atomic():
            assert plain.update(**values) == 1
    except DatabaseError:
        return True
    return False


def test_a_frozen_row_loses_a_name_only_while_a_redaction_is_open(kept: ReportRequest, alice: User) -> None:
    said = Clarification.objects.create(request=kept, side="client", text="Alice says", by=alice)
    assert refused(Clarification, text="x")
    assert refused(Download, address="x")

    with redacting("a test") as door:
        assert door.change(Clarification.objects.filter(pk=said.pk), text="Somebody says") == 1
        assert refused(Clarification, side="staff")
        assert refused(Clarification, by=None)
        assert refused(Copy, sha256="x")
        with pytest.raises(FrozenRowError):
            door.change(Copy.objects.all(), sha256="x")
        with pytest.raises(FrozenRowError):
            door.change(RequestEvent.objects.all(), by=None)

    said.refresh_from_db()
    assert said.text == "Somebody says"
    assert refused(Clarification, text="x")
    assert list(Redaction.objects.values_list("cause", "is_open", "changed")) == [("a test", False, 1)]


def test_every_redactable_table_has_both_guards() -> None:
    """A migration that rebuilds a table on SQLite loses its triggers; this is where that is seen."""
    soft = [model for model in FrozenModel.__subclasses__() if model.redactable]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal")
        found = dict(cursor.fetchall())

    assert {model._meta.model_name for model in soft} == {
        "download", "copy", "clarification", "internalnote", "requestevent"
    }  # fmt: skip
    for model in soft:
        hard = {field.column for field in model._meta.concrete_fields if field.name not in model.redactable}
        guard = found[f"{model._meta.db_table}_no_other"]
        assert all(column in guard for column in hard)
        assert "redact" in found[f"{model._meta.db_table}_no_update"]
