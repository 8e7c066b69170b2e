"""Likelihood yardsticks: the words of a judgement and the ranges of percent that they stand for.

A report uses one yardstick and prints it; a number is accepted only inside the band of its word, and a number
in a gap has no word. Sources: ICD 203 of the US Office of the Director of National Intelligence, in its two
wordings, and the probability yardstick of the UK Professional Head of Intelligence Assessment.
"""

from dataclasses import dataclass
from enum import StrEnum


class Yardstick(StrEnum):
    ICD_203_A = "icd203a"
    ICD_203_B = "icd203b"
    PHIA = "phia"

    @property
    def label(self) -> str:
        """The standard's name, as it is printed above the legend."""
        return _LABELS[self]


_LABELS = {
    Yardstick.ICD_203_A: "ICD 203, wording A",
    Yardstick.ICD_203_B: "ICD 203, wording B",
    Yardstick.PHIA: "UK PHIA probability yardstick",
}


@dataclass(frozen=True, slots=True)
class Band:
    """A word and its range in percent; `open_end` says that the upper edge itself is outside."""

    term: str
    low: int
    high: int
    open_end: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def range(self) -> str:
        """The range as it is printed, such as `55–80 %`."""
        return f"{self.low}–{'<' if self.open_end else ''}{self.high}\u202f%"

    @property
    def midpoint(self) -> float:
        """The middle of the band, in percent."""
        return (self.low + self.high) / 2

    def holds(self, percent: float) -> bool:
        """Whether a number lies in the band; an edge belongs to it unless it is open."""
        return self.low <= percent < self.high or (percent == self.high and not self.open_end)


_ICD_RANGES = ((1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99))
_ICD_A = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
_ICD_B = (
    "remote",
    "highly improbable",
    "improbable",
    "roughly even odds",
    "probable",
    "highly probable",
    "nearly certain",
)

BANDS: dict[Yardstick, tuple[Band, ...]] = {
    Yardstick.ICD_203_A: tuple(
        Band(term, low, high) for term, (low, high) in zip(_ICD_A, _ICD_RANGES, strict=True)
    ),
    Yardstick.ICD_203_B: tuple(
        Band(term, low, high) for term, (low, high) in zip(_ICD_B, _ICD_RANGES, strict=True)
    ),
    Yardstick.PHIA: (
        Band("remote chance", 0, 5),
        Band("highly unlikely", 10, 20),
        Band("unlikely", 25, 35),
        Band("realistic possibility", 40, 50, open_end=True),
        Band("likely", 55, 75, aliases=("probable",)),
        Band("highly likely", 80, 90),
        Band("almost certain", 95, 100),
    ),
}


def band(yardstick: Yardstick, term: str) -> Band:
    """The band of a word; raises ValueError with the words that the yardstick has."""
    wanted = " ".join(term.casefold().split())
    for each in BANDS[yardstick]:
        if wanted in (each.term, *each.aliases):
            return each
    words = ", ".join(each.term for each in BANDS[yardstick])
    raise ValueError(f"“{term[:40]}” is not a word of {yardstick.label}; use one of: {words}.")


def check_percent(yardstick: Yardstick, term: str, percent: float) -> float:
    """Return the number if it lies in the word's band; raise ValueError with the band's limits otherwise."""
    here = band(yardstick, term)
    if here.holds(percent):
        return percent
    if not bands_of(yardstick, percent):
        raise ValueError(f"{percent:g} % lies in a gap of {yardstick.label}; “{here.term}” is {here.range}.")
    raise ValueError(f"{percent:g} % is outside “{here.term}”, which is {here.range}.")


def bands_of(yardstick: Yardstick, percent: float) -> tuple[Band, ...]:
    """The bands that hold a number: two on a shared edge, none in a gap."""
    return tuple(each for each in BANDS[yardstick] if each.holds(percent))


def phrase(yardstick: Yardstick, term: str) -> str:
    """The word with its range, as it is printed: `likely (55–80 %)`."""
    here = band(yardstick, term)
    return f"{here.term} ({here.range})"
