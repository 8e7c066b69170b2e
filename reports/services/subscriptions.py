"""The only door through which a subscription begins or changes.

It reads the table, moves the row while it is held, does what belongs to the change and writes the event, in
one transaction: two people at once cannot both win, and who did it and why is always kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from reports.domain import subscribing
from reports.domain.subscribing import Change, State
from reports.models import Organisation, Plan, Series, Subscription, SubscriptionEvent, User
from reports.services import allotting

NOTE_LENGTH = 400
PROPOSED = timedelta(days=60)
COPIED = ("seats", "embargo_days", "grace_days", "cents", "currency", "vat_rate")
AMENDED = ("ends", "grace_days", "seats", "embargo_days", "units_a_year")
"""The terms that staff may change of one that is begun; its price stands in its invoices."""


class SubscriptionRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It did not happen; the text is a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class _Step:
    row: Change
    subscription: Subscription
    by: User | None
    given: Mapping[str, Any]


@transaction.atomic
def begin(
    organisation: Organisation,
    plan: Plan,
    *,
    starts: date,
    by: User | None,
    note: str = "",
    renews: Subscription | None = None,
    endless: bool = False,
) -> Subscription:
    """A new one on the terms of the plan as it is now; it waits for approval, a next period for payment."""
    if not plan.is_offered:
        raise SubscriptionRefused(f"{plan} is not offered any more; choose another plan.")
    state = State.AWAITING_PAYMENT if renews else State.NEEDS_APPROVAL
    made = Subscription.objects.create(
        organisation=organisation,
        plan=plan,
        starts=starts,
        ends=None if endless else subscribing.last_of(starts, plan.months),
        state=state.value,
        renews=renews,
        units_a_year=plan.units_a_year,
        **{name: getattr(plan, name) for name in COPIED},
    )
    made.series.set(plan.series.all())
    _write(made, "begin", "", {"plan": plan.name}, by, note)
    return made


def apply(
    subscription: Subscription,
    name: str,
    *,
    by: User | None,
    note: str = "",
    given: Mapping[str, Any] | None = None,
) -> SubscriptionEvent:
    """Do one row of the table, or raise SubscriptionRefused with a sentence; `by` is None for the clock.

    `given` holds the new terms of “amend”. `subscription` is brought up to date.
    """
    row = _row_called(name)
    text = _checked_note(row, note)
    with transaction.atomic():
        held = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
        source = held.state
        if State(source) not in row.sources:
            state = State(source).label.lower()
            raise SubscriptionRefused(f"“{row.label}” is not possible now: the subscription is {state}.")
        step = _Step(row, held, by, given or {})
        changes = _EFFECTS[row.name](step) if row.name in _EFFECTS else {}
        if row.target:
            # SQLite holds no row: of two at once the second finds another state here.
            moved = Subscription.objects.filter(pk=held.pk, state=source).update(state=row.target.value)
            if moved != 1:
                raise SubscriptionRefused("Somebody was faster. Read it again before you go on.")
        subscription.refresh_from_db()
        if row.target:
            allotting.follow(subscription, by=by)
        return _write(subscription, row.name, source, changes, by, text)


def renew_due(today: date | None = None) -> None:
    """Propose the next period of what ends within sixty days, once; staff may cancel it."""
    day = today or timezone.localdate()
    ending = Subscription.objects.filter(
        state=State.ACTIVE.value, renewed_by=None, plan__is_offered=True, ends__gte=day
    )
    for each in ending.filter(ends__lte=day + PROPOSED):
        apply(each, "renew", by=None)


def _row_called(name: str) -> Change:
    try:
        return subscribing.find(name)
    except LookupError:
        raise SubscriptionRefused("There is no such step.") from None


def _checked_note(row: Change, note: str) -> str:
    text = note.strip()
    if row.needs_note and not text:
        raise SubscriptionRefused(f"“{row.label}” needs a reason; write one and try again.")
    if len(text) > NOTE_LENGTH:
        raise SubscriptionRefused(f"The reason has {len(text)} characters; keep it to {NOTE_LENGTH}.")
    return text


def _amend(step: _Step) -> dict[str, Any]:
    """Set what differs; the event keeps each term as it was and as it is."""
    held, given = step.subscription, step.given
    new = {name: given[name] for name in AMENDED if name in given and given[name] != getattr(held, name)}
    ends = new.get("ends", held.ends)
    if ends and ends < held.starts:
        raise SubscriptionRefused("A subscription ends on or after the day it starts.")
    if ends is None and held.state == State.ENDING.value:
        raise SubscriptionRefused("It is cancelled to its end, so it needs one.")
    changes = {name: [str(getattr(held, name)), str(value)] for name, value in new.items()}
    if "series" in given:
        changes |= _set_series(held, given["series"])
    if not changes:
        raise SubscriptionRefused("Nothing was changed.")
    if new:
        Subscription.objects.filter(pk=held.pk).update(**new)
    return changes


def _set_series(held: Subscription, series: Iterable[Series]) -> dict[str, Any]:
    wanted = {each.pk: each.title for each in series}
    had = dict(held.series.values_list("id", "title"))
    if wanted.keys() == had.keys():
        return {}
    held.series.set(wanted)
    return {"series": [", ".join(sorted(had.values())), ", ".join(sorted(wanted.values()))]}


def _renew(step: _Step) -> dict[str, Any]:
    held = step.subscription
    if held.plan is None or held.ends is None:
        raise SubscriptionRefused("Only a subscription with a plan and an end has a next period.")
    if Subscription.objects.filter(renews=held).exists():
        raise SubscriptionRefused("Its next period is there already.")
    starts, _ = subscribing.next_period(held.ends, held.plan.months)
    following = begin(held.organisation, held.plan, starts=starts, by=step.by, renews=held)
    return {"next": following.pk}


def _needs_an_end(step: _Step) -> dict[str, Any]:
    if step.subscription.ends is None:
        raise SubscriptionRefused("It has no end; cancel it at once, or give it an end first.")
    return {}


_EFFECTS: dict[str, Callable[[_Step], dict[str, Any]]] = {
    "amend": _amend,
    "renew": _renew,
    "cancel_at_end": _needs_an_end,
}


def _write(
    subscription: Subscription, name: str, source: str, changes: dict[str, Any], by: User | None, note: str
) -> SubscriptionEvent:
    return SubscriptionEvent.objects.create(
        subscription=subscription,
        name=name,
        source=source,
        target=subscription.state,
        changes=changes,
        note=note.strip()[:NOTE_LENGTH],
        by=by,
    )
