"""What an article turns out to be once it is read, and how its reader refuses.

The values keep the article's own words: nothing here is looked up, guessed or corrected.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from reports.domain.sections import SectionKind


class ArticleError(ValueError):
    """The text cannot be read as an article: which line, and why, as a sentence."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of the file that is not part of the article."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was decided, or could not be, without a sign in the text; an editor should look at this line."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ArticleScenario:
    """One scenario; `number` is the article's own, `text` is Markdown."""

    number: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class SeriesPlate:
    """What the series line says; None for what it does not say."""

    title: str = ""
    issn: str | None = None
    volume: int | None = None
    issue: int | None = None


@dataclass(frozen=True, slots=True)
class WordCount:
    """Where the words of the file went; a sound reading has neither missing nor doubled ones."""

    read: int
    placed: int
    labels: int
    left_out: int
    missing: Counter[str]
    doubled: Counter[str]

    @property
    def balances(self) -> bool:
        return not self.missing and not self.doubled


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was written; bodies, findings and scenarios are Markdown, the rest is plain text."""

    name: str
    title: str
    series: SeriesPlate
    series_line: int
    authors: tuple[str, ...]
    dated: date | None
    language: str
    marking: str
    countries: tuple[str, ...]
    countries_line: int
    topics: tuple[str, ...]
    picture_caption: str
    picture_credit: str
    editor_note: str
    sections: tuple[tuple[SectionKind, str], ...]
    findings: tuple[str, ...]
    scenarios: tuple[ArticleScenario, ...]
    left_out: tuple[LeftOut, ...]
    doubts: tuple[Doubt, ...]
    words: WordCount
    is_markdown: bool

    def body(self, kind: SectionKind) -> str:
        """The text of one section, empty when the article has none."""
        return dict(self.sections).get(kind, "")

    @property
    def lead(self) -> str:
        return self.body(SectionKind.EXECUTIVE_SUMMARY)
