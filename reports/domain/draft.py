"""A report's text before it is a report: plain values, checked by nobody yet.

Whatever reads text from outside ends in a `Draft`, and the composing service begins with one, so neither
knows the other.
"""

from dataclasses import dataclass
from datetime import date

from reports.domain.sections import SectionKind


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of one briefing; every body is Markdown, every country an ISO 3166-1 alpha-2 code."""

    title: str
    series_title: str = ""
    issn: str | None = None
    volume: int | None = None
    issue: int | None = None
    authors: tuple[str, ...] = ()
    dated: date | None = None
    language: str = "en"
    marking: str = "TLP:CLEAR"
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    picture_caption: str = ""
    picture_credit: str = ""
    editor_note: str = ""
    sections: tuple[tuple[SectionKind, str], ...] = ()
    findings: tuple[str, ...] = ()
    scenarios: tuple[tuple[str, str], ...] = ()
