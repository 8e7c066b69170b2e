"""Gives the units of a subscription: at the start of each of its years, once, to be spent within that year.

The key of a grant follows from the subscription and the year, so the door, the sweep and a second sweep give
the same units once.
"""

import uuid
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.domain import subscribing
from reports.domain.subscribing import State
from reports.models import Organisation, Subscription, UnitEntry, User
from reports.services import units

_KEYS = uuid.UUID("6f0f3f6e-0d4b-4f43-9d0f-6a2b6d0c5b1e")
_LIVE = (State.ACTIVE.value, State.ENDING.value)


def follow(subscription: Subscription, *, by: User | None) -> None:
    """The subscription came into another state: one that opens has its units, one that is cancelled none."""
    today = timezone.localdate()
    if subscription.state == State.CANCELLED.value:
        key = key_of(subscription, today)
        units.take_back(subscription.organisation, key, by=by, note=f"{subscription} was cancelled")
    else:
        grant_due(subscription, today)


def grant_due(subscription: Subscription, today: date) -> UnitEntry | None:
    """The units of the year that runs; None where there are none to give."""
    year = _year(subscription, today)
    if subscription.state not in _LIVE or not subscription.units_a_year or year is None:
        return None
    starts, ends = year
    return units.allot(
        subscription.organisation,
        subscription.units_a_year,
        ends=ends,
        note=f"{subscription.plan or subscription}, {starts:%Y-%m-%d} to {ends:%Y-%m-%d}",
        key=key_of(subscription, today),
    )


def sweep() -> None:
    """Give what is due of years that have begun, and take what was left of those that are over."""
    today = timezone.localdate()
    for each in _running(today).select_related("organisation", "plan"):
        if not UnitEntry.objects.filter(key=key_of(each, today)).exists():
            grant_due(each, today)
    units.sweep(today)


def renews_on(organisation: Organisation) -> date | None:
    """The next day on which the organisation is given units; None where none is known."""
    today = timezone.localdate()
    days = []
    for each in _live(today).filter(organisation=organisation):
        years = subscribing.years_begun(each.starts, today)
        day = subscribing.add_months(each.starts, 12 * years)
        if each.ends is None or day <= each.ends:
            days.append(day)
    return min(days, default=None)


def key_of(subscription: Subscription, today: date) -> uuid.UUID:
    """The key of the grant of the year that runs that day."""
    return uuid.uuid5(_KEYS, f"{subscription.pk}/{subscribing.years_begun(subscription.starts, today)}")


def _live(today: date) -> QuerySet[Subscription]:
    """Those with units that have not ended, begun or not."""
    rows = Subscription.objects.filter(state__in=_LIVE, units_a_year__gt=0)
    return rows.filter(Q(ends=None) | Q(ends__gte=today))


def _running(today: date) -> QuerySet[Subscription]:
    return _live(today).filter(starts__lte=today)


def _year(subscription: Subscription, today: date) -> tuple[date, date] | None:
    """The first and the last day of its year that runs; None before its start and after its end."""
    years = subscribing.years_begun(subscription.starts, today)
    if not years or (subscription.ends and today > subscription.ends):
        return None
    starts = subscribing.add_months(subscription.starts, 12 * (years - 1))
    last = subscribing.add_months(subscription.starts, 12 * years) - timedelta(days=1)
    return starts, min(last, subscription.ends or last)
