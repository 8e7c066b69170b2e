"""The rules on scenarios: alternatives that can be watched for and, later, scored."""

from collections.abc import Iterator
from datetime import date

from reports.domain.linting.document import Document, Spot, scenario_spot, section_spot
from reports.domain.linting.fault import Found
from reports.domain.sections import SectionKind
from reports.domain.snapshot import Scenario

FEWEST = 2


def too_few_scenarios(document: Document) -> Iterator[Found]:
    """ICD 203, standard 4: alternatives are analysed, so there are two scenarios or more."""
    count = len(document.snapshot.scenarios)
    if count < FEWEST and (count or SectionKind.SCENARIOS in document.asked):
        said = "One scenario." if count else "No scenario."
        yield Found(section_spot(SectionKind.SCENARIOS), said, "Add an alternative: at least two scenarios.")


def scenario_without_likelihood(document: Document) -> Iterator[Found]:
    """ICD 203, standards 2 and 8: a scenario says how likely it is, or nobody can score it."""
    for spot, scenario in _scenarios(document):
        if not scenario.likelihood:
            yield Found(spot, scenario.name, "Choose the word of the yardstick that says how likely it is.")


def scenario_without_horizon(document: Document) -> Iterator[Found]:
    """ICD 203, standard 8: a forecast names the date by which it has happened or has not."""
    for spot, scenario in _scenarios(document):
        if _day(scenario.horizon) is None:
            yield Found(spot, scenario.name, "Give the date until which it is meant.")


def scenario_without_indicator(document: Document) -> Iterator[Found]:
    """ICD 203, standard 4: a reader is told what would show that this scenario is the one that comes."""
    for spot, scenario in _scenarios(document):
        if not any(each.strip() for each in scenario.indicators):
            yield Found(spot, scenario.name, "Name at least one sign by which it would be seen coming.")


def horizon_in_the_past(document: Document) -> Iterator[Found]:
    """ICD 203, standard 8: a forecast is about what lies after the report's own date."""
    dated = _day(document.snapshot.dated)
    for spot, scenario in _scenarios(document):
        horizon = _day(scenario.horizon)
        if dated and horizon and horizon < dated:
            advice = f"Its horizon is {horizon}, the report’s date {dated}: correct one of them."
            yield Found(spot, f"{scenario.name}: {horizon}", advice)


def _scenarios(document: Document) -> Iterator[tuple[Spot, Scenario]]:
    for number, scenario in enumerate(document.snapshot.scenarios, start=1):
        yield scenario_spot(number), scenario


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
