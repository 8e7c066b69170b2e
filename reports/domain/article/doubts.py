"""Says what an editor should look at: the places where the text itself did not tell how to read it.

A guess that is not reported is taken for a fact.
"""

from collections.abc import Iterator, Sequence

from reports.domain.article.parts import Part
from reports.domain.article.values import ArticleScenario, Doubt
from reports.domain.sections import SectionKind

_GUESSED = (
    "No heading and no wider gap says where the analysis begins; it was taken to begin here, by what the "
    "paragraph says."
)
_UNTOLD = (
    "The analysis could not be told from the background, since no heading, no gap and no sentence parts "
    "them; all of it was put into the background."
)
_UNNAMED = "This scenario has no name that could be told from its text."


def of(parts: Sequence[Part], scenarios: Sequence[ArticleScenario]) -> tuple[Doubt, ...]:
    """The doubts about these parts and scenarios, in their order."""
    return (*_about_analysis(parts), *_about_names(parts, scenarios))


def _about_analysis(parts: Sequence[Part]) -> Iterator[Doubt]:
    filled = [part for part in parts if part.elements]
    yield from (Doubt(part.elements[0].first.number, _GUESSED) for part in filled if part.is_guess)
    if any(part.kind is SectionKind.ANALYSIS for part in filled):
        return
    told = [part for part in filled if part.kind is SectionKind.BACKGROUND]
    if told:
        yield Doubt(told[0].elements[0].first.number, _UNTOLD)


def _about_names(parts: Sequence[Part], scenarios: Sequence[ArticleScenario]) -> Iterator[Doubt]:
    filled = [part for part in parts if part.kind is SectionKind.SCENARIOS and part.elements]
    if filled and any(not scenario.name for scenario in scenarios):
        yield Doubt(filled[0].elements[0].first.number, _UNNAMED)
