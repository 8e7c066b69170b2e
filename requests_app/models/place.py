"""Where a request stands in the queue, as one number that the database itself keeps.

The queue of a million requests is read in the order of one index; a number that some code had to keep in
step with status, deadline and assignment would sooner or later not be.
"""

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Case, F, Func, Q, Value, When

from requests_app.domain.service import Priority
from requests_app.domain.status import OPEN

ENDED = 1_000_000_000
"""Open requests stand below it, those that ended above it, newest first."""

WAITING = 200_000_000
"""Those that wait for the client begin here."""

_DAY, _ASSIGNED, _NO_DAY = 86_400, 100_000_000, 9_999_999
_NEWEST = ENDED + 100_000_000_000


class Seconds(Func):
    """Whole seconds since 1970 of a moment; of what both databases allow in a generated column."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST((julianday(%(expressions)s) - 2440587.5) * 86400.0 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(FLOOR(EXTRACT(EPOCH FROM (%(expressions)s AT TIME ZONE 'UTC'))) AS bigint)"
        return self.as_sql(compiler, connection, template=template, **extra)


def place() -> Case:
    """Unassigned first, those that wait for the client last; then the day that it is due, then priority."""
    ranks = [When(priority=each.value, then=_number(each.rank)) for each in Priority]
    day = Case(When(due_at__isnull=True, then=_number(_NO_DAY)), default=Seconds(F("due_at")) / _number(_DAY))
    group = Case(
        When(waiting_since__isnull=False, then=_number(WAITING)),
        When(assigned_to__isnull=False, then=_number(_ASSIGNED)),
        default=_number(0),
    )
    standing = group + day * _number(10) + Case(*ranks, default=_number(9))
    return Case(
        When(Q(status__in=[each.value for each in OPEN]), then=standing),
        default=_number(_NEWEST) - Seconds(F("created_at")),
    )


def past(moment: datetime) -> int:
    """No request that is due before the moment stands there or later, but for those that wait."""
    return _ASSIGNED + (int(moment.timestamp()) // _DAY + 1) * 10


def _number(value: int) -> Value:
    return Value(value, output_field=BigIntegerField())
