"""Rows that are inserted once and never changed, guarded in Python and in the database.

What was issued, done or downloaded is evidence; a slip in a shell or a view must not be able to rewrite it,
so the table refuses as well as the model.
"""

# ruff: noqa: ARG002 -- Django fixes the signatures of managers, models and migration operations

from typing import Any, ClassVar, NoReturn

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
    """A base for rows that `save` inserts and nothing changes afterwards.

    `redactable` are the columns that may lose the words about a person, while a `Redaction` is open.
    """

    redactable: ClassVar[tuple[str, ...]] = ()
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


_SQLITE_REDACTABLE = (
    (
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "WHEN NOT EXISTS (SELECT 1 FROM reports_redaction WHERE is_open) "
        "BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
    ),
    (
        "CREATE TRIGGER {table}_no_other BEFORE UPDATE OF {others} ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
    ),
)
_POSTGRES_REDACTABLE = (
    (
        "CREATE OR REPLACE FUNCTION refuse_unless_redacting() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM reports_redaction WHERE is_open) THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME USING ERRCODE = '23001'; END $$"
    ),
    (
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_unless_redacting()"
    ),
    (
        "CREATE TRIGGER {table}_no_other BEFORE UPDATE OF {others} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    ),
)


class LetRedact(Operation):
    """Migration operation: let the named columns of a guarded table change while a redaction is open.

    The table still refuses DELETE and any change to its other columns, at any time. Repeat it after
    `GuardTables` wherever SQLite has rebuilt the table.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, columns

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of Django's model state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        connection = schema_editor.connection
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, self.table)
        others = ", ".join(f'"{each.name}"' for each in described if each.name not in self.columns)
        self._drop(schema_editor)
        lines = _POSTGRES_REDACTABLE if connection.vendor == "postgresql" else _SQLITE_REDACTABLE
        for line in lines:
            schema_editor.execute(
                line.replace("{table}", self.table).replace("{others}", others), params=None
            )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self._drop(schema_editor)
        GuardTables(self.table).database_forwards(app_label, schema_editor, from_state, to_state)

    def _drop(self, schema_editor: BaseDatabaseSchemaEditor) -> None:
        suffix = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        for name in ("update", "other"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_no_{name}{suffix}", params=None)

    def describe(self) -> str:
        return f"Let redactions change {', '.join(self.columns)} of {self.table}"


class FreezeWhen(Operation):
    """Migration operation: rows refuse UPDATE once `old` meets the condition, and DELETE always."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, condition: str) -> None:
        self.table, self.condition = table, condition

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of Django's model state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        GuardTables(self.table).database_forwards(app_label, schema_editor, from_state, to_state)
        postgres = schema_editor.connection.vendor == "postgresql"
        suffix = f" ON {self.table}" if postgres else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_no_update{suffix}", params=None)
        act = (
            "FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION refuse_change()"
            if postgres
            else "WHEN {condition} BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
        ).format(condition=self.condition, table=self.table)
        schema_editor.execute(
            f"CREATE TRIGGER {self.table}_no_update BEFORE UPDATE ON {self.table} {act}", params=None
        )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        GuardTables(self.table).database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Freeze decided rows of {self.table}"
