"""Gives requests to people: each only while it is still with whom the giver saw it, and each recorded.

Two people who sort the same queue would otherwise take requests from each other without noticing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from reports.models import User
from requests_app.models import ReportRequest

MOST = 100
"""Requests that are given at once: what fits on the page that says what will happen."""


@dataclass(slots=True)
class Given:
    """What came of it: numbers that were given, and those that others had moved, with who has them now."""

    done: list[str] = field(default_factory=list)
    overtaken: list[tuple[str, str]] = field(default_factory=list)


def give(
    rows: QuerySet[ReportRequest], seen: Mapping[int, int | None], *, to: User | None, by: User
) -> Given:
    """Give each request of `rows` that is in `seen` to somebody, or to nobody.

    `seen` says by id with whom each was when the giver looked. Given twice to the same person it is done
    once and said twice.
    """
    outcome = Given()
    asked = rows.filter(pk__in=list(seen)[:MOST]).select_related("assigned_to").order_by("id")
    with transaction.atomic():
        for request in asked:
            if request.assigned_to_id == (to.pk if to else None):
                outcome.done.append(request.number)
            elif request.assigned_to_id == seen[request.pk] and _moved(request, to):
                _record(request, to, by)
                outcome.done.append(request.number)
            else:
                request.refresh_from_db(fields=["assigned_to"])
                outcome.overtaken.append((request.number, str(request.assigned_to or "nobody")))
    return outcome


def _moved(request: ReportRequest, to: User | None) -> bool:
    same = ReportRequest.objects.filter(pk=request.pk, assigned_to=request.assigned_to_id)
    if request.assigned_to_id is None:
        same = ReportRequest.objects.filter(pk=request.pk, assigned_to__isnull=True)
    return same.update(assigned_to=to) == 1


def _record(request: ReportRequest, to: User | None, by: User) -> None:
    """In the admin's log, which names a request by its number alone."""
    before = request.assigned_to or "nobody"
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(ReportRequest),
        object_id=str(request.pk),
        object_repr=request.number,
        action_flag=CHANGE,
        change_message=f"Assigned to {to or 'nobody'}; before: {before}.",
    )
