"""Shares the elements of a text out among the sections: by headings, then by habit.

Authors leave some sections unheaded; a wider gap, a closing formula or the end of a list tells where they
begin.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.domain.article import argument, headings
from reports.domain.article.elements import Element, Shape
from reports.domain.article.layout import Layout, concludes
from reports.domain.article.ledger import Ledger
from reports.domain.sections import SectionKind

_UNTITLED_CLOSE = (SectionKind.SOURCES, SectionKind.CALL_TO_ACTION)
_LAST, _SHORT_LEAD, _LATE = 99, 2, 3


@dataclass(slots=True, eq=False)
class Part:
    """The elements under one heading; the first part, the lead, has none, and a guessed part may be wrong."""

    kind: SectionKind
    is_headed: bool
    level: int = 0
    elements: list[Element] = field(default_factory=list)
    is_guess: bool = False


def by_heading(elements: Sequence[Element], ledger: Ledger) -> list[Part]:
    """The text cut at the headings of the vocabulary; other headings stay inside as sub-headings."""
    levels = _levels(elements)
    parts = [Part(SectionKind.EXECUTIVE_SUMMARY, is_headed=False)]
    opened: dict[SectionKind, str] = {}
    for element in elements:
        kind = _opens(element, parts[-1], levels)
        if kind is None or element.heading is None:
            parts[-1].elements.append(element)
            continue
        parts.append(Part(kind, True, element.heading.level))
        title = element.heading.title.casefold()
        if element.heading.is_exact and opened.setdefault(kind, title) == title:
            ledger.label(element.heading.title)
        else:
            parts[-1].elements.append(element)
        opened.setdefault(kind, title)
    _with_standfirst(parts[0].elements)
    return parts


def _with_standfirst(lead: list[Element]) -> None:
    """A lone heading above the lead is the line under the title, and as text it is the summary's first."""
    has_one = sum(element.shape is Shape.HEADING for element in lead) == 1
    is_above_text = len(lead) == 1 or (has_one and lead[1].shape is Shape.TEXT)
    if has_one and lead[0].shape is Shape.HEADING and is_above_text:
        title = lead[0].heading.title if lead[0].heading else ""
        lead[0] = Element(Shape.TEXT, lead[0].gap, [lead[0].first.having(title)])


def _levels(elements: Sequence[Element]) -> dict[SectionKind, int]:
    """For each section that a heading names exactly, the highest level at which it does."""
    levels: dict[SectionKind, int] = {}
    for heading in (element.heading for element in elements if element.heading):
        if heading.kind and heading.is_exact:
            levels[heading.kind] = min(heading.level, levels.get(heading.kind, heading.level))
    return levels


def _opens(element: Element, current: Part, levels: dict[SectionKind, int]) -> SectionKind | None:
    heading = element.heading
    if heading is None or heading.kind is None:
        return None
    if heading.is_exact:
        return heading.kind if heading.level <= levels[heading.kind] else None
    is_forward = headings.order(heading.kind) > headings.order(current.kind)
    is_nested = current.is_headed and heading.level > max(current.level, 2) + 1
    return heading.kind if is_forward and not is_nested and heading.kind not in levels else None


def shared_out(parts: list[Part], shown: Layout) -> list[Part]:
    """Give the unheaded analysis and the unheaded conclusion parts of their own."""
    result: list[Part] = []
    for part in parts:
        cut, kind = _inner_break(part, parts, shown)
        if kind is None or not 0 < cut < len(part.elements):
            result.append(part)
            continue
        result.append(Part(part.kind, part.is_headed, part.level, part.elements[:cut]))
        result.extend(_unheaded(kind, part, cut, shown))
    return _with_conclusion(_with_argument(result), shown)


def _unheaded(kind: SectionKind, part: Part, cut: int, shown: Layout) -> list[Part]:
    """What follows a part without a heading: background and analysis, where the findings are above a gap."""
    below = Part(kind, False, part.level, part.elements[cut:])
    is_both = part.kind is SectionKind.KEY_FINDINGS and SectionKind.BACKGROUND not in shown.headed
    inner = _first_break(below, shown) if is_both and kind is SectionKind.ANALYSIS else 0
    if not inner:
        return [below]
    told = Part(SectionKind.BACKGROUND, False, part.level, below.elements[:inner])
    return [told, Part(kind, False, part.level, below.elements[inner:])]


def _with_argument(parts: list[Part]) -> list[Part]:
    """Where no part is the analysis, take it to begin where the background begins to argue: a guess."""
    told = [part for part in parts if part.kind is SectionKind.BACKGROUND and part.elements]
    if not told or any(part.kind is SectionKind.ANALYSIS and part.elements for part in parts):
        return parts
    place = parts.index(told[-1])
    if cut := argument.begins(told[-1].elements):
        guess = Part(SectionKind.ANALYSIS, False, told[-1].level, told[-1].elements[cut:], is_guess=True)
        del told[-1].elements[cut:]
        return [*parts[: place + 1], guess, *parts[place + 1 :]]
    return parts


def _inner_break(part: Part, parts: Sequence[Part], shown: Layout) -> tuple[int, SectionKind | None]:
    match part.kind:
        case SectionKind.EXECUTIVE_SUMMARY:
            return _end_of_lead(part, parts, shown), shown.unheaded()
        case SectionKind.KEY_FINDINGS:
            return _end_of_findings(part, parts, shown), shown.unheaded()
        case SectionKind.BACKGROUND if SectionKind.ANALYSIS not in shown.headed:
            return _first_break(part, shown), SectionKind.ANALYSIS
    return 0, None


def _first_break(part: Part, shown: Layout) -> int:
    for position, element in enumerate(part.elements):
        if position and (shown.is_break(element) or _is_peer(element, part)):
            return position
    return 0


def _is_peer(element: Element, part: Part) -> bool:
    """Whether a heading outside the vocabulary is of the same level as its section's own."""
    return element.heading is not None and part.is_headed and element.heading.level <= part.level


def _end_of_lead(part: Part, parts: Sequence[Part], shown: Layout) -> int:
    """Where the text after the summary begins: only where no early section's heading follows to say it."""
    following = _next_headed(part, parts)
    if following <= headings.order(SectionKind.BACKGROUND):
        return 0
    for position, element in enumerate(part.elements):
        if position and (shown.is_break(element) or element.shape is Shape.HEADING):
            return position
    is_plain = (
        part.is_headed
        or len(part.elements) <= _SHORT_LEAD
        or following == headings.order(SectionKind.ANALYSIS)
    )
    return 0 if is_plain and following < _LAST else 1


def _next_headed(part: Part, parts: Sequence[Part]) -> int:
    following = parts[next(i for i, each in enumerate(parts) if each is part) + 1 :]
    return next((headings.order(each.kind) for each in following if each.is_headed), _LAST)


def _end_of_findings(part: Part, parts: Sequence[Part], shown: Layout) -> int:
    """After the last list; where there is none every paragraph is a finding, up to the first break."""
    if _next_headed(part, parts) == headings.order(SectionKind.BACKGROUND):
        return 0
    ends = [position for position, element in enumerate(part.elements) if element.shape is Shape.LIST]
    first_break = next((i for i, each in enumerate(part.elements) if i and _ends_findings(each, shown)), 0)
    if not ends:
        return first_break
    within = [end for end in ends if not first_break or end < first_break]
    return (within[-1] if within else ends[0]) + 1


def _ends_findings(element: Element, shown: Layout) -> bool:
    return element.shape is Shape.HEADING or (shown.is_break(element) and element.shape is not Shape.LIST)


def _with_conclusion(parts: list[Part], shown: Layout) -> list[Part]:
    last = next(
        (part for part in reversed(parts) if part.kind not in _UNTITLED_CLOSE and part.elements), None
    )
    if last is None or SectionKind.CONCLUSION in shown.headed or last.kind is SectionKind.SCENARIOS:
        return parts
    cut = _conclusion_in(last, shown)
    if not cut:
        return parts
    place = next(position for position, part in enumerate(parts) if part is last) + 1
    closing = Part(SectionKind.CONCLUSION, False, last.level, last.elements[cut:])
    del last.elements[cut:]
    return [*parts[:place], closing, *parts[place:]]


def _conclusion_in(part: Part, shown: Layout) -> int:
    for position, element in enumerate(part.elements):
        if position and concludes(element, shown, is_late=position >= len(part.elements) - _LATE):
            return position
        if position and part.kind is SectionKind.RISK_ASSESSMENT and shown.is_break(element):
            return position
    return 0
