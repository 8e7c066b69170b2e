"""Who has what, due when: the numbers of the desk by person, and the first requests of each.

Both are read from what is open, in two queries, however many people and requests there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from reports.models import User
from requests_app.domain.standing import Standing
from requests_app.models import ReportRequest
from requests_app.services import queue

FIRST = 8
"""Requests shown of each person, by the order of the queue."""


@dataclass(slots=True)
class Load:
    """What one person has; `person` None is what nobody has."""

    person: User | None
    waiting: int = 0
    overdue: int = 0
    at_risk: int = 0
    on_time: int = 0
    this_week: int = 0
    first: list[ReportRequest] = field(default_factory=list)

    @property
    def open(self) -> int:
        return self.waiting + self.overdue + self.at_risk + self.on_time

    @property
    def more(self) -> int:
        """How many are not among the first."""
        return self.open - len(self.first)


def loads(rows: QuerySet[ReportRequest], people: list[User]) -> list[Load]:
    """What nobody has, then what each of these people has, then what people have who should not any more."""
    open_rows = queue.still_open(rows).order_by()
    known: dict[int | None, Load] = {None: Load(None)} | {each.pk: Load(each) for each in people}
    numbers = {row.pop("assigned_to"): row for row in _numbers(open_rows)}
    gone = numbers.keys() - known.keys()
    known |= {pk: Load(person) for pk, person in User.objects.in_bulk(gone).items()} if gone else {}
    for pk, row in numbers.items():
        for name, number in row.items():
            setattr(known[pk], name, number)
    for request in first_of_each(open_rows.select_related("assigned_to"), "assigned_to", FIRST):
        known[request.assigned_to_id].first.append(request)
    return list(known.values())


def first_of_each(rows: QuerySet[ReportRequest], by: str, count: int) -> QuerySet[ReportRequest]:
    """The first requests of each group, in the order of the queue: one query."""
    nth = Window(RowNumber(), partition_by=[F(by)], order_by=[F(name).asc() for name in queue.ORDER])
    return rows.annotate(nth=nth).filter(nth__lte=count).order_by(*queue.ORDER)


def _numbers(rows: QuerySet[ReportRequest]) -> Iterable[dict[str, int]]:
    now = timezone.now()
    counts: dict[str, Q] = {each.value: queue.standing_at(each, now) for each in Standing}
    counts["this_week"] = queue.this_week(now)
    numbers = {name: Count("pk", filter=rule) for name, rule in counts.items()}
    found: Any = rows.values("assigned_to").annotate(**numbers)
    return list(found)
