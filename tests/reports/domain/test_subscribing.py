"""The table of subscriptions, and on which days one opens."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain.subscribing import (
    CHANGES,
    State,
    Term,
    add_months,
    find,
    last_of,
    next_period,
    offered,
    years_begun,
)

DAY = date(2026, 3, 31)


def test_every_state_leads_to_its_end_and_nothing_leads_from_there() -> None:
    assert {state: [row.name for row in offered(state)] for state in State} == {
        State.NEEDS_APPROVAL: ["approve", "activate", "amend", "cancel"],
        State.AWAITING_PAYMENT: ["activate", "amend", "cancel"],
        State.ACTIVE: ["amend", "renew", "cancel_at_end", "cancel"],
        State.ENDING: ["amend", "resume", "cancel"],
        State.CANCELLED: [],
        State.LAPSED: [],
    }
    assert find("pay").sources == {State.AWAITING_PAYMENT}
    assert all(row.target is not State.LAPSED for row in CHANGES)


@pytest.mark.parametrize(
    ("state", "ends", "days", "standing"),
    [
        (State.ACTIVE, 0, {-1: False, 0: True, 10: True, 24: True, 25: False}, State.LAPSED),
        (State.ENDING, 0, {-1: False, 0: True, 10: True, 11: False}, State.LAPSED),
        (State.ACTIVE, None, {-1: False, 0: True, 99_999: True}, State.ACTIVE),
        (State.CANCELLED, None, {0: False, 5: False}, State.CANCELLED),
        (State.AWAITING_PAYMENT, None, {0: False, 5: False}, State.AWAITING_PAYMENT),
    ],
)
def test_on_which_days_it_opens(
    state: State, ends: int | None, days: dict[int, bool], standing: State
) -> None:
    term = Term(state, DAY, None if ends is None else DAY + timedelta(days=10), grace_days=14)
    assert {day: term.is_open(DAY + timedelta(days=day)) for day in days} == days
    assert term.state_on(DAY + timedelta(days=99)) is standing
    assert term.in_grace(DAY + timedelta(days=11)) is (state is State.ACTIVE and ends is not None)


def test_months_end_where_the_month_ends() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert last_of(date(2026, 1, 1), 12) == date(2026, 12, 31)
    assert next_period(date(2026, 12, 31), 12) == (date(2027, 1, 1), date(2027, 12, 31))


@given(starts=st.dates(date(2000, 1, 1), date(2050, 1, 1)), days=st.integers(-400, 4_000))
def test_a_day_is_in_the_year_that_has_begun(starts: date, days: int) -> None:
    today = starts + timedelta(days=days)
    years = years_begun(starts, today)
    assert (years == 0) is (days < 0)
    if years:
        assert add_months(starts, 12 * (years - 1)) <= today < add_months(starts, 12 * years)
