"""Working time: it knows nights, weekends and holidays, and stands still while the client has the ball.

Times go in and come out in UTC; a working day is cut by the clock of the house's own zone, so a change to
summer time moves no deadline by an hour. No library counts with holidays that are the house's own rows.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST_DAYS = 5_000
"""Beyond that a deadline is a mistake, not a deadline."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the house works: from `opens` to `closes` on weekdays that are no holidays."""

    zone: ZoneInfo
    holidays: Collection[date] = field(default_factory=frozenset)
    opens: time = time(9)
    closes: time = time(17)

    def add(self, start: datetime, span: timedelta) -> datetime:
        """The moment when `span` of working time has passed since `start`; raises ValueError past MOST_DAYS.

        Work that ends with a working day ends at its close, not at the opening of the next.
        """
        left = span
        for begins, ends in self._windows(start):
            if ends - begins >= left:
                return (begins + left).astimezone(UTC)
            left -= ends - begins
        raise ValueError("This deadline lies too far away.")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`; none where the end is not later."""
        total = timedelta()
        if end <= start:
            return total
        for begins, ends in self._windows(start):
            if begins >= end:
                break
            total += min(ends, end) - begins
        return total

    def left(self, now: datetime, moments: Collection[datetime]) -> dict[datetime, timedelta]:
        """The working time from `now` to each moment, less than none where it has passed.

        One walk through the calendar serves all of them: a list of deadlines costs what its last one does.
        """
        found: dict[datetime, timedelta] = {}
        at, total = now, timedelta()
        for moment in sorted(each for each in set(moments) if each >= now):
            total += self.between(at, moment)
            at, found[moment] = moment, total
        at, total = now, timedelta()
        for moment in sorted((each for each in set(moments) if each < now), reverse=True):
            total -= self.between(moment, at)
            at, found[moment] = moment, total
        return found

    def closing(self, day: date) -> datetime:
        """The end of a calendar day's working hours, in UTC, whether or not anybody works on it."""
        return datetime.combine(day, self.closes, self.zone).astimezone(UTC)

    def _windows(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of working time from `start` on, in UTC."""
        first = start.astimezone(self.zone).date()
        for offset in range(MOST_DAYS):
            day = first + timedelta(days=offset)
            if day.weekday() > 4 or day in self.holidays:  # noqa: PLR2004 -- Saturday is 5
                continue
            opens = datetime.combine(day, self.opens, self.zone).astimezone(UTC)
            closes = self.closing(day)
            if closes > start:
                yield max(opens, start.astimezone(UTC)), closes


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the client had the ball; `ended` None while it still has."""

    started: datetime
    ended: datetime | None


def due(calendar: Calendar, start: datetime, allowance: timedelta, pauses: Collection[Pause]) -> datetime:
    """The deadline of work that may take `allowance` from `start`, moved by the pauses that have ended.

    Only working time that passed in a pause moves it, so a weekend spent waiting gives nothing away.
    """
    lost = sum(
        (calendar.between(pause.started, pause.ended) for pause in pauses if pause.ended), start=timedelta()
    )
    return calendar.add(start, allowance + lost)


def in_words(span: timedelta) -> str:
    """Working time as people say it, in days of eight hours: “2 d 3 h left”, “1 d over”."""
    days, hours = divmod(round(abs(span) / timedelta(hours=1)), 8)
    words = " ".join(f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h")) if number)
    return f"{words or 'less than 1 h'} {'over' if span < timedelta() else 'left'}"
