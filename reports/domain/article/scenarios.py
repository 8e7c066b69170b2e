"""Takes the scenarios out of their section, however they are numbered or named, and tells where they end.

One way of writing is found for the whole section first, so that a list inside a scenario is not mistaken for
more of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reports.domain.article import items, naming
from reports.domain.article.elements import Element, Item, Shape, is_numbered
from reports.domain.article.findings import groups
from reports.domain.article.layout import Layout, concludes
from reports.domain.article.ledger import Ledger
from reports.domain.article.lines import Line
from reports.domain.article.markup import plain
from reports.domain.article.values import ArticleScenario
from reports.domain.article.writing import Writer


@dataclass(slots=True, eq=False)
class Raw:
    """A scenario before name and text are told apart: its mark, the lines that open it, and what is below."""

    label: str
    number: int | None
    head: list[Line]
    below: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Taken:
    """The scenarios, what stays the section's own text, and what follows the last scenario."""

    scenarios: list[ArticleScenario]
    rest: list[Element]
    after: list[Element]


Way = Callable[[Element], Iterator[Raw | Element]]


def taken(elements: Sequence[Element], shown: Layout, writer: Writer, ledger: Ledger) -> Taken:
    """The scenarios of a section; none where its text names none."""
    way = _way(elements)
    rest: list[Element] = []
    raws: list[Raw] = []
    for part in (part for element in elements for part in way(element)):
        if isinstance(part, Raw):
            raws.append(part)
        else:
            (raws[-1].below if raws else rest).append(part)
    after = _after_last(raws, shown, names_are_headings=way is _by_heading)
    for raw in raws:
        ledger.label(raw.label)
    return Taken(_named(raws, writer), rest, after)


def _way(elements: Sequence[Element]) -> Way:
    """How this section's scenarios are marked, the surest sign first."""
    count = _count(elements)
    if count(_by_word):
        return _by_word
    if count(_by_number):
        return _by_number
    if count(_by_heading) > 1:
        return _by_heading
    if count(_by_bullet):
        return _by_bullet
    return _by_name if count(_by_name) > 1 else _none


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


def _by_heading(element: Element) -> Iterator[Raw | Element]:
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


def _after_last(raws: Sequence[Raw], shown: Layout, *, names_are_headings: bool) -> list[Element]:
    """Cut off what follows the last scenario: it is as long as its siblings, and ends at a break."""
    if not raws:
        return []
    last = raws[-1]
    usual = max((len(raw.below) for raw in raws[:-1]), default=0 if _says_something(last) else 1)
    for position, element in enumerate(last.below):
        is_beyond = not names_are_headings and position >= max(usual, 0 if _says_something(last) else 1)
        is_apart = shown.is_break(element) and (position > 0 or _says_something(last))
        if is_apart or concludes(element, shown, is_late=True) or (is_beyond and not _is_inside(element)):
            after = last.below[position:]
            del last.below[position:]
            return after
    return []


def _is_inside(element: Element) -> bool:
    return element.shape is Shape.LIST or (element.gap == 1 and element.first.indent > 0)


def _says_something(raw: Raw) -> bool:
    return len(raw.head) > 1 or (bool(raw.head) and not naming.is_name(raw.head[0].text))


def _named(raws: Sequence[Raw], writer: Writer) -> list[ArticleScenario]:
    chosen = naming.mark([raw.head[0].text for raw in raws if raw.head])
    numbers = [raw.number for raw in raws]
    keeps_numbers = None not in numbers and len(set(numbers)) == len(numbers)
    named: list[ArticleScenario] = []
    for position, raw in enumerate(raws, start=1):
        first = raw.head[0].text if raw.head else ""
        name, text = naming.split(first, chosen, is_markdown=writer.is_markdown)
        lines = [writer.line(text)] if text else []
        lines += [writer.line(line.text) for line in raw.head[1:]]
        body = "\n\n".join(filter(None, ("\n".join(lines), writer.body(raw.below))))
        named.append(ArticleScenario((raw.number if keeps_numbers else None) or position, name, body))
    return named
