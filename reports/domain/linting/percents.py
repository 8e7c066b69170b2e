"""Numbers beside words of likelihood: “likely (30 %)” says two things, and one of them is wrong.

A percentage is beside a word when it stands in brackets or between commas behind it, or when it is called a
chance in the same sentence; a share of something else, such as 30 % of a fleet, is not.
"""

import re
from dataclasses import dataclass

from reports.domain.likelihood import Band

_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_SIGN = r" ?(?:%|per cent|percent)"
_ABOUT = r"(?:(?:about|around|roughly|some|at|i\.e\.|that is|or|say|<|>|≤|≥),? ?){0,3}"
_SPAN = (
    rf"{_ABOUT}(?<![\d.,])(?P<low>{_NUMBER})(?:{_SIGN})?(?: ?(?:–|—|-|to|and) ?<?(?P<high>{_NUMBER}))?{_SIGN}"
)

_BEHIND = re.compile(
    rf" ?[(\[,:–—] ?{_SPAN}(?= ?[)\],.;:–—]|\Z| (?:chance|probability|likelihood|odds)\b)", re.IGNORECASE
)
_BEFORE = re.compile(rf"{_SPAN} ?[(\[] ?\Z", re.IGNORECASE)
_CHANCE = re.compile(
    rf"{_SPAN}[ -](?:chance|probability|likelihood|odds)\b"
    rf"|(?:chance|probability|likelihood|odds) (?:is |was |of |at |remains |stands at |: ?){{0,2}}"
    + _SPAN.replace("<low>", "<low2>").replace("<high>", "<high2>"),
    re.IGNORECASE,
)
_REACH = 48


@dataclass(frozen=True, slots=True)
class Percent:
    """One number, or a range when `high` differs; `text` is how it stands there."""

    low: float
    high: float
    text: str

    def agrees_with(self, bands: tuple[Band, ...]) -> bool:
        """Whether one of the bands holds it; a range has to lie within, edges included."""
        if self.low == self.high:
            return any(band.holds(self.low) for band in bands)
        return any(band.low <= self.low <= self.high <= band.high for band in bands)


def beside(words: str, start: int, end: int) -> Percent | None:
    """The number in brackets or between commas next to the word at that place."""
    behind = _BEHIND.match(words, end)
    return _percent(behind or _BEFORE.search(words, max(0, start - _REACH), start))


def chances(words: str) -> list[Percent]:
    """The numbers that are called a chance, a probability or odds."""
    return [found for match in _CHANCE.finditer(words) if (found := _percent(match))]


def _percent(match: re.Match[str] | None) -> Percent | None:
    if match is None:
        return None
    groups = match.groupdict()
    low = groups["low"] or groups.get("low2")
    high = groups["high"] or groups.get("high2") or low
    if low is None or high is None:
        return None
    return Percent(_value(low), _value(high), match[0].strip(" (),:;[–—"))


def _value(digits: str) -> float:
    return float(digits.replace(",", "."))
