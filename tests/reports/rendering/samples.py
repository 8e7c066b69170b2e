"""Snapshots for the rendering tests, built by hand: nothing here needs a database."""

from dataclasses import replace
from typing import Any

from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import (
    Finding,
    Picture,
    Scenario,
    SectionText,
    SeriesPlace,
    Snapshot,
)

_PARAGRAPH = (
    "The ferry company doubled its winter crossings after the bridge was closed to lorries, and the port "
    "authority has since found berths for two more ships. The permits end in March. "
)
TABLE = "| Quarter | Calls | Share |\n|:--|--:|:-:|\n| First | 120 | 4 % |\n| Second | 98 | 3 % |\n"

BRIEFING = Snapshot(
    title="Winter on the strait: what the closed bridge changes",
    language="en",
    marking="TLP:GREEN",
    authors=("Ada Example", "Omar Rahimi"),
    dated="2024-01-19",
    edition=2,
    series=SeriesPlace("Strait Papers", "strait-papers", "2049-3630", 7, 2),
    reference="",
    prepared_for="",
    questions=(),
    countries=("NO", "IR"),
    topics=("Shipping", "Permits"),
    picture=Picture("The bridge at dusk", "Example Agency"),
    editor_note="The bridge closed on **2 January**.",
    sections=tuple(
        SectionText(spec.kind, spec.title, _PARAGRAPH * 3)
        for spec in SPECS
        if spec.kind not in (SectionKind.KEY_FINDINGS, SectionKind.SCENARIOS)
    ),
    findings=(Finding("Crossings **doubled**."), Finding("Permits end in March.")),
    scenarios=(Scenario(1, "Calm winter", _PARAGRAPH), Scenario(2, "Ice", _PARAGRAPH * 2)),
)

TAILORED = replace(
    BRIEFING,
    title="Exposure of a haulier to the closed bridge",
    marking="TLP:AMBER+STRICT",
    series=None,
    reference="RQ-2026-000123",
    prepared_for="Northwind Logistics",
    questions=("When will the bridge open?", "Who decides?"),
    picture=None,
    editor_note="",
)


def briefing(**changes: Any) -> Snapshot:
    """The briefing with some of its parts changed."""
    return replace(BRIEFING, **changes)


def with_body(body: str, *, kind: SectionKind = SectionKind.ANALYSIS, **changes: Any) -> Snapshot:
    """A briefing of one section."""
    return briefing(sections=(SectionText(kind, "", body),), **changes)
