"""The rules on findings: what each one is, and what a judgement has to say beside its text."""

from collections.abc import Iterator

from reports.domain.confidence import Confidence
from reports.domain.likelihood import Yardstick, band, check_percent
from reports.domain.linting.document import REPORT, Document, Spot, finding_spot, scenario_spot
from reports.domain.linting.fault import Found
from reports.domain.snapshot import Finding, Scenario

KINDS = ("fact", "assumption", "judgement")


def finding_without_kind(document: Document) -> Iterator[Found]:
    """ICD 203, standard 3: information is told apart from assumption and judgement."""
    for spot, finding in _findings(document):
        if finding.kind not in KINDS:
            yield Found(spot, finding.text, "Mark it as a fact, an assumption or a judgement.")


def fact_with_likelihood(document: Document) -> Iterator[Found]:
    """ICD 203, standard 3: what is known carries no likelihood; what carries one is a judgement."""
    for spot, finding in _findings(document):
        if finding.kind == "fact" and finding.likelihood:
            yield Found(
                spot, finding.text, "A fact is not likely: mark it as a judgement, or clear its likelihood."
            )


def judgement_without_likelihood(document: Document) -> Iterator[Found]:
    """ICD 203, standard 2: every key judgement says how likely it is."""
    for spot, finding in _judgements(document):
        if not finding.likelihood:
            yield Found(spot, finding.text, "Choose the word of the yardstick that says how likely it is.")


def judgement_without_confidence(document: Document) -> Iterator[Found]:
    """ICD 203, standard 2: every key judgement says how good its evidence is."""
    levels = ", ".join(level.value for level in Confidence)
    for spot, finding in _judgements(document):
        if finding.confidence not in set(Confidence):
            yield Found(spot, finding.text, f"Choose the confidence: {levels}.")


def judgement_without_basis(document: Document) -> Iterator[Found]:
    """ICD 203, standard 2: the uncertainty is explained, so a confidence says what it rests on."""
    for spot, finding in _judgements(document):
        if not finding.basis.strip():
            yield Found(spot, finding.text, "Say what the confidence rests on: sources, assumptions, gaps.")


def no_yardstick(document: Document) -> Iterator[Found]:
    """ICD 203 and PHIA: a report uses exactly one yardstick and prints it as a legend."""
    if document.yardstick is None:
        name = document.snapshot.yardstick
        yield Found(REPORT, name, "Choose the yardstick that its words of likelihood are measured with.")


def unknown_word(document: Document) -> Iterator[Found]:
    """ICD 203 and PHIA: a likelihood is a word of the report's yardstick."""
    if document.yardstick is None:
        return
    for spot, part in _judged(document):
        problem = _refusal(document.yardstick, part.likelihood, None)
        if part.likelihood and problem:
            yield Found(spot, part.likelihood, problem)


def percent_outside_band(document: Document) -> Iterator[Found]:
    """ICD 203 and PHIA: a number lies inside the band of its word; one in a gap has no word."""
    for spot, part in _judged(document):
        if part.percent is None:
            continue
        said = f"{part.likelihood}, {part.percent:g} %".removeprefix(", ")
        if not part.likelihood:
            yield Found(spot, said, "A number stands with its word: choose the likelihood too.")
        elif document.yardstick and not _refusal(document.yardstick, part.likelihood, None):
            problem = _refusal(document.yardstick, part.likelihood, part.percent)
            if problem:
                yield Found(spot, said, problem)


def _refusal(yardstick: Yardstick, term: str, percent: float | None) -> str:
    """What the yardstick says against a word, or against a number beside it; empty when nothing."""
    try:
        if percent is None:
            band(yardstick, term)
        else:
            check_percent(yardstick, term, percent)
    except ValueError as problem:
        return str(problem)
    return ""


def _findings(document: Document) -> Iterator[tuple[Spot, Finding]]:
    for number, finding in enumerate(document.snapshot.findings, start=1):
        yield finding_spot(number), finding


def _judgements(document: Document) -> Iterator[tuple[Spot, Finding]]:
    return ((spot, finding) for spot, finding in _findings(document) if finding.kind == "judgement")


def _judged(document: Document) -> Iterator[tuple[Spot, Finding | Scenario]]:
    yield from _findings(document)
    for number, scenario in enumerate(document.snapshot.scenarios, start=1):
        yield scenario_spot(number), scenario
