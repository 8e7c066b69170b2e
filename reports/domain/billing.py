"""Money on an invoice: whole cents, VAT by the line, and sums that are sums of what is printed.

VAT of a line is its net times the rate, rounded to the cent, half away from zero; nothing else is rounded, so
the totals add up whoever adds them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """What is charged: net cents (negative on a credit note) and its VAT in percent."""

    text: str
    net: int
    vat_rate: Decimal

    @property
    def vat(self) -> int:
        """Its VAT in cents."""
        return vat_of(self.net, self.vat_rate)

    @property
    def gross(self) -> int:
        """Net and VAT in cents."""
        return self.net + self.vat


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of an invoice; `by_rate` holds net and VAT of each rate, the highest first."""

    net: int
    vat: int
    gross: int
    by_rate: tuple[tuple[Decimal, int, int], ...]


def vat_of(net: int, rate: Decimal) -> int:
    """The VAT of so many cents in cents, rounded half away from zero."""
    return int((net * rate / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def totals(lines: Iterable[Line]) -> Totals:
    """The sums of the lines as they are printed."""
    rows = list(lines)
    rates = sorted({line.vat_rate for line in rows}, reverse=True)
    by_rate = tuple(
        (rate, sum(row.net for row in rows if row.vat_rate == rate),
         sum(row.vat for row in rows if row.vat_rate == rate))
        for rate in rates
    )  # fmt: skip
    net, vat = sum(row.net for row in rows), sum(row.vat for row in rows)
    return Totals(net, vat, net + vat, by_rate)


def money(cents: int, currency: str) -> str:
    """An amount as people read it, such as EUR 1,200.00."""
    whole, part = divmod(abs(cents), 100)
    return f"{currency} {'−' if cents < 0 else ''}{whole:,}.{part:02d}"


def number(prefix: str, year: int, count: int) -> str:
    """The number of an invoice or a credit note, such as PF-2026-0042."""
    return f"{prefix}-{year}-{count:04d}"
