"""What a whole text shows of its author's habits: the headed sections, the usual gap, the way it closes.

A wider gap means something only beside the gaps that are usual in the same text.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.domain.article import cues
from reports.domain.article.elements import Element, Shape
from reports.domain.sections import SectionKind

_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole text's headed sections, and the blank lines that usually part its paragraphs."""

    headed: frozenset[SectionKind]
    usual_gap: int

    def is_break(self, element: Element) -> bool:
        """Whether the author set this element apart from what is above it."""
        return element.shape is Shape.RULE or (
            element.shape is not Shape.HEADING and element.gap > self.usual_gap
        )

    def unheaded(self) -> SectionKind | None:
        """The section that unheaded text after summary or findings is."""
        for kind in (SectionKind.ANALYSIS, SectionKind.BACKGROUND):
            if kind not in self.headed:
                return kind
        return None


def read(elements: Sequence[Element], headed: Iterable[SectionKind]) -> Layout:
    """The layout of a text whose headings open these sections."""
    pairs = [
        (above.shape is Shape.HEADING, below.gap) for above, below in pairwise(elements) if _is_text(below)
    ]
    gaps = [gap for is_below_heading, gap in pairs if not is_below_heading]
    if len(gaps) < _ENOUGH:
        gaps += [gap for is_below_heading, gap in pairs if is_below_heading and gap]
    counts = Counter(gaps)
    usual = min((gap for gap, count in counts.items() if count == max(counts.values())), default=1)
    return Layout(frozenset(headed), usual)


def _is_text(element: Element) -> bool:
    return element.shape is not Shape.HEADING


def concludes(element: Element, shown: Layout, *, is_late: bool) -> bool:
    """Whether a paragraph begins the conclusion: by a clear formula, or by a weaker one that is set apart."""
    if element.shape is not Shape.TEXT:
        return False
    text = element.first.bare
    return cues.concludes(text) or (is_late and shown.is_break(element) and cues.may_conclude(text))
