"""Cents: VAT by the line, sums of what is printed, and amounts as people read them."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.domain.billing import Line, money, number, totals, vat_of

RATES = st.decimals(0, 50, places=2)


def test_vat_is_rounded_half_away_from_zero_by_the_line() -> None:
    assert [vat_of(net, Decimal("19.00")) for net in (120_000, 50, -50, 3, 0)] == [22_800, 10, -10, 1, 0]


def test_the_sums_go_by_rate() -> None:
    lines = [Line("a", 101, Decimal(7)), Line("b", 101, Decimal(7)), Line("c", 1_000, Decimal(19))]
    found = totals(lines)
    assert (found.net, found.vat, found.gross) == (1_202, 204, 1_406)
    assert found.by_rate == ((Decimal(19), 1_000, 190), (Decimal(7), 202, 14))


@given(st.lists(st.builds(Line, st.just("x"), st.integers(-(10**9), 10**9), RATES)))
def test_a_credit_note_takes_back_every_cent(lines: list[Line]) -> None:
    back = totals(Line(line.text, -line.net, line.vat_rate) for line in lines)
    assert totals(lines).gross + back.gross == 0
    assert totals(lines).vat == sum(vat for _, _, vat in totals(lines).by_rate)


def test_amounts_and_numbers_as_people_read_them() -> None:
    assert [money(each, "EUR") for each in (142_800, -5, 0)] == ["EUR 1,428.00", "EUR −0.05", "EUR 0.00"]
    assert number("PF", 2026, 42) == "PF-2026-0042"
