"""The ways in which authors mark the scenarios of a section: a word, a number, a heading, a bullet, a name.

One way is found for the whole section first, so that a list inside a scenario is not mistaken for more of
them.
"""

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


_SHORT = 8

Way = Callable[[Element], Iterator[Raw | Element]]


def way(elements: Sequence[Element]) -> Way:
    """How this section's scenarios are marked, the surest sign first."""
    count = _count(elements)
    if count(_by_word):
        return _by_word
    if count(_by_number):
        return _by_number
    if count(by_heading) > 1:
        return by_heading
    if count(_by_bullet):
        return _by_bullet
    return next((each for each in BY_NAME if count(each) > 1), _none)


def _count(elements: Sequence[Element]) -> Callable[[Way], int]:
    return lambda way: sum(isinstance(part, Raw) for element in elements for part in way(element))


def _by_word(element: Element) -> Iterator[Raw | Element]:
    """`Scenario 1 – Name: text`, as a line, a heading or an item."""
    match element.shape:
        case Shape.TEXT:
            yield from _lines_by_word(element)
        case Shape.HEADING if found := items.scenario(element.lines[0]):
            yield Raw(found.label, None, [element.lines[0].having(plain(found.rest))] if found.rest else [])
        case Shape.LIST if any(items.scenario(item.lines[0]) for item in element.items):
            for group in groups(element.items):
                yield _raw(group, items.scenario(group[0].lines[0]))
        case _:
            yield element


def _lines_by_word(element: Element) -> Iterator[Raw | Element]:
    raw: Raw | None = None
    before: list[Line] = []
    for line in element.lines:
        if found := items.scenario(line):
            if raw:
                yield raw
            elif before:
                yield Element(Shape.TEXT, element.gap, before)
            raw = Raw(found.label, None, [line.having(found.rest)] if found.rest else [])
        else:
            (raw.head if raw else before).append(line)
    yield raw or element


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
    title = opening.rest if opening else element.heading.title
    line = element.lines[0].having(title)
    yield Raw(opening.label if opening else "", opening.number if opening else None, [line])


def _by_name(element: Element) -> Iterator[Raw | Element]:
    is_named = element.shape is Shape.TEXT and naming.mark([element.lines[0].text]) is naming.COLON
    yield Raw("", None, element.lines) if is_named else element


def _by_first_line(element: Element) -> Iterator[Raw | Element]:
    """A name on a line of its own, and the text right below it."""
    is_named = element.shape is Shape.TEXT and len(element.lines) > 1 and _is_title(*element.lines[:2])
    yield Raw("", None, element.lines) if is_named else element


def _is_title(first: Line, second: Line) -> bool:
    is_short = len(first.bare.split()) <= _SHORT and naming.is_name(first.text)
    return is_short and not second.bare[0].islower()


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


BY_NAME: tuple[Way, ...] = (_by_name, _by_first_line)
