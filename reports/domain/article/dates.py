"""Reads the date lines of articles, in words or in figures.

A date in figures that can be read two ways is refused rather than guessed: a wrong date misleads for years.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    1: "january jan janvier januar enero gennaio janeiro января",
    2: "february feb février fevrier februar febrero febbraio fevereiro февраля",
    3: "march mar mars märz marzo março марта",
    4: "april apr avril abril aprile апреля",
    5: "may mai mayo maggio maio мая",
    6: "june jun juin juni junio giugno junho июня",
    7: "july jul juillet juli julio luglio julho июля",
    8: "august aug août agosto августа",
    9: "september sep sept septembre septiembre settembre setembro сентября",
    10: "october oct octobre oktober octubre ottobre outubro октября",
    11: "november nov novembre noviembre novembro ноября",
    12: "december dec décembre dezember diciembre dicembre dezembro декабря",
}
_MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.|º|er)?(?: de| of)? ([^\W\d_]{3,12})\.?,?(?: de)? (\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=\b|T)")
_YEAR_LAST = re.compile(r"\b(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\b")
_CLOCK = r"(?:\b|t)\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?:z\b|[+-]\d{2}:?\d{2}\b| ?[ap]\.?m\b\.?)?"
_AROUND = re.compile(
    r"(?:\b(?:published|posted|updated|released|issued|dated?|on|at)\b|\b(?:mon|tues?|wed(?:nes)?|"
    r"thu(?:rs)?|fri|"
    rf"sat(?:ur)?|sun)(?:day)?\b|{_CLOCK}|\b(?:utc|gmt|cet|cest|est|edt|bst)\b|"
    rf"\b(?:reading time|read) ?:|\b\d{{1,3}} ?min(?:ute)?s?(?: read)?\b)",
    re.IGNORECASE,
)
_MAX_LINE, _MONTHS_IN_YEAR = 80, 12


@dataclass(frozen=True, slots=True)
class Found:
    """A date and what else its line holds once the date and its usual company are taken away."""

    day: date
    rest: str


def find(text: str) -> Found | None:
    """The first date in the text; raises ValueError when it is impossible or can be read two ways."""
    text = _latin_digits(text)
    for pattern, read in _READERS:
        found = pattern.search(text)
        if found and (day := read(found)):
            return Found(day, (text[: found.start()] + "|" + text[found.end() :]).strip("|–—-,; "))
    return None


def alone(text: str) -> date | None:
    """The date when the text is one, with a weekday, a time or “Published on”, and nothing else."""
    if len(text) > _MAX_LINE or not any(char.isdecimal() for char in text):
        return None
    try:
        found = find(text)
    except ValueError:
        if re.search(r"[^\W\d]{2}", _AROUND.sub("", text)):
            return None
        raise
    return found.day if found and not re.search(r"\w", _AROUND.sub("", found.rest)) else None


def _latin_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _in_words(year: str, month: str, day: str) -> date | None:
    number = _MONTH.get(month.casefold())
    return _date(int(year), number, int(day)) if number else None


def _in_figures(found: re.Match[str]) -> date:
    first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
    if mark != "." and first != second and max(first, second) <= _MONTHS_IN_YEAR:
        raise ValueError(
            f"“{found[0]}” can be read two ways; write the month as a word, or the date as 2024-01-31."
        )
    day_is_first = mark == "." or first > _MONTHS_IN_YEAR
    return _date(year, second if day_is_first else first, first if day_is_first else second)


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"There is no day {day} in month {month} of {year}.") from None


_READERS = (
    (_YEAR_FIRST, lambda found: _date(int(found[1]), int(found[2]), int(found[3]))),
    (_DAY_FIRST, lambda found: _in_words(found[3], found[2], found[1])),
    (_MONTH_FIRST, lambda found: _in_words(found[3], found[1], found[2])),
    (_YEAR_LAST, _in_figures),
)
