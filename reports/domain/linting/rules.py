"""The table of rules, and the one function that asks them all."""

from collections.abc import Collection

from reports.domain.linting import completeness, evidence, futures, statements, wording
from reports.domain.linting.document import read
from reports.domain.linting.fault import Fault, Rule
from reports.domain.sections import SectionKind
from reports.domain.snapshot import Snapshot

_RULES: tuple[Rule, ...] = (
    completeness.required_section,
    completeness.unexplained_change,
    completeness.unanswered_question,
    completeness.lost_answer,
    completeness.placeholder,
    statements.no_yardstick,
    wording.mixed_wordings,
    wording.likelihood_and_confidence,
    wording.hedged_judgement,
    wording.percent_against_word,
    statements.finding_without_kind,
    statements.fact_with_likelihood,
    statements.judgement_without_likelihood,
    statements.judgement_without_confidence,
    statements.judgement_without_basis,
    statements.unknown_word,
    statements.percent_outside_band,
    wording.word_against_field,
    futures.too_few_scenarios,
    futures.scenario_without_likelihood,
    futures.scenario_without_horizon,
    futures.scenario_without_indicator,
    futures.horizon_in_the_past,
    evidence.no_sources,
    evidence.no_source_summary,
    evidence.ungraded_source,
    evidence.unknown_statement,
    evidence.idle_source,
    evidence.nothing_to_see,
    evidence.picture_without_caption,
    evidence.picture_without_alternative,
)


def slug(rule: Rule) -> str:
    """The rule's name as it is shown and stored."""
    return rule.__name__.replace("_", "-")


RULES: dict[str, str] = {slug(rule): (rule.__doc__ or "").strip() for rule in _RULES}
"""Every rule by its name, with the standard that it comes from."""

MUST_BE_MENDED = frozenset(
    slug(rule)
    for rule in (
        completeness.required_section,
        completeness.unanswered_question,
        completeness.lost_answer,
        statements.unknown_word,
        statements.percent_outside_band,
        evidence.picture_without_alternative,
    )
)
"""What no reason settles: the report would be incomplete, not measurable, or closed to some readers."""


def lint(snapshot: Snapshot, asked: Collection[SectionKind] = frozenset(SectionKind)) -> tuple[Fault, ...]:
    """Every fault of a snapshot once, in the order in which a reader would come upon them.

    `asked` are the sections that the report was begun with: nothing is missing that nobody asked for.
    """
    document = read(snapshot, asked)
    found = [
        (each.spot.rank, each.at, number, slug(rule), each)
        for number, rule in enumerate(_RULES)
        for each in rule(document)
    ]
    found.sort(key=lambda entry: entry[:3])
    faults = (Fault(name, each.spot.name, each.sentence, each.advice) for *_, name, each in found)
    return tuple({(fault.rule, fault.place, fault.sentence): fault for fault in faults}.values())
