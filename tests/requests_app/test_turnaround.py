"""Working time: nights, weekends, holidays, summer time and pauses, by cases worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.turnaround import Calendar, Pause, due

ROME = ZoneInfo("Europe/Rome")
HOUR = timedelta(hours=1)
CALENDAR = Calendar(ROME, frozenset({date(2026, 12, 25), date(2026, 12, 8)}))


def rome(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ROME)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (rome(1, 10), 2, rome(1, 12)),  # a Tuesday
        (rome(1, 10), 7, rome(1, 17)),  # to the close, not to the next opening
        (rome(1, 10), 8, rome(2, 10)),
        (rome(1, 6), 1, rome(1, 10)),  # before it opens
        (rome(1, 20), 1, rome(2, 10)),  # after it closes
        (rome(4, 16), 2, rome(7, 10)),  # over a weekend
        (rome(5, 12), 1, rome(7, 10)),  # from a Saturday
        (rome(7, 16), 2, rome(9, 10)),  # over a holiday
        (rome(24, 16), 2, rome(28, 10)),  # a holiday and a weekend
        (rome(23, 16, month=10), 2, rome(26, 10, month=10)),  # over the end of summer time
        (rome(1, 10), 0, rome(1, 10)),
    ],
)
def test_working_time_is_added(start: datetime, hours: int, end: datetime) -> None:
    assert CALENDAR.add(start, hours * HOUR) == end.astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (rome(1, 10), rome(1, 12), 2),
        (rome(1, 10), rome(2, 10), 8),
        (rome(4, 16), rome(7, 10), 2),
        (rome(5, 9), rome(6, 17), 0),
        (rome(2, 10), rome(1, 10), 0),
        (rome(24, 9), rome(26, 9), 8),
    ],
)
def test_working_time_is_measured(start: datetime, end: datetime, hours: int) -> None:
    assert CALENDAR.between(start, end) == hours * HOUR


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001 -- made aware below
    minutes=st.integers(0, 60 * 400),
)
def test_what_is_added_is_what_is_measured(start: datetime, minutes: int) -> None:
    at, span = start.replace(tzinfo=UTC), timedelta(minutes=minutes)
    assert CALENDAR.between(at, CALENDAR.add(at, span)) == span


def test_a_pause_moves_the_deadline_by_its_working_time_alone() -> None:
    weekend = Pause(rome(4, 16), rome(7, 10))  # two working hours of a long weekend
    assert due(CALENDAR, rome(4, 15), 3 * HOUR, [weekend]) == rome(7, 12).astimezone(UTC)


def test_a_pause_that_has_not_ended_moves_nothing_yet() -> None:
    assert due(CALENDAR, rome(1, 10), HOUR, [Pause(rome(1, 10), None)]) == rome(1, 11).astimezone(UTC)


def test_a_deadline_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="too far"):
        CALENDAR.add(rome(1, 10), timedelta(days=5_000))
