"""The order in which units are spent, over every ledger that the account can write."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reports.domain.units import Entry, Kind, over, pots

DAY = date(2026, 1, 1)
SIGN = {Kind.GRANTED: 1, Kind.RELEASED: 1, Kind.USED: 0, Kind.RESERVED: -1, Kind.EXPIRED: -1}

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["grant", "extra", "reserve", "use", "release", "tomorrow"]), st.integers(1, 9)
    ),
    max_size=40,
)


class Account:
    """Writes a ledger as the service does: it takes only what is free, and expires what is over first."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.held: dict[str, int] = {}
        self.today = DAY

    def do(self, step: str, units: int) -> None:
        reference = f"RQ-{units % 4}"
        match step:
            case "grant":
                self.write(Kind.GRANTED, units, ends=self.today + timedelta(days=units % 5))
            case "extra":
                self.write(Kind.GRANTED, units)
            case "reserve" if reference not in self.held and units <= self.balance:
                self.held[reference] = units
                self.write(Kind.RESERVED, units, reference)
            case "use" if reference in self.held:
                self.write(Kind.USED, self.held.pop(reference), reference)
            case "release" if reference in self.held:
                self.write(Kind.RELEASED, self.held.pop(reference), reference)
            case "tomorrow":
                self.today += timedelta(days=1)
        for day, left in over(self.entries, self.today).items():
            self.write(Kind.EXPIRED, left, ends=day)

    def write(self, kind: Kind, units: int, reference: str = "", ends: date | None = None) -> None:
        self.entries.append(Entry(kind, units, reference, ends))

    @property
    def balance(self) -> int:
        return sum(SIGN[each.kind] * each.units for each in self.entries)

    @property
    def extra(self) -> int:
        return sum(pot.left for pot in pots(self.entries) if pot.ends is None)


@given(steps=STEPS)
def test_the_balance_is_what_is_left_of_the_grants_and_never_below_nothing(
    steps: list[tuple[str, int]],
) -> None:
    account = Account()
    for step, units in steps:
        account.do(step, units)
        left = pots(account.entries)
        assert account.balance == sum(pot.left for pot in left)
        assert min((pot.left for pot in left), default=0) >= 0
        assert all(pot.left == 0 for pot in left if pot.ends and pot.ends < account.today)


@given(steps=STEPS, later=st.integers(1, 9))
def test_no_day_that_passes_takes_units_that_never_end(steps: list[tuple[str, int]], later: int) -> None:
    account = Account()
    for step, units in steps:
        account.do(step, units)
    before = account.extra
    for _ in range(later):
        account.do("tomorrow", 1)
    assert account.extra == before


def test_what_ends_soonest_is_spent_first_and_comes_back_to_where_it_was() -> None:
    soon, late = DAY + timedelta(days=1), DAY + timedelta(days=9)
    ledger = [
        Entry(Kind.GRANTED, 5),
        Entry(Kind.GRANTED, 2, ends=late),
        Entry(Kind.GRANTED, 2, ends=soon),
        Entry(Kind.RESERVED, 3, "RQ-1"),
        Entry(Kind.RESERVED, 2, "RQ-2"),
    ]
    assert [(pot.ends, pot.left) for pot in pots(ledger)] == [(soon, 0), (late, 0), (None, 4)]
    ledger += [Entry(Kind.RELEASED, 3, "RQ-1"), Entry(Kind.USED, 2, "RQ-2")]
    assert [(pot.ends, pot.left) for pot in pots(ledger)] == [(soon, 2), (late, 1), (None, 4)]
    assert over(ledger, late) == {soon: 2}
