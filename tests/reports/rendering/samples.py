"""Snapshots for the rendering tests, built by hand: nothing here needs a database."""

import io
from dataclasses import replace
from typing import Any

from PIL import Image

from reports import figures
from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import (
    Answer,
    FigureImage,
    Finding,
    Picture,
    Place,
    Risk,
    Scenario,
    SectionText,
    SeriesPlace,
    Snapshot,
    Source,
    TimelineEntry,
    canonical_json,
)
from reports.rendering import html, pdf
from reports.rendering.printed import SOURCE, SOURCE_TYPE, Asset, Printed

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


DIGEST = "a" * 64
_NOTED = (
    "A word on this.[^word] And a word more.[^more]\n\n[^word]: From the log.\n\n[^more]: From the *minutes*."
)

FULL = briefing(
    yardstick="icd203a",
    sections=tuple(
        replace(section, body=f"{section.body}\n\n{_NOTED}")
        if section.kind is SectionKind.ANALYSIS
        else section
        for section in BRIEFING.sections
    ),
    findings=(
        Finding("Crossings **doubled**.[^log]\n\n[^log]: Log of the company, page 4.", "fact"),
        Finding(
            "Permits are renewed late.", "judgement", "likely", 60.0, "moderate", "Two officials said so."
        ),
        Finding("The ice holds.", "assumption"),
    ),
    scenarios=(
        Scenario(1, "Calm winter", _PARAGRAPH, "likely", None, 2, "2024-06-30", ("Berths are booked",)),
        Scenario(
            2, "Ice", _PARAGRAPH * 2, "unlikely", 30.0, 5, "2024-06-30", ("Ice reports", "Premiums rise")
        ),
    ),
    risks=(
        Risk("Ice in the fairway", 4, 5, "rising", "The fairway is *narrow*."),
        Risk("Permits lapse", 2, 3, "steady"),
    ),
    sources=(
        Source(
            "Port log.", "https://example.org/log", "2024-01-12", "A2", ("finding 1", "Analysis", "figure 1")
        ),
        Source("Two officials.", "", "", "C3", ("finding 2", "scenario 2")),
    ),
    timeline=(TimelineEntry("2023-11", "Closed to lorries."), TimelineEntry("2024-01-02", "Closed to all.")),
    places=(Place("Tromsø", "NO", 69.65, 18.96), Place("Norway", "NO", level="medium")),
    figures=(FigureImage(DIGEST, "image/png", 80, 50, "The bridge at dusk", "Example Agency", "A bridge."),),
)
"""A briefing with every typed part, footnotes and a picture."""


ANSWERED = replace(
    FULL, series=None, reference="RQ-2026-000123", prepared_for="Northwind Logistics",
    questions=("When will the bridge open?", "Who decides?", "What does <b>it</b> cost?"),
    answers=(
        Answer(1, ("finding 2", "Analysis")),
        Answer(2, ("scenario 1",), "Two ministries claim it."),
        Answer(3, (), "No <i>tender</i> was published."),
    ),
)  # fmt: skip
"""The same as an answer to questions, each with its place or the reason why it has none."""


def picture() -> bytes:
    """The bytes of the picture in `FULL`."""
    drawn = io.BytesIO()
    Image.linear_gradient("L").resize((80, 50)).save(drawn, "PNG")
    return drawn.getvalue()


def assets(snapshot: Snapshot) -> dict[str, Asset]:
    """What the renderer is given with a snapshot: its pictures, and itself."""
    pictures: dict[str, Asset] = {each.digest: ("image/png", picture()) for each in snapshot.figures}
    return {**pictures, SOURCE: (SOURCE_TYPE, canonical_json(snapshot).encode())}


def issued(snapshot: Snapshot) -> Printed:
    """The PDF of a snapshot as an edition has it, before it is made a master."""
    return pdf.write(html.document(snapshot, figures.all_of(snapshot)), assets(snapshot))
