"""Makes the sections of an article out of its parts: findings and scenarios become lists, the rest Markdown.

Every element ends in exactly one section; the closing offer is known by its sense and not by its place alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.domain.article import doubts, findings, layout, notes, offer, parts, scenarios
from reports.domain.article.elements import Element, Shape
from reports.domain.article.layout import Layout
from reports.domain.article.ledger import Ledger
from reports.domain.article.parts import Part
from reports.domain.article.values import ArticleScenario, Doubt
from reports.domain.article.writing import Writer
from reports.domain.sections import SPECS, SectionKind

_NEAR_END = 4
_CLOSE = (SectionKind.SOURCES, SectionKind.CALL_TO_ACTION)


@dataclass(frozen=True, slots=True)
class Content:
    """The text of an article, by section in print order."""

    sections: tuple[tuple[SectionKind, str], ...]
    findings: tuple[str, ...]
    scenarios: tuple[ArticleScenario, ...]
    doubts: tuple[Doubt, ...]


def content(elements: Sequence[Element], writer: Writer, ledger: Ledger) -> Content:
    """Share the elements out and write them."""
    elements, called = notes.taken(elements, is_markdown=writer.is_markdown)
    headed = parts.by_heading(elements, ledger)
    shown = layout.read(elements, (part.kind for part in headed if part.is_headed))
    shared = parts.shared_out(_with_offer(headed), shown)
    bodies: dict[SectionKind, list[Element]] = {spec.kind: [] for spec in SPECS}
    found: list[str] = []
    told: list[ArticleScenario] = []
    for part in shared:
        own, rest = _own_heading(part)
        bodies[part.kind].extend(own)
        match part.kind:
            case SectionKind.KEY_FINDINGS:
                texts, rest = findings.taken(rest, writer, ledger)
                found.extend(texts)
            case SectionKind.SCENARIOS:
                taken = scenarios.taken(rest, shown, writer, ledger)
                told.extend(taken.scenarios)
                rest = taken.rest
                bodies[_after_scenarios(part, shared, shown)].extend(taken.after)
        bodies[part.kind].extend(rest)
    written = ((kind, writer.body(body)) for kind, body in bodies.items())
    return Content(
        tuple((kind, notes.with_called(body, called)) for kind, body in written if body),
        tuple(notes.with_called(text, called) for text in found),
        tuple(replace(each, text=notes.with_called(each.text, called)) for each in told),
        doubts.of(shared, told),
    )


def _own_heading(part: Part) -> tuple[list[Element], list[Element]]:
    """A heading that says more than the section's name, and the elements below it."""
    first = part.elements[0] if part.elements else None
    if part.is_headed and first and first.heading and first.heading.kind is part.kind:
        return part.elements[:1], part.elements[1:]
    return [], part.elements


def _after_scenarios(part: Part, shared: Sequence[Part], shown: Layout) -> SectionKind:
    """What follows the last scenario is the conclusion, if only the close of the article comes after it."""
    place = next(position for position, each in enumerate(shared) if each is part)
    is_last = all(each.kind in _CLOSE for each in shared[place + 1 :])
    return SectionKind.CONCLUSION if is_last and SectionKind.CONCLUSION not in shown.headed else part.kind


def _with_offer(headed: list[Part]) -> list[Part]:
    """Give the offer that closes the text, or that stands before its sources, a part of its own."""
    offers = [element for part in _closing(headed) for element in _cut_offer(part)]
    return [*headed, Part(SectionKind.CALL_TO_ACTION, is_headed=False, elements=offers)] if offers else headed


def _closing(headed: list[Part]) -> list[Part]:
    filled = [part for part in headed if part.elements and part.kind is not SectionKind.CALL_TO_ACTION]
    before_sources = [part for part in filled if part.kind is not SectionKind.SOURCES][-1:]
    return [part for part in filled if part in (*before_sources, *filled[-1:])]


def _cut_offer(part: Part) -> list[Element]:
    """Take the offers among the last few elements, with the heading or the rule that sets them apart."""
    start = max(len(part.elements) - _NEAR_END, 1)
    offers = [position for position in range(start, len(part.elements)) if _is_offer(part.elements[position])]
    if not offers:
        return []
    while offers[0] > 1 and part.elements[offers[0] - 1].shape in (Shape.HEADING, Shape.RULE):
        offers.insert(0, offers[0] - 1)
    taken = [part.elements[position] for position in offers]
    part.elements[:] = [each for position, each in enumerate(part.elements) if position not in offers]
    return taken


def _is_offer(element: Element) -> bool:
    return element.shape is Shape.TEXT and offer.is_made(" ".join(line.bare for line in element.lines))
