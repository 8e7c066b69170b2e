"""The life of a subscription as one table: its states, what may be done in each, and on which days it opens.

Lapsed is no state that somebody sets: it follows from the dates of an active one, so no sweep has to run for
access to stop.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a subscription is, as it was last decided; LAPSED is derived and never stored."""

    NEEDS_APPROVAL = "needs_approval"
    AWAITING_PAYMENT = "awaiting_payment"
    ACTIVE = "active"
    ENDING = "ending"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return "Cancelled to its end" if self is State.ENDING else self.value.replace("_", " ").capitalize()


STORED = tuple(state for state in State if state is not State.LAPSED)


@dataclass(frozen=True, slots=True)
class Change:
    """One row: what may be done to a subscription; `needs_note` where the reason is kept by duty."""

    name: str
    label: str
    sources: frozenset[State]
    target: State | None
    explanation: str
    needs_note: bool = False
    by_hand: bool = True


def _row(
    name: str, label: str, sources: Iterable[State], target: State | None, explanation: str, **rest: bool
) -> Change:
    return Change(name, label, frozenset(sources), target, explanation, **rest)


_S = State
_LIVE = (_S.NEEDS_APPROVAL, _S.AWAITING_PAYMENT, _S.ACTIVE, _S.ENDING)

CHANGES: tuple[Change, ...] = (
    _row("approve", "Approve", [_S.NEEDS_APPROVAL], _S.AWAITING_PAYMENT, "Its invoice may be sent."),
    _row(
        "pay", "Record its payment", [_S.AWAITING_PAYMENT], _S.ACTIVE,
        "Happens by itself when its invoice is marked paid.", by_hand=False,
    ),
    _row(
        "activate", "Start without payment", [_S.NEEDS_APPROVAL, _S.AWAITING_PAYMENT], _S.ACTIVE,
        "It opens from its first day, whether or not it is paid.", needs_note=True,
    ),
    _row(
        "amend", "Change its terms", _LIVE, None,
        "The terms of this subscription alone; units change with its next year.", needs_note=True,
    ),
    _row(
        "renew", "Propose the next period", [_S.ACTIVE], None,
        "A new one from the day after its end, on the plan as it is now; it waits for payment.",
    ),
    _row(
        "cancel_at_end", "Cancel to its end", [_S.ACTIVE], _S.ENDING,
        "It opens to its last day, without grace, and nobody is reminded.", needs_note=True,
    ),
    _row("resume", "Take the cancellation back", [_S.ENDING], _S.ACTIVE, "As before.", needs_note=True),
    _row("cancel", "Cancel at once", _LIVE, _S.CANCELLED, "Access stops now. This cannot be undone.",
         needs_note=True),
)  # fmt: skip

_BY_NAME = {row.name: row for row in CHANGES}


def find(name: str) -> Change:
    """The row of that name; raises LookupError when the table has none."""
    return _BY_NAME[name]


def offered(state: State) -> tuple[Change, ...]:
    """What somebody may do by hand in this state, in the order of the table."""
    return tuple(row for row in CHANGES if row.by_hand and state in row.sources)


@dataclass(frozen=True, slots=True)
class Term:
    """The days of a subscription; without `ends` it never ends."""

    state: State
    starts: date
    ends: date | None
    grace_days: int = 0

    @property
    def last_day(self) -> date | None:
        """The last day on which it opens: its end, and for an active one the days of grace after it."""
        if self.ends is None or self.state is not State.ACTIVE:
            return self.ends
        return self.ends + timedelta(days=self.grace_days)

    def is_open(self, today: date) -> bool:
        """Whether its series are open on that day; its first and its last day count."""
        if self.state not in (State.ACTIVE, State.ENDING) or today < self.starts:
            return False
        return self.last_day is None or today <= self.last_day

    def in_grace(self, today: date) -> bool:
        """Whether its end has passed and it still opens."""
        return self.ends is not None and today > self.ends and self.is_open(today)

    def state_on(self, today: date) -> State:
        """The state as it is that day: lapsed where its last day has passed."""
        last = self.last_day
        lives = self.state in (State.ACTIVE, State.ENDING)
        return State.LAPSED if lives and last is not None and today > last else self.state


def next_period(ends: date, months: int) -> tuple[date, date]:
    """The first and the last day of the period after one that ends then."""
    starts = ends + timedelta(days=1)
    return starts, last_of(starts, months)


def last_of(starts: date, months: int) -> date:
    """The last day of so many months: the day before the same day; six from 31 August end on 27 February."""
    return add_months(starts, months) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (first_after - timedelta(days=1)).day))


def years_begun(starts: date, today: date) -> int:
    """How many years of a subscription have begun by that day; 0 before its first."""
    if today < starts:
        return 0
    years = today.year - starts.year
    return years + (1 if add_months(starts, 12 * years) <= today else 0)


REMINDERS = (60, 30, 7, 0, -7)
"""Days before the end, on which owners and staff are reminded; the last is after it."""
_STOOD_STILL = timedelta(days=3)


def reminder_due(ends: date, today: date) -> int | None:
    """Which reminder is due that day: one of REMINDERS, or None.

    Each is due for three days, so that a service that stood still over a weekend misses none, and one that is
    begun late is not reminded of days long past.
    """
    for days in REMINDERS:
        first = ends - timedelta(days=days)
        if first <= today < first + _STOOD_STILL:
            return days
    return None
