"""The start of the processes: what is done to the database before the first of them."""

import gc

import pytest
from django.db.migrations.executor import MigrationExecutor

from config import service


def test_what_is_imported_is_set_aside_only_while_tables_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[int] = []
    monkeypatch.setattr(service, "MigrationExecutor", _Behind)
    monkeypatch.setattr(service, "call_command", lambda *_, **__: frozen.append(gc.get_freeze_count()))

    service._migrate()

    assert frozen[0] > gc.get_freeze_count()


@pytest.mark.django_db
def test_tables_that_are_up_to_date_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(service, "call_command", lambda name, **_: called.append(name))

    service._migrate()

    assert called == []


class _Behind(MigrationExecutor):
    """An executor that always finds something to do, and reads no database for it."""

    def __init__(self, connection: object) -> None:
        super().__init__(None)

    def migration_plan(self, targets: object, clean_start: bool = False) -> list[object]:
        return [targets]
