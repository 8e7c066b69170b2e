"""Says what a line above an article's text is: label, series line, byline, date or picture's caption.

Each reading is one value, so that the head of an article is assembled from facts and not from patterns.
"""

from dataclasses import dataclass
from datetime import date

from reports.domain.article import dates, labels, markup, names, picture, series_line
from reports.domain.article.headings import is_capitalised
from reports.domain.article.labels import Labelled
from reports.domain.article.lines import Line
from reports.domain.article.picture import Caption
from reports.domain.article.series_line import SeriesLine
from reports.domain.article.values import ArticleError


@dataclass(frozen=True, slots=True)
class Byline:
    """`label` is what was not a name: “By”, the date beside it."""

    authors: tuple[str, ...]
    dated: date | None
    label: str


@dataclass(frozen=True, slots=True)
class Dated:
    """`place` is what stands beside the date: where the text was written, or the account that posted it."""

    day: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture set into Markdown."""

    alternative: str
    address: str


_MAX_SIGNATURE, _MAX_PLACE = 120, 40

Mark = Labelled | SeriesLine | Byline | Dated | Image | Caption


def shown(line: Line, is_markdown: bool) -> str:
    """The line as a reader sees it: without the marks of Markdown."""
    return markup.plain(line.bare.lstrip("#>").strip()).strip() if is_markdown else line.bare


def exact(line: Line, is_markdown: bool) -> str:
    """The same with every character that the author typed, seen or not."""
    return markup.plain(line.text.lstrip("#> ")).strip() if is_markdown else line.text


def read(line: Line, is_markdown: bool) -> Mark | None:
    """What the line is, or None for ordinary text; raises ArticleError for a wrong number or date."""
    if is_markdown and (found := markup.image(line.bare)):
        return Image(*found)
    text = shown(line, is_markdown)
    try:
        return (
            series_line.read(line.number, text)
            or labels.read(text)
            or _signed(text)
            or _dated(text)
            or picture.read(text)
        )
    except ArticleError:
        raise
    except ValueError as problem:
        raise ArticleError(line.number, str(problem)) from problem


def byline(text: str, label: str = "") -> Byline | None:
    """The authors, and the date beside them, of a line known or thought to be a byline."""
    found = dates.find(text)
    people = names.people(found.rest if found else text)
    if not people:
        return None
    return Byline(people, found.day if found else None, " ".join((label, series_line.without(text, people))))


def credited(text: str) -> Byline:
    """The authors of a line that says it names them, whatever their names look like."""
    found = dates.find(text)
    people = names.split((found.rest if found else text).strip(" |"))
    return Byline(people, found.day if found else None, series_line.without(text, people))


def _signed(text: str) -> Byline | Dated | None:
    """`By A and B`, and `5 January 2024 by A and B`; who is only “admin” there is no author."""
    before, by, after = text.partition(" by ")
    day = dates.alone(before) if by and len(text) <= _MAX_SIGNATURE else None
    if day and (people := names.people(after)):
        return Byline(people, day, f"{before} by {series_line.without(after, people)}")
    if day and by and after.isalpha() and after.islower():
        return Dated(day, after)
    rest = names.after_by(text) or (names.after_by_abroad(text) if dates.find(text) else None)
    if not rest or not rest[0].isalpha() or len(rest) > _MAX_SIGNATURE:
        return None
    signed = byline(rest, text[: len(text) - len(rest)])
    is_agency = rest.isalpha() and rest[0].isupper()
    return signed or (Byline((rest,), None, text[: -len(rest)]) if is_agency else None)


def _dated(text: str) -> Dated | None:
    if day := dates.alone(text):
        return Dated(day)
    place, comma, rest = text.partition(", ")
    is_place = bool(comma) and len(place) <= _MAX_PLACE and place[0].isupper() and is_capitalised(place)
    day = dates.alone(rest) if is_place and not any(char.isdecimal() for char in place) else None
    return Dated(day, place) if day else None
