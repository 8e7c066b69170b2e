"""Adds to the head what its labelled lines say: `Countries: …`, `Date: …`, `TLP:GREEN` and their like.

A value that its label cannot mean is refused at its line, since a silent guess would be printed as a fact.
"""

import re
from collections.abc import Callable

from reports.domain.article import dates, labels, marks
from reports.domain.article.labels import Field, Labelled
from reports.domain.article.lines import Line
from reports.domain.article.marks import Dated
from reports.domain.article.masthead import MAX_TITLE, Masthead, add_byline, add_date, add_series
from reports.domain.article.picture import Caption
from reports.domain.article.pictures import add_caption
from reports.domain.article.series_line import SeriesLine
from reports.domain.article.values import ArticleError, SeriesPlate

_LIST = re.compile(r"^\[([^\[\]]*)\]$")


def add(head: Masthead, line: Line, mark: Labelled) -> None:
    """Add one labelled line. Raises ArticleError for a value that cannot be what the label says."""
    head.ledger.label(mark.label)
    if not mark.value:
        return
    try:
        _ADD[mark.field](head, line.having(mark.value), mark.value)
    except ArticleError:
        raise
    except ValueError as problem:
        raise ArticleError(line.number, str(problem)) from problem


def _title(head: Masthead, line: Line, value: str) -> None:
    if head.title:
        raise ArticleError(line.number, f"This is a second title; the first is “{head.title[:60]}”.")
    if len(value) > MAX_TITLE:
        raise ArticleError(line.number, f"The title is longer than {MAX_TITLE} characters.")
    head.title = value


def _series(head: Masthead, line: Line, value: str) -> None:
    add_series(head, line, SeriesLine(SeriesPlate(title=value), "", ()))


def _authors(head: Masthead, line: Line, value: str) -> None:
    add_byline(head, line, marks.credited(_LIST.sub(r"\1", value)))


def _date(head: Masthead, line: Line, value: str) -> None:
    found = dates.find(value)
    if found is None:
        raise ArticleError(
            line.number, f"“{value[:40]}” is not a date; write it as 2024-01-31 or 31 January 2024."
        )
    add_date(head, line, Dated(found.day))


def _countries(head: Masthead, line: Line, value: str) -> None:
    if head.countries:
        raise ArticleError(line.number, f"Countries are named on line {head.countries_line} already.")
    head.countries, head.countries_line = labels.several(value), line.number


def _topics(head: Masthead, _: Line, value: str) -> None:
    for topic in labels.several(value):
        if topic.casefold() in (known.casefold() for known in head.topics):
            head.ledger.label(topic)
        else:
            head.topics += (topic,)


def _language(head: Masthead, _: Line, value: str) -> None:
    head.language = labels.language(value)
    head.ledger.label(value)


def _marking(head: Masthead, line: Line, value: str) -> None:
    marking = labels.marking(value)
    if head.marking not in ("", marking):
        raise ArticleError(line.number, f"The article is marked {head.marking} above and {marking} here.")
    head.marking = marking
    head.ledger.label(value)


def _note(head: Masthead, line: Line, _: str) -> None:
    head.note.append(line)


def _caption(head: Masthead, line: Line, value: str) -> None:
    if head.caption:
        raise ArticleError(line.number, "The picture has a caption already.")
    head.caption = value


def _credit(head: Masthead, line: Line, value: str) -> None:
    add_caption(head, line, Caption("", value, ""))


_ADD: dict[Field, Callable[[Masthead, Line, str], None]] = {
    Field.TITLE: _title,
    Field.SERIES: _series,
    Field.AUTHORS: _authors,
    Field.DATED: _date,
    Field.COUNTRIES: _countries,
    Field.TOPICS: _topics,
    Field.LANGUAGE: _language,
    Field.MARKING: _marking,
    Field.EDITOR_NOTE: _note,
    Field.CAPTION: _caption,
    Field.CREDIT: _credit,
}
