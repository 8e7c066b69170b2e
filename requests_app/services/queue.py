"""The order of the queue and what can be left out of it: each rule once, for list, board and load.

All of them read the same number that the database keeps beside each request, so none of them ever looks at
what has ended.
"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from requests_app.domain.standing import RISK, Standing
from requests_app.models import ReportRequest
from requests_app.models.place import ENDED, WAITING, past

ORDER = ("place", "organisation_name", "id")

Rows = QuerySet[ReportRequest]


def still_open(rows: Rows) -> Rows:
    """Those to which the house still owes an answer."""
    return rows.filter(place__lt=ENDED)


def at_hand(rows: Rows) -> Rows:
    """Without those that somebody put off until a day that has not come."""
    return rows.exclude(put_off())


def put_off() -> Q:
    """Deferred until later than today."""
    return Q(deferred_until__gt=timezone.localdate())


def standing_at(standing: Standing, now: datetime) -> Q:
    """The open requests that stand like that: the same rule as `domain.standing`, for the database."""
    running = Q(place__lt=WAITING)
    match standing:
        case Standing.WAITING:
            return Q(place__gte=WAITING, place__lt=ENDED)
        case Standing.OVERDUE:
            return Q(place__lt=past(now)) & running & Q(due_at__lt=now)
        case Standing.AT_RISK:
            return Q(place__lt=past(now + RISK)) & running & Q(due_at__gte=now, due_at__lt=now + RISK)
        case Standing.ON_TIME:
            return running & (Q(due_at__isnull=True) | Q(due_at__gte=now + RISK))


def this_week(now: datetime) -> Q:
    """What runs and is due before the week ends, by the house's own clock; what is overdue is told apart."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today + timedelta(days=7 - today.weekday())
    return Q(place__lt=WAITING, due_at__gte=now, due_at__lt=monday)
