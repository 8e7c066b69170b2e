"""Values as words: dates with their precision, percent, degrees, names of countries, lists.

The alternatives are made of these, so that what a drawing shows and what is read aloud agree to the letter.
"""

from calendar import month_abbr, month_name, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import override
from django_countries import countries

from reports.domain.parts import TimelineEntry
from reports.figures.lettering import clean

THIN = "\N{NARROW NO-BREAK SPACE}"
_UNLISTED = {"XK": "Kosovo"}
"""Codes in use for what ISO 3166-1 does not list."""


@dataclass(frozen=True, slots=True)
class When:
    """A date with its precision: the first and the last day that it may be."""

    first: date
    last: date
    words: str
    about: bool


def when(entry: TimelineEntry) -> When | None:
    """The days and the words of an entry; None for what is no date."""
    try:
        numbers = [int(part) for part in entry.when.split("-")]
        match numbers:
            case [year]:
                first, last, words = date(year, 1, 1), date(year, 12, 31), str(year)
            case [year, month]:
                first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
                words = f"{month_name[month]} {year}"
            case [year, month, day]:
                first = last = date(year, month, day)
                words = f"{day} {month_name[month]} {year}"
            case _:
                return None
    except ValueError:
        return None
    return When(first, last, f"about {words}" if entry.about else words, entry.about)


def short(words: str) -> str:
    """The date with the month cut to three letters, where room is dear."""
    for full, brief in zip(month_name, month_abbr, strict=True):
        if full:
            words = words.replace(full, brief)
    return words


def percent(value: float) -> str:
    """A number of percent as the bands print theirs."""
    return f"{value:g}{THIN}%"


def position(latitude: float, longitude: float) -> str:
    """A point to a hundredth of a degree, about a kilometre."""
    north, east = ("N" if latitude >= 0 else "S"), ("E" if longitude >= 0 else "W")
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"


@cache
def country(code: str) -> str:
    """The short English name of an ISO 3166-1 alpha-2 code; an unknown code stays as it is."""
    with override("en"):
        return clean(str(countries.name(code) or _UNLISTED.get(code, code)))


def counted(number: int, thing: str, things: str = "") -> str:
    """1 risk, 2 risks."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def listed(words: Iterable[str]) -> str:
    """Ada, Bob and Cleo."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def sentence(*parts: str) -> str:
    """The parts joined and closed with one full stop."""
    return "".join(parts).rstrip(" .") + "."
