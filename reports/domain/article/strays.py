"""Takes from an article's text the lines that belong to its head but stand elsewhere.

A series line or a byline at the foot of the page is as good as one at its head; a note may stand anywhere.
"""

from collections.abc import Sequence
from dataclasses import replace

from reports.domain.article import headings, labelled, labels, marks, series_line
from reports.domain.article.elements import Element, Shape
from reports.domain.article.labels import Field
from reports.domain.article.lines import Line
from reports.domain.article.masthead import SHORT, Masthead, add_byline, add_series
from reports.domain.sections import SectionKind

_AT_FOOT = frozenset((Field.AUTHORS, Field.DATED, Field.MARKING, Field.LANGUAGE, Field.EDITOR_NOTE))
_MAX_SERIES, _MAX_LABEL = 160, 200
_AROUND_NOTE = "[(*_ "


def taken(head: Masthead, lines: Sequence[Line]) -> list[Line]:
    """The lines without those that say where the article stands, who wrote it and when."""
    head.rest.clear()
    kept = _without_series(head, lines)
    while kept and _take_from_foot(head, kept[-1]):
        kept.pop()
    return kept


def _without_series(head: Masthead, lines: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    is_in_sources, gap = False, 0
    for position, line in enumerate(lines):
        is_in_sources = is_in_sources or headings.named(line.bare) is SectionKind.SOURCES
        if _is_apart(head, lines, position) and not is_in_sources and _take_series(head, line):
            gap = line.gap
            continue
        kept.append(replace(line, gap=max(line.gap, gap)))
        gap = 0
    return kept


def _is_apart(head: Masthead, lines: Sequence[Line], position: int) -> bool:
    """Whether nothing but labelled lines touches this one."""
    above, below = lines[position - 1 : position] if position else (), lines[position + 1 : position + 2]
    is_below_text = bool(above) and not lines[position].gap and not _is_label(head, above[0])
    is_above_text = bool(below) and not below[0].gap and not _is_label(head, below[0])
    return not is_below_text and not is_above_text


def _is_label(head: Masthead, line: Line) -> bool:
    return len(line.bare) <= _MAX_LABEL and labels.read(head.shown(line)) is not None


def _take_series(head: Masthead, line: Line) -> bool:
    text = head.shown(line) if len(line.bare) <= _MAX_SERIES else ""
    found = series_line.read(line.number, text) if text else None
    if found is None or found.rest or not (found.plate.issn and (found.plate.volume or found.plate.issue)):
        return False
    add_series(head, line, found)
    return True


def _take_from_foot(head: Masthead, line: Line) -> bool:
    """Take a labelled line, or a bare name where nobody is named above."""
    signed = marks.byline(line.bare) if not head.authors and line.gap and len(line.bare) <= SHORT else None
    if signed and signed.dated is None:
        add_byline(head, line, signed)
        return True
    found = labels.read(head.shown(line)) if len(line.bare) <= _MAX_LABEL else None
    if found is None or found.field not in _AT_FOOT or not found.value or not line.gap:
        return False
    labelled.add(head, line, found)
    return True


def without_notes(head: Masthead, elements: Sequence[Element]) -> tuple[list[Element], list[list[Line]]]:
    """The elements, and the editor's notes that stood among them."""
    kept: list[Element] = []
    notes: list[list[Line]] = []
    for element in elements:
        note = _note(head, element)
        if note:
            notes.append(note)
        else:
            kept.append(element)
    return kept, notes


def _note(head: Masthead, element: Element) -> list[Line]:
    if element.shape is not Shape.TEXT:
        return []
    first, *others = element.lines
    found = labels.read(head.shown(first).lstrip(_AROUND_NOTE))
    if found is None or found.field is not Field.EDITOR_NOTE or not found.value:
        return []
    head.ledger.label(found.label)
    start = first.text.find(found.label[-1]) + 1
    return [first.having(first.text[start:].lstrip("*_ ")), *others]
