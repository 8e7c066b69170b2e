"""Takes the scenarios out of their section, however they are numbered or named, and tells where they end.

A scenario is as long as its siblings; what stands beyond that belongs to the close of the article.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.domain.article import cues, naming, ways
from reports.domain.article.elements import Element, Shape
from reports.domain.article.layout import Layout, concludes
from reports.domain.article.ledger import Ledger
from reports.domain.article.values import ArticleScenario
from reports.domain.article.ways import Raw
from reports.domain.article.writing import Writer
from reports.domain.sections import SectionKind


@dataclass(slots=True)
class Taken:
    """The scenarios, what stays the section's own text, and what follows the last scenario."""

    scenarios: list[ArticleScenario]
    rest: list[Element]
    after: list[Element]


def taken(elements: Sequence[Element], shown: Layout, writer: Writer, ledger: Ledger) -> Taken:
    """The scenarios of a section; none where its text names none."""
    chosen = ways.way(elements)
    end = _end_of_named(elements, chosen, shown) if chosen in ways.BY_NAME else len(elements)
    elements, beyond = elements[:end], elements[end:]
    rest: list[Element] = []
    raws: list[Raw] = []
    for part in (part for element in elements for part in chosen(element)):
        if isinstance(part, Raw):
            raws.append(part)
        else:
            (raws[-1].below if raws else rest).append(part)
    after = _after_last(raws, shown, names_are_headings=chosen is ways.by_heading)
    for raw in raws:
        ledger.label(raw.label)
    return Taken(_named(raws, writer), rest, [*after, *beyond])


def _end_of_named(elements: Sequence[Element], chosen: ways.Way, shown: Layout) -> int:
    """Where scenarios that are known by their names alone end: at the first break below two of them."""
    named = [
        i for i, element in enumerate(elements) if any(isinstance(each, Raw) for each in chosen(element))
    ]
    breaks = (i for i, element in enumerate(elements) if i > named[0] and shown.is_break(element))
    first = next(breaks, len(elements))
    return first if sum(position < first for position in named) > 1 else len(elements)


def _after_last(raws: Sequence[Raw], shown: Layout, *, names_are_headings: bool) -> list[Element]:
    """Cut off what follows the last scenario: it is as long as its siblings, and ends at a break."""
    if not raws:
        return []
    last = raws[-1]
    fewest = 0 if _says_something(last) else 1
    usual = max((_paragraphs(raw.below) for raw in raws[:-1]), default=fewest)
    for position, element in enumerate(last.below):
        is_told = position > 0 or _says_something(last)
        is_beyond = not names_are_headings and _paragraphs(last.below[:position]) >= max(usual, fewest)
        is_close = concludes(element, shown, is_late=True) or (is_told and _closes(element, last, shown))
        if is_close or (is_told and shown.is_break(element)) or (is_beyond and not _is_inside(element)):
            after = last.below[position:]
            del last.below[position:]
            return after
    return []


def _paragraphs(below: Sequence[Element]) -> int:
    """How many of these stand at the margin: lists and indented paragraphs are inside an item for sure."""
    return sum(not _is_inside(element) for element in below)


def _closes(element: Element, last: Raw, shown: Layout) -> bool:
    """Whether a weaker formula opens the conclusion that no heading opens: only text is below it."""
    below = last.below[last.below.index(element) :]
    is_unheaded = SectionKind.CONCLUSION not in shown.headed
    is_text = all(each.shape is Shape.TEXT for each in below)
    return is_unheaded and is_text and cues.may_conclude(element.first.bare)


def _is_inside(element: Element) -> bool:
    return element.shape is Shape.LIST or (element.gap == 1 and element.first.indent > 0)


def _says_something(raw: Raw) -> bool:
    return len(raw.head) > 1 or (bool(raw.head) and not naming.is_name(raw.head[0].text))


def _take_name_below(raw: Raw) -> None:
    """Give a scenario that is only numbered the heading, or the lone name, right below it."""
    if raw.head or not raw.below:
        return
    first = raw.below[0]
    if first.heading:
        raw.head = [first.first.having(first.heading.title)]
        del raw.below[0]
    elif len(raw.below) > 1 and first.shape is Shape.TEXT and ways.is_lone_name(first):
        raw.head = first.lines
        del raw.below[0]


def _named(raws: Sequence[Raw], writer: Writer) -> list[ArticleScenario]:
    chosen = naming.mark([raw.head[0].text for raw in raws if raw.head])
    numbers = [raw.number for raw in raws]
    keeps_numbers = None not in numbers and len(set(numbers)) == len(numbers)
    named: list[ArticleScenario] = []
    for position, raw in enumerate(raws, start=1):
        _take_name_below(raw)
        first = raw.head[0].text if raw.head else ""
        name, text = naming.split(first, chosen, is_markdown=writer.is_markdown)
        lines = [writer.line(text)] if text else []
        lines += [writer.line(line.text) for line in raw.head[1:]]
        body = "\n\n".join(filter(None, ("\n".join(lines), writer.body(raw.below))))
        named.append(ArticleScenario((raw.number if keeps_numbers else None) or position, name, body))
    return named
