"""What a search of the desk looks through: the words of each request, apart from those of the briefings.

A public search shares no row and no index with it, so it can neither find, rank nor count a word of a
client's.
"""

# ruff: noqa: ARG002 -- Django fixes the signatures of migration operations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.models.expressions import RawSQL

from requests_app.models.request import ReportRequest

MOST_FOUND = 1_000
"""Of a common word the newest that have it, so that a search costs the same in a million requests."""
WHOLE = 3
"""Words up to that length are looked for whole; the beginnings of longer ones are found too."""

_SQLITE = (
    """CREATE VIRTUAL TABLE requests_app_words USING fts5(words, content='requests_app_requestwords',
       content_rowid='request_id', detail=none, tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER requests_app_words_kept AFTER INSERT ON requests_app_requestwords BEGIN
       INSERT INTO requests_app_words(rowid, words) VALUES (new.request_id, new.words); END""",
    """CREATE TRIGGER requests_app_words_gone AFTER DELETE ON requests_app_requestwords BEGIN
       INSERT INTO requests_app_words(requests_app_words, rowid, words)
       VALUES ('delete', old.request_id, old.words); END""",
    """CREATE TRIGGER requests_app_words_changed AFTER UPDATE ON requests_app_requestwords BEGIN
       INSERT INTO requests_app_words(requests_app_words, rowid, words)
       VALUES ('delete', old.request_id, old.words);
       INSERT INTO requests_app_words(rowid, words) VALUES (new.request_id, new.words); END""",
)
_POSTGRES = (
    """ALTER TABLE requests_app_requestwords ADD COLUMN vector tsvector
       GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED""",
    """CREATE INDEX requests_app_words ON requests_app_requestwords USING gin (vector)""",
)
_FIND_SQLITE = """SELECT rowid FROM requests_app_words WHERE requests_app_words MATCH %s
    ORDER BY rowid DESC LIMIT %s"""
_FIND_POSTGRES = """SELECT request_id FROM requests_app_requestwords WHERE vector @@ to_tsquery('simple', %s)
    ORDER BY request_id DESC LIMIT %s"""


class RequestWords(models.Model):
    """The database keeps an index of `words` beside it: FTS5 on SQLite, a text vector on PostgreSQL."""

    request = models.OneToOneField(
        ReportRequest, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    words = models.TextField()

    def __str__(self) -> str:
        return f"Words of request {self.pk}"


def having(terms: Sequence[str], *, least: int = 0, most: int = MOST_FOUND) -> RawSQL:
    """The ids of the newest requests that have all of these words, or `least` of them at least.

    Each is letters and digits only.
    """
    wanted = len(terms) if least == 0 else min(least, len(terms))
    if connection.vendor == "postgresql":
        sought = _at_least(wanted, [_word(term, "'", ":*") for term in terms], both=" & ", either=" | ")
        return RawSQL(_FIND_POSTGRES, (sought, most))  # noqa: S611 -- the words are parameters
    sought = _at_least(wanted, [_word(term, '"', "*") for term in terms], both=" AND ", either=" OR ")
    return RawSQL(_FIND_SQLITE, (sought, most))  # noqa: S611 -- the words are parameters


def _word(term: str, mark: str, beginning: str) -> str:
    return f"{mark}{term}{mark}{beginning if len(term) > WHOLE else ''}"


def _at_least(wanted: int, words: list[str], *, both: str, either: str) -> str:
    """Each word with as many of those after it as are wanted still."""
    if wanted == len(words):
        return both.join(words)
    if wanted == 1:
        return f"({either.join(words)})"
    ways = (
        f"({word}{both}{_at_least(wanted - 1, words[number:], both=both, either=either)})"
        for number, word in enumerate(words[: len(words) - wanted + 1], start=1)
    )
    return f"({either.join(ways)})"


def compact() -> None:
    """Let the index forget what rows no longer say: FTS5 keeps old words until its parts are merged."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO requests_app_words(requests_app_words) VALUES ('optimize')")


class IndexWords(Operation):
    """Migration operation: the index beside the words, kept by the database itself.

    SQLite drops a table's triggers when a later migration rebuilds it: repeat the operation after one that
    alters this table.
    """

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Neither index nor triggers are part of Django's model state."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        for line in _POSTGRES if schema_editor.connection.vendor == "postgresql" else _SQLITE:
            schema_editor.execute(line, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("ALTER TABLE requests_app_requestwords DROP COLUMN vector", params=None)
        else:
            for name in ("kept", "gone", "changed"):
                schema_editor.execute(f"DROP TRIGGER requests_app_words_{name}", params=None)
            schema_editor.execute("DROP TABLE requests_app_words", params=None)

    def describe(self) -> str:
        return "Index the words of requests"
