"""A scale of time, and the spreading of labels along it.

Time is drawn in proportion, except that a silence much longer than all the rest is cut to a short
stretch: otherwise one early date would press all the others into a corner.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from math import inf

_CUT_SHARE = 0.7
"""A silence longer than this share of what is drawn is cut …"""
_CUT_LENGTH = 0.14
"""… to this share of what is left."""
_MOST_CUTS = 3
_MONTH_STEPS, _YEAR_STEPS = (1, 3, 6), (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_TICK_ROOM, _MONTHS_UP_TO = 24.0, 3
"""Between two labels of the axis; the years up to which months are worth naming."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """`knots` are pairs of a day's ordinal and its place, in order; between two of them time runs evenly."""

    knots: tuple[Stretch, ...]
    cuts: tuple[Stretch, ...]

    @classmethod
    def of(cls, stretches: Sequence[tuple[date, date]], top: float, bottom: float) -> "Axis":
        """An axis that holds all the stretches of days, given in order of their first day."""
        days = [(float(first.toordinal()), float(last.toordinal())) for first, last in stretches]
        start, end = days[0][0], max(last for _, last in days)
        if end == start:
            middle = (top + bottom) / 2
            return cls(((start, middle), (start, middle)), ())
        cuts = _cuts(_silences(days), end - start)
        rest = end - start - sum(last - first for first, last in cuts)
        unit = (bottom - top) / (rest * (1 + _CUT_LENGTH * len(cuts)))
        knots, (day, place) = [(start, top)], (start, top)
        for first, last in cuts:
            place += (first - day) * unit
            knots.append((first, place))
            day, place = last, place + rest * _CUT_LENGTH * unit
            knots.append((day, place))
        knots.append((end, bottom))
        return cls(tuple(knots), tuple(cuts))

    def at(self, day: date) -> float:
        """The place of a day."""
        ordinal = float(day.toordinal())
        for (start, low), (end, high) in zip(self.knots, self.knots[1:], strict=False):
            if ordinal <= end:
                return low + (high - low) * (ordinal - start) / max(end - start, 1)
        return self.knots[-1][1]

    def middle(self, first: date, last: date) -> float:
        """The place of the middle of a stretch."""
        return (self.at(first) + self.at(last)) / 2

    def ticks(self) -> list[tuple[float, str]]:
        """Places and names of months or years, as close as their labels allow, none within a cut."""
        for days in _steps(*(date.fromordinal(int(knot[0])) for knot in (self.knots[0], self.knots[-1]))):
            shown = [day for day in days if self._shows(day)]
            places = [self.at(day) for day in shown]
            room = min((after - before for before, after in pairwise(places)), default=inf)
            if room >= _TICK_ROOM:
                return [(place, _name(day)) for place, day in zip(places, shown, strict=True)]
        return []

    def _shows(self, day: date) -> bool:
        ordinal = day.toordinal()
        within = self.knots[0][0] <= ordinal <= self.knots[-1][0]
        return within and not any(first < ordinal < last for first, last in self.cuts)


def spread(wished: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Places near the wished ones, in their order, that leave each its height; least squares, by pooling."""
    above = [0.0, *accumulate(heights)]
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wished, above, strict=False):
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    level = [mean for mean, count in pools for _ in range(count)]
    lowest = max(top, bottom - above[-1])
    return [min(max(each, top), lowest) + offset for each, offset in zip(level, above, strict=False)]


def _silences(days: Sequence[Stretch]) -> list[Stretch]:
    """The times between entries in which nothing is."""
    ends = accumulate((last for _, last in days), max)
    return [(end, first) for end, (first, _) in zip(ends, days[1:], strict=False) if first > end]


def _cuts(silences: list[Stretch], span: float) -> list[Stretch]:
    """The silences to cut, in order of time; something that is drawn in proportion always stays."""
    cut: list[Stretch] = []
    for silence in sorted(silences, key=lambda each: each[0] - each[1])[:_MOST_CUTS]:
        length = silence[1] - silence[0]
        if length <= span * _CUT_SHARE or length >= span:
            break
        cut.append(silence)
        span -= length
    return sorted(cut)


def _steps(first: date, last: date) -> Iterator[list[date]]:
    """Days to name, ever wider apart."""
    years = range(first.year, last.year + 1)
    if last.year - first.year <= _MONTHS_UP_TO:
        for step in _MONTH_STEPS:
            yield [date(year, month, 1) for year in years for month in range(1, 13, step)]
    for step in _YEAR_STEPS:
        yield [date(year, 1, 1) for year in years if year % step == 0]


def _name(day: date) -> str:
    return str(day.year) if day.month == 1 else f"{_MONTHS[day.month - 1]} {day.year}"
