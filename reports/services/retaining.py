"""Retention: removes what is past its time, once a day, and says beforehand what it would remove.

Each part of the service registers what it keeps of a kind; the rows are those that no legal hold reaches.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from reports.domain.retention import RULES, Kind, Rule, before, rule_of
from reports.models import RetentionRule, RetentionRun, User

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Keeper:
    """What is past its time: `due` are the rows older than a moment, `since` the column that says how old.

    `remove` takes a slice of them away, by primary keys, in a transaction of its own.
    """

    kind: Kind
    since: str
    due: Callable[[datetime], QuerySet[Any]]
    remove: Callable[[QuerySet[Any]], object]


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule finds now."""

    rule: Rule
    days: int
    count: int
    oldest: datetime | None


_KEEPERS: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Make something known that is kept for a time only."""
    _KEEPERS.append(keeper)


def days_of(kind: Kind) -> int:
    """How long a kind is kept: what staff has set last, else what the table says."""
    said = RetentionRule.objects.filter(kind=kind.value).order_by("-id").first()
    return said.days if said else rule_of(kind).days


def set_days(kind: Kind, days: int, *, by: User, reason: str) -> RetentionRule:
    """Keep a kind for that many days from now on; earlier periods stay to be read."""
    row: RetentionRule = RetentionRule.objects.create(kind=kind.value, days=days, by=by, reason=reason)
    return row


def look(now: datetime | None = None) -> list[Due]:
    """What is past its time now, kind by kind in the order of the table; nothing is changed."""
    moment = now or timezone.now()
    return [_found(rule, moment) for rule in RULES]


def run(now: datetime | None = None) -> dict[str, int]:
    """Remove what is past its time; says how many rows of each kind. It may run as often as one likes."""
    moment = now or timezone.now()
    return {rule.kind.value: _removed(rule, moment) for rule in RULES}


def sweep() -> bool:
    """Run once a day: the day's row is written first, so two clocks do it once; False when it was done."""
    try:
        with transaction.atomic():
            day = RetentionRun.objects.create(day=timezone.localdate())
    except IntegrityError:
        return False
    day.removed = run()
    day.save(update_fields=["removed"])
    return True


def _found(rule: Rule, now: datetime) -> Due:
    days = days_of(rule.kind)
    count, oldest = 0, None
    for keeper in _of(rule.kind):
        rows = keeper.due(before(now, days))
        count += rows.count()
        first = rows.order_by().aggregate(first=Min(keeper.since))["first"]
        oldest = min((each for each in (oldest, first) if each), default=None)
    return Due(rule, days, count, oldest)


def _removed(rule: Rule, now: datetime) -> int:
    limit, count = before(now, days_of(rule.kind)), 0
    for keeper in _of(rule.kind):
        while keys := list(keeper.due(limit).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
            with transaction.atomic():
                keeper.remove(keeper.due(limit).filter(pk__in=keys))
            count += len(keys)
    return count


def _of(kind: Kind) -> list[Keeper]:
    return [keeper for keeper in _KEEPERS if keeper.kind is kind]
