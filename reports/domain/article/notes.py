"""Sets each footnote and each address of a link in a Markdown article below the text that calls it.

Authors gather them at the end of the file, but sections, findings and scenarios are printed one by one, and
a note is found only where it is called.
"""

import re
from collections.abc import Sequence

from reports.domain.article.elements import Element, Shape
from reports.domain.article.lines import Line

# `[^1]: a note`, and `[1]: address "title"`, which with anything more behind it would be ordinary text.
_DEFINITION = re.compile(
    r"^\[(?:(\^[^\]\s]{1,60})\]:|([^\]^\s][^\]]{0,60})\]: ?<?\S{1,2000}>?(?: +[\"'(].{0,300})?$)"
)
_CALL = re.compile(r"\[(\^?[^\[\]]{1,61})\](?![:(])")

Notes = dict[str, list[Line]]


def taken(elements: Sequence[Element], *, is_markdown: bool) -> tuple[list[Element], Notes]:
    """The elements without the notes that a text calls, and those notes by their labels."""
    if not is_markdown:
        return list(elements), {}
    texts = (each for each in elements if each.shape is not Shape.HEADING and not _label(each.first))
    called = {label for element in texts for line in _lines(element) for label in _calls(line.text)}
    kept: list[Element] = []
    notes: Notes = {}
    for element in elements:
        label = _label(element.first) if element.shape is Shape.TEXT else None
        if label is None or label not in called:
            kept.append(element)
            continue
        for line in element.lines:
            label = _label(line) or label
            notes.setdefault(label, []).append(line)
    return kept, notes


def _label(line: Line) -> str | None:
    found = _DEFINITION.match(line.text)
    return (found[1] or found[2]).casefold() if found else None


def _calls(text: str) -> list[str]:
    return [label.casefold() for label in _CALL.findall(text)]


def _lines(element: Element) -> list[Line]:
    inside = [line for item in element.items for lines in (item.lines, *item.paragraphs) for line in lines]
    return [*element.lines, *inside]


def with_called(text: str, notes: Notes) -> str:
    """The text with the notes that it calls below it; each is taken once, by the first text that calls it."""
    labels = dict.fromkeys(_calls(text))
    below = ["\n".join(line.text for line in notes.pop(label)) for label in labels if label in notes]
    return "\n\n".join((text, *below))
