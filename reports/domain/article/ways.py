"""The ways in which authors mark the scenarios of a section: a word, a number, a heading, a bullet, a name.

One way is found for the whole section first, so that a list inside a scenario is not mistaken for more of
them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reports.domain.article import items, naming
from reports.domain.article.elements import Element, Item, Shape, is_numbered
from reports.domain.article.findings import groups
from reports.domain.article.lines import Line
from reports.domain.article.markup import plain


@dataclass(slots=True, eq=False)
class Raw:
    """A scenario before name and text are told apart: its mark, the lines that open it, and what is below."""

    label: str
    number: int | None
    head: list[Line]
    below: list[Element] = field(default_factory=list)


_SHORT, _FEWEST = 8, 2
_LEADS_IN = ":：,;"
_RUN_ON = re.compile(r"(?<=[.!?;]) (?=\(?\d{1,2}[.)] )")

Way = Callable[[Element], Iterator[Raw | Element]]


def way(elements: Sequence[Element]) -> Way:
    """How this section's scenarios are marked, the surest sign first."""
    count = _count(elements)
    counted = [(_by_count, _FEWEST)] if _count_up(elements) else []
    named = [(each, _FEWEST) for each in BY_NAME]
    sure = ((_by_word, 1), (_by_number, 1), (by_heading, _FEWEST), (_by_bullet, 1))
    candidates = (*sure, *counted, (_by_run_on, _FEWEST), *named)
    return next((each for each, fewest in candidates if count(each) >= fewest), _none)


def _count(elements: Sequence[Element]) -> Callable[[Way], int]:
    return lambda way: sum(isinstance(part, Raw) for element in elements for part in way(element))


def _by_word(element: Element) -> Iterator[Raw | Element]:
    """`Scenario 1 – Name: text`, as a line, a heading or an item."""
    match element.shape:
        case Shape.TEXT:
            yield from _lines_by(items.scenario, element)
        case Shape.HEADING if found := items.scenario(element.lines[0]):
            yield Raw(found.label, None, [element.lines[0].having(plain(found.rest))] if found.rest else [])
        case Shape.LIST if any(items.scenario(item.lines[0]) for item in element.items):
            for group in groups(element.items):
                yield _raw(group, items.scenario(group[0].lines[0]))
        case _:
            yield element


def _lines_by(opens: Callable[[Line], items.Opening | None], element: Element) -> Iterator[Raw | Element]:
    raw: Raw | None = None
    before: list[Line] = []
    for line in element.lines:
        if found := opens(line):
            if raw:
                yield raw
            elif before:
                yield Element(Shape.TEXT, element.gap, before)
            raw = Raw(found.label, None, [line.having(found.rest)] if found.rest else [])
        else:
            (raw.head if raw else before).append(line)
    yield raw or element


def _by_count(element: Element) -> Iterator[Raw | Element]:
    """`1 – Name: text`, `1: Name` and their like, which only a section that counts them up makes a list."""
    if element.shape is Shape.TEXT:
        yield from _lines_by(items.counted_scenario, element)
    else:
        yield element


def _count_up(elements: Sequence[Element]) -> bool:
    texts = (line for element in elements if element.shape is Shape.TEXT for line in element.lines)
    numbers = [int(found.label) for line in texts if (found := items.counted_scenario(line))]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _by_run_on(element: Element) -> Iterator[Raw | Element]:
    """`1. Name: text. 2. Name: text.`, all on one line."""
    line = element.first
    pieces = _RUN_ON.split(line.text) if element.shape is Shape.TEXT and len(element.lines) == 1 else []
    openings = [found for piece in pieces if (found := items.opening(piece))]
    if not pieces or [each.number for each in openings] != list(range(1, len(pieces) + 1)):
        yield element
        return
    for each in openings:
        yield Raw(each.label, each.number, [line.having(each.rest)])


def _by_number(element: Element) -> Iterator[Raw | Element]:
    if not is_numbered(element):
        yield element
        return
    for group in groups(element.items):
        yield _raw(group, None)


def _by_bullet(element: Element) -> Iterator[Raw | Element]:
    if element.shape is not Shape.LIST:
        yield element
        return
    for group in groups(element.items):
        yield _raw(group, None)


def by_heading(element: Element) -> Iterator[Raw | Element]:
    if element.heading is None:
        yield element
        return
    opening = items.opening(element.heading.title)
    title = (opening.rest if opening else element.heading.title).rstrip(".")
    line = element.lines[0].having(title)
    yield Raw(opening.label if opening else "", opening.number if opening else None, [line])


def _by_name(element: Element) -> Iterator[Raw | Element]:
    is_text = element.shape is Shape.TEXT and (len(element.lines) > 1 or element.first.bare[-1] not in ":：")
    named = [naming.mark([line.text]) is naming.COLON for line in element.lines if is_text]
    if len(named) > 1 and all(named):
        yield from (Raw("", None, [line]) for line in element.lines)
    else:
        yield Raw("", None, element.lines) if named and named[0] else element


def _by_first_line(element: Element) -> Iterator[Raw | Element]:
    """A name on a line of its own, and the text right below it; a block may hold several of both."""
    starts = [0, *(place for place in range(1, len(element.lines)) if _is_title(element.lines, place))]
    if element.shape is not Shape.TEXT or not _is_title(element.lines, 0):
        yield element
        return
    for start, end in zip(starts, [*starts[1:], len(element.lines)], strict=True):
        yield Raw("", None, element.lines[start:end])


def _by_lone_name(element: Element) -> Iterator[Raw | Element]:
    """A name that is a paragraph of its own, where headings are marked and this one was not."""
    is_named = element.shape is Shape.TEXT and is_lone_name(element)
    yield Raw("", None, element.lines) if is_named else element


def is_lone_name(element: Element) -> bool:
    """Whether the element is one short line that is no sentence."""
    text = element.first.text
    is_short = len(element.lines) == 1 and len(text.split()) <= _SHORT
    return is_short and naming.is_name(text) and text[-1] not in _LEADS_IN


def _is_title(lines: Sequence[Line], place: int) -> bool:
    """Whether a short line stands between the end of a sentence, or nothing, and the start of another."""
    if place + 1 >= len(lines) or lines[place + 1].bare[0].islower():
        return False
    is_below_end = place == 0 or lines[place - 1].bare.endswith((".", "!", "?", "。", "؟"))
    text = lines[place].text
    return is_below_end and len(text.split()) <= _SHORT and naming.is_name(text)


def _none(element: Element) -> Iterator[Raw | Element]:
    yield element


def _raw(group: Sequence[Item], worded: items.Opening | None) -> Raw:
    top, *nested = group
    head = top.lines if worded is None else [top.lines[0].having(worded.rest), *top.lines[1:]]
    below = [Element(Shape.TEXT, 1, lines) for lines in top.paragraphs]
    if nested:
        below.append(Element(Shape.LIST, 0, [], nested))
    label = f"{top.opening.label} {worded.label if worded else ''}"
    return Raw(label, None if worded else top.opening.number, head, below)


BY_NAME: tuple[Way, ...] = (_by_name, _by_first_line, _by_lone_name)
