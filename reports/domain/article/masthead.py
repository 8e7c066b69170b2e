"""What is known of an article before its text begins, and how a marked line adds to it.

Two lines that say different things about the same fact are refused: a reader cannot know which one is right.
"""

from dataclasses import dataclass, field
from datetime import date

from reports.domain.article import marks, plates
from reports.domain.article.ledger import Ledger
from reports.domain.article.lines import Line
from reports.domain.article.marks import Byline, Dated
from reports.domain.article.series_line import SeriesLine
from reports.domain.article.values import ArticleError, SeriesPlate

SHORT, MAX_TITLE = 90, 240


@dataclass(slots=True)
class Masthead:
    """`rest` is text that stood among the marked lines: it is the beginning of the article's text."""

    ledger: Ledger
    is_markdown: bool
    title: str = ""
    plate: SeriesPlate = field(default_factory=SeriesPlate)
    series_line: int = 0
    names_series: bool = False
    authors: tuple[str, ...] = ()
    dated: date | None = None
    countries: tuple[str, ...] = ()
    countries_line: int = 0
    topics: tuple[str, ...] = ()
    language: str = ""
    marking: str = ""
    caption: str = ""
    credit: str = ""
    picture_name: Line | None = None
    note: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)

    def shown(self, line: Line) -> str:
        """The line as a reader sees it."""
        return marks.shown(line, self.is_markdown)


def add_series(head: Masthead, line: Line, mark: SeriesLine) -> bool:
    """Add what a series line says, or leave the line out whole and return False where it repeats another.

    A short line right above it is the series title when it has none.
    """
    plate = mark.plate
    if not plate.title and not head.plate.title and _is_title_above(head, line):
        plate = plates.titled(plate, head.shown(head.rest.pop()))
    if head.series_line and plates.says_nothing_new(head.plate, plate):
        head.ledger.leave(line, f"repeats the series line (line {head.series_line})")
        return False
    was_named = bool(head.plate.title)
    head.plate = plates.merged(head.plate, plate, line.number, head.series_line)
    head.series_line = head.series_line or line.number
    head.ledger.label(f"{mark.label} {plate.title if was_named else ''}")
    return True


def _is_title_above(head: Masthead, line: Line) -> bool:
    return bool(head.rest) and line.gap == 0 and len(head.rest[-1].bare) <= SHORT


def add_byline(head: Masthead, line: Line, mark: Byline) -> None:
    """Add the authors that are not named yet, and the date beside them."""
    new = tuple(author for author in mark.authors if author not in head.authors)
    if not new:
        head.ledger.leave(line, "names the author again")
        return
    again = [author for author in mark.authors if author in head.authors]
    head.authors += new
    head.ledger.label(" ".join((mark.label, *again)))
    if mark.dated:
        set_date(head, line, mark.dated)


def add_date(head: Masthead, line: Line, mark: Dated) -> None:
    """Set the date; a later one (“Updated …”) is left out."""
    if head.dated is not None:
        head.ledger.leave(line, "is a second date")
        return
    set_date(head, line, mark.day)
    if mark.place:
        head.ledger.leave(line.having(mark.place), "stands beside the date")
    before, _, after = head.shown(line).partition(mark.place) if mark.place else ("", "", head.shown(line))
    head.ledger.label(f"{before} {after}")


def set_date(head: Masthead, line: Line, day: date) -> None:
    """Set the date; raises ArticleError where another is known."""
    if head.dated not in (None, day):
        raise ArticleError(line.number, f"The article is dated {head.dated} above and {day} here.")
    head.dated = day
