"""Rows that are inserted once and never changed, guarded in Python and in the database.

What was issued, done or downloaded is evidence; a slip in a shell or a view must not be able to rewrite it,
so the table refuses as well as the model.
"""

# ruff: noqa: ARG002 -- Django fixes the signatures of managers, models and migration operations

from typing import Any, NoReturn

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class FrozenRowError(TypeError):
    """Raised when code tries to change or remove a row that is kept for ever."""


class FrozenQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise FrozenRowError(f"{self.model._meta.verbose_name} rows are never changed.")

    def delete(self) -> NoReturn:
        raise FrozenRowError(f"{self.model._meta.verbose_name} rows are never removed.")


class FrozenModel(models.Model):
    """A base for rows that `save` inserts and nothing changes afterwards."""

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenRowError(f"This {self._meta.verbose_name} is never changed.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenRowError(f"This {self._meta.verbose_name} is never removed.")


_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {VERB} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
)
_POSTGRES_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"
)
_POSTGRES = (
    "CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
)


class GuardTables(Operation):
    """Migration operation: make the named tables refuse UPDATE and DELETE.

    SQLite drops a table's triggers when a later migration rebuilds it, so repeat the operation after one
    that alters a guarded table; a test asks the database whether every guard stands.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *tables: str) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of Django's model state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        if postgres:
            schema_editor.execute(_POSTGRES_FUNCTION, params=None)
        for table in self.tables:
            for verb in ("update", "delete"):
                template = _POSTGRES if postgres else _SQLITE
                schema_editor.execute(template.format(table=table, verb=verb, VERB=verb.upper()), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        on_table = schema_editor.connection.vendor == "postgresql"
        for table in self.tables:
            for verb in ("update", "delete"):
                suffix = f" ON {table}" if on_table else ""
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{suffix}", params=None)

    def describe(self) -> str:
        return f"Make {', '.join(self.tables)} refuse changes"
