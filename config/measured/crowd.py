"""Fills an empty database with requests, as many as asked for, by the quickest way that the database has.

A house that has answered for years has far more ended requests than open ones: of a thousand 200 are open,
of a hundred thousand 2,000, of a million 10,000. Each has two questions and forty words to be found by.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from reports.models import User
from requests_app.models import KeyQuestion, ReportRequest, RequestWords

OPEN_OF = {1_000: 200, 100_000: 2_000, 1_000_000: 10_000}
BATCH = 5_000
_STATES = ("submitted", "in_triage", "in_triage", "accepted", "needs_clarification")
_VOCABULARY, _WORDS = 40_000, 40
COMMON, RARE, RARELY = "harbour", "zugzwang", 60

Row = tuple[Any, ...]


def fill(count: int, opened: int, people: list[User]) -> None:
    """Insert the requests, their questions and their words; its statistics are brought up to date."""
    now = timezone.now()
    _insert(ReportRequest, _requests(count, opened, people, now))
    _insert(KeyQuestion, _questions(count))
    _insert(RequestWords, ({"request_id": pk, "words": words} for pk, words in _words(count)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM")


def _requests(count: int, opened: int, people: list[User], now: datetime) -> Iterator[dict[str, Any]]:
    """The open ones are the newest; a fifth of them nobody has."""
    dice = random.Random(7)  # noqa: S311 -- the same crowd each time
    plain = _columns_of(ReportRequest(consent_at=now, language="en"))
    for pk in range(1, count + 1):
        is_open = pk > count - opened
        age = timedelta(minutes=30 * (count - pk))
        created = now - (age if is_open else timedelta(days=30) + age / 60)
        status = dice.choice(_STATES) if is_open else "withdrawn"
        holder = dice.choice(people).pk if is_open and dice.random() > 0.2 else None  # noqa: PLR2004 -- a fifth
        yield plain | {
            "id": pk,
            **dict.fromkeys(("key", "submission_key"), f"{pk:032x}"),
            "access_digest": f"{pk:064x}",
            "number": f"RQ-2026-{pk:06d}",
            "name": "Ada Bench",
            "email": "ada@example.org",
            "organisation_name": f"House {dice.randrange(400)}",
            "title": f"What keeps berth {pk} from being let before the winter?",
            "background": "The berths are let by the season. " * 6,
            "priority": dice.choice(("routine", "routine", "routine", "high", "urgent")),
            "status": status,
            "resolution": "" if is_open else "withdrawn",
            "due_at": _text(now + timedelta(hours=dice.uniform(-60, 500))),
            "waiting_since": _text(now) if status == "needs_clarification" else None,
            "assigned_to_id": holder,
            **dict.fromkeys(("created_at", "updated_at", "released_at"), _text(created)),
        }


def _questions(count: int) -> Iterator[dict[str, Any]]:
    for pk in range(1, count + 1):
        for position in (1, 2):
            text = "Which of the berths can be let, and to whom?"
            yield {"request_id": pk, "position": position, "text": text}


def _words(count: int) -> Iterator[tuple[int, str]]:
    """Words as frequent as in a language, one in a third of all requests, one in a page of them."""
    dice = random.Random(11)  # noqa: S311 -- the same crowd each time
    spelled = [f"word{number:x}" for number in range(_VOCABULARY)]
    weights = [1 / (rank + 5) for rank in range(_VOCABULARY)]
    summed, total = [], 0.0
    for weight in weights:
        total += weight
        summed.append(total)
    for pk in range(1, count + 1):
        said = dice.choices(spelled, cum_weights=summed, k=_WORDS)
        said += [COMMON] * (pk % 3 == 0) + [RARE] * (pk > count - RARELY)
        yield pk, " ".join(said)


def _columns_of(row: Model) -> dict[str, Any]:
    """What a new row has in each column, as the database is given it."""
    fields = [each for each in row._meta.concrete_fields if not each.generated and not each.primary_key]
    plain: dict[str, Any] = {}
    for each in fields:
        value = each.get_default() if getattr(row, each.attname) is None else getattr(row, each.attname)
        plain[str(each.column)] = _text(value) if isinstance(value, datetime) else value
        if each.get_internal_type() == "JSONField":
            plain[str(each.column)] = "[]"
    return plain


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _insert(model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    rows = iter(rows)
    first = next(rows)
    columns = list(first)
    values = _chained(first, rows)
    table, names = model._meta.db_table, ", ".join(columns)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for value in values:
                copy.write_row(value)
        return
    places = ", ".join(["?"] * len(columns))
    connection.ensure_connection()
    raw = connection.connection
    while batch := list(islice(values, BATCH)):
        raw.execute("BEGIN")
        raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", batch)  # noqa: S608 -- our own names
        raw.execute("COMMIT")


def _chained(first: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[Row]:
    yield tuple(first.values())
    for row in rows:
        yield tuple(row.values())
