"""Figures: a report's judgements and places as drawings that also say in sentences what they show.

Pure functions from a snapshot to a `Figure`; each gives None where there is nothing to draw.
"""

from reports.domain.snapshot import Snapshot
from reports.figures.atlas import DISCLAIMER
from reports.figures.events import timeline
from reports.figures.figure import Figure
from reports.figures.levels import country_risk_map
from reports.figures.locator import locator_map
from reports.figures.matrix import risk_matrix
from reports.figures.outlook import scenario_chart
from reports.figures.yardstick import likelihood_legend

__all__ = [
    "DISCLAIMER",
    "Figure",
    "all_of",
    "country_risk_map",
    "likelihood_legend",
    "locator_map",
    "risk_matrix",
    "scenario_chart",
    "timeline",
]


def all_of(snapshot: Snapshot) -> tuple[Figure, ...]:
    """The figures of a report in the order of the sections that they belong to."""
    drawn = (
        locator_map(snapshot),
        timeline(snapshot),
        country_risk_map(snapshot.places, "Risk by country"),
        risk_matrix(snapshot),
        scenario_chart(snapshot),
        likelihood_legend(snapshot.yardstick),
    )
    return tuple(figure for figure in drawn if figure is not None)
