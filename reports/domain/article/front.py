"""Tells a Markdown article from plain text, and reads the block of `key: value` lines above it.

Such a block says what the head of a plain article says, so it is read by the same labels.
"""

import re
from collections.abc import Sequence

from reports.domain.article import head, headings, marks
from reports.domain.article.labels import Labelled
from reports.domain.article.lines import Line
from reports.domain.article.marks import Byline, Dated
from reports.domain.article.masthead import Masthead
from reports.domain.article.series_line import SeriesLine

_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
_TITLE = re.compile(r"^# \S")
_KEY = re.compile(r"^[\w’' -]{1,40}:")
_MOST = 60
_UNKNOWN = "is a line of the block above the article that says nothing of a briefing"


def is_markdown(lines: Sequence[Line], name: str) -> bool:
    """By the file's ending, or by a heading that is marked as one: a title, or a known heading."""
    if name.casefold().endswith(_ENDINGS) or _TITLE.match(lines[0].text):
        return True
    marked = (headings.marked(line, is_markdown=True) for line in lines if line.text[0] in "#*_")
    return any(found and headings.named(found[0]) for found in marked)


def read(masthead: Masthead, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Take the block where there is one, and return the lines below it."""
    if lines[0].bare != "---":
        return lines
    end = next((i for i, line in enumerate(lines[1:_MOST], start=1) if line.bare in ("---", "...")), 0)
    if not end or not _KEY.match(lines[1].bare):
        return lines
    for entry in _entries(lines[1:end]):
        _take(masthead, entry)
    return lines[end + 1 :]


def _entries(lines: Sequence[Line]) -> list[list[Line]]:
    """Each key with the list below it."""
    entries: list[list[Line]] = []
    for line in lines:
        if entries and (line.indent or line.bare.startswith("- ")):
            entries[-1].append(line)
        else:
            entries.append([line])
    return entries


def _take(masthead: Masthead, entry: Sequence[Line]) -> None:
    first, *others = entry
    key, _, value = first.bare.partition(":")
    members = [_unquoted(line.bare.removeprefix("- ")) for line in others]
    line = first.having(f"{key}: {'; '.join(filter(None, (_unquoted(value), *members)))}")
    mark = marks.read(line, is_markdown=False)
    if isinstance(mark, Labelled | SeriesLine | Byline | Dated):
        head.add(masthead, line, mark)
        return
    for each in entry:
        masthead.ledger.leave(each, _UNKNOWN)


def _unquoted(text: str) -> str:
    return text.strip().strip("\"'").strip()
