"""Deadlines in working time: set when the desk may read a request, stopped while the client has the ball.

The pauses stay as rows, so that a moved deadline can be explained to whoever asks.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from requests_app.domain.status import Status
from requests_app.domain.turnaround import Calendar, Pause, due
from requests_app.models import ClockPause, Holiday, Quote, ReportRequest

_REASONS = {
    Status.NEEDS_CLARIFICATION: "We asked a question",
    Status.QUOTED: "A quote waits for an answer",
}


def calendar() -> Calendar:
    """When the house works: its zone, its hours, and the holidays that staff keeps."""
    return Calendar(ZoneInfo(settings.TIME_ZONE), frozenset(Holiday.objects.values_list("day", flat=True)))


def deadline(request: ReportRequest) -> datetime | None:
    """When the answer is due, pauses counted in; None where a quote is to agree it and there is none yet.

    A quote that was accepted sets its own day; its pauses are those that began after it was accepted.
    """
    pauses = request.pauses.exclude(ended_at=None)
    agreed = request.quotes.filter(state="accepted").first()
    if agreed and agreed.decided_at:
        since = agreed.decided_at
        allowance = _working_time_until(agreed, since)
        return due(calendar(), since, allowance, _pauses(pauses.filter(started_at__gte=since)))
    promised = request.service.promise.delivery
    if promised is None:
        return None
    return due(calendar(), request.released_at, promised, _pauses(pauses))


def deadline_of_new(request: ReportRequest) -> datetime | None:
    """When a request that has no row yet will be due."""
    promised = request.service.promise.delivery
    return calendar().add(request.released_at, promised) if promised else None


def _working_time_until(quote: Quote, since: datetime) -> timedelta:
    own = calendar()
    return own.between(since, own.closing(quote.due_on))


def _pauses(rows: QuerySet[ClockPause]) -> list[Pause]:
    return [Pause(row.started_at, row.ended_at) for row in rows]


def stop(request: ReportRequest, reason: str) -> dict[str, Any]:
    """The client has the ball: working time stands still. Returns the fields of the request that change."""
    now = timezone.now()
    ClockPause.objects.get_or_create(
        request=request, ended_at=None, defaults={"reason": reason, "started_at": now}
    )
    return {"waiting_since": request.waiting_since or now}


def run(request: ReportRequest) -> dict[str, Any]:
    """The house has the ball again; the deadline moves by the working time that passed meanwhile."""
    ClockPause.objects.filter(request=request, ended_at=None).update(ended_at=timezone.now())
    return {"waiting_since": None, "due_at": deadline(request)}


def follow(request: ReportRequest, source: Status, target: Status) -> dict[str, Any]:
    """What a change of status does to the clock; part of the one door."""
    if target.pauses:
        return stop(request, _REASONS[target])
    if source.pauses or target is Status.ACCEPTED:
        return run(request)
    if not target.is_open and request.waiting_since:
        return run(request) | {"due_at": request.due_at}
    return {}
