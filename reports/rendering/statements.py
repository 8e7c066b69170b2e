"""Findings and scenarios as they are printed, and the one table of all that is judged.

A likelihood is its word with the range that it stands for; confidence is told apart from it, never in the
same sentence, because one is about the event and the other about the evidence (ICD 203).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.domain.confidence import Confidence
from reports.domain.likelihood import Yardstick, phrase
from reports.domain.linting.plain import blocks
from reports.domain.snapshot import Finding, Scenario, Snapshot
from reports.rendering import direction
from reports.rendering.direction import Direction
from reports.rendering.parts import capitalised, in_words

Setter = Callable[[str], SafeString]
"""Sets a Markdown text as HTML."""

_WORST = 5
_SCENARIO_TOGETHER, _FINDINGS_TOGETHER, _LINE = 700, 2_000, 140
"""Fewer characters than this are not divided between pages; more would leave half a page white."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A finding with what is said of it; an empty field is not printed."""

    id: str
    html: SafeString
    kind: str
    likelihood: str
    confidence: str
    basis: str
    origin: str


@dataclass(frozen=True, slots=True)
class Future:
    """A scenario with what is said of it."""

    id: str
    number: int
    name: str
    html: SafeString
    likelihood: str
    impact: str
    horizon: str
    indicators: tuple[str, ...]
    origin: str
    together: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the table of judgements: where it stands, what it says, and the two measures."""

    id: str
    name: str
    words: str
    dir: Direction
    likelihood: str
    confidence: str
    horizon: str


def findings(snapshot: Snapshot, write: Setter) -> tuple[Statement, ...]:
    """Each key finding."""
    return tuple(
        Statement(
            id=f"finding-{number}",
            html=write(each.text),
            kind=each.kind,
            likelihood=likelihood(snapshot.yardstick, each),
            confidence=each.confidence,
            basis=each.basis.strip(),
            origin=each.reused_from,
        )
        for number, each in enumerate(snapshot.findings, start=1)
    )


def scenarios(snapshot: Snapshot, write: Setter) -> tuple[Future, ...]:
    """Each scenario with its number and name."""
    return tuple(
        Future(
            id=f"scenario-{each.number}",
            number=each.number,
            name=each.name,
            html=write(each.text),
            likelihood=likelihood(snapshot.yardstick, each),
            impact=f"{each.impact} of {_WORST}" if each.impact else "",
            horizon=f"by {in_words(each.horizon)}" if each.horizon else "",
            indicators=tuple(sign for sign in each.indicators if sign.strip()),
            origin=each.reused_from,
            together=len(each.text) < _SCENARIO_TOGETHER,
        )
        for each in snapshot.scenarios
    )


def judgements(snapshot: Snapshot) -> tuple[Judged, ...]:
    """All that carries a likelihood or a confidence, findings first."""
    return (*_judged_findings(snapshot), *_judged_scenarios(snapshot))


def levels() -> tuple[tuple[str, str], ...]:
    """The levels of confidence and what each rests on, for the legend."""
    return tuple((capitalised(each.value), capitalised(each.rests_on)) for each in Confidence)


def fit_together(snapshot: Snapshot) -> bool:
    """Whether the box of key findings is short enough to stand undivided."""
    return sum(map(_length, snapshot.findings)) < _FINDINGS_TOGETHER


def _length(finding: Finding) -> int:
    """About how many characters of text take as much room as the finding with what is said of it."""
    rows = [finding.kind, finding.likelihood, finding.confidence, finding.basis, finding.reused_from]
    return len(finding.text) + sum(max(_LINE, len(row)) for row in rows if row)


def likelihood(yardstick: str, judged: Finding | Scenario) -> str:
    """The word with its range and the author's own number, if any: `likely (55–80 %), stated as 60 %`.

    A word that is not on the yardstick, as an unfinished text may have it, stands alone.
    """
    if not judged.likelihood:
        return ""
    try:
        told = phrase(Yardstick(yardstick), judged.likelihood)
    except ValueError:
        told = judged.likelihood
    return told if judged.percent is None else f"{told}, stated as {judged.percent:g}\u202f%"


def _judged_findings(snapshot: Snapshot) -> Iterator[Judged]:
    base = direction.of_language(snapshot.language)
    for number, each in enumerate(snapshot.findings, start=1):
        if each.likelihood or each.confidence:
            words = " ".join(blocks(each.text))
            yield Judged(
                id=f"finding-{number}",
                name=f"Finding {number}",
                words=words,
                dir=direction.of_text(words, otherwise=base),
                likelihood=likelihood(snapshot.yardstick, each),
                confidence=each.confidence,
                horizon="",
            )


def _judged_scenarios(snapshot: Snapshot) -> Iterator[Judged]:
    base = direction.of_language(snapshot.language)
    for each in snapshot.scenarios:
        if each.likelihood:
            yield Judged(
                id=f"scenario-{each.number}",
                name=f"Scenario {each.number}",
                words=each.name,
                dir=direction.of_text(each.name, otherwise=base),
                likelihood=likelihood(snapshot.yardstick, each),
                confidence="",
                horizon=in_words(each.horizon),
            )
