"""The sections of a report, in the order in which they are printed.

Templates, the importer and the editor's forms all read this one table, so a section cannot
exist in one of them only. Source of the vocabulary: the headings that this trade uses.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class SectionKind(StrEnum):
    EXECUTIVE_SUMMARY = "executive_summary"
    KEY_FINDINGS = "key_findings"
    BACKGROUND = "background"
    ANALYSIS = "analysis"
    RISK_ASSESSMENT = "risk_assessment"
    SCENARIOS = "scenarios"
    CONCLUSION = "conclusion"
    SOURCES = "sources"
    CALL_TO_ACTION = "call_to_action"


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One row of the vocabulary: what it is called, what else it is headed, whether a report needs it."""

    kind: SectionKind
    title: str
    aliases: tuple[str, ...]
    required: bool = False


SPECS: tuple[SectionSpec, ...] = (
    SectionSpec(
        SectionKind.EXECUTIVE_SUMMARY,
        "Executive Summary",
        ("Summary", "Abstract", "BLUF", "Bottom Line Up Front", "Bottom Line"),
        required=True,
    ),
    SectionSpec(
        SectionKind.KEY_FINDINGS,
        "Key Findings",
        ("Key Points", "Key Takeaways", "Key Judgements", "Key Judgments", "At a Glance"),
        required=True,
    ),
    SectionSpec(SectionKind.BACKGROUND, "Background Information", ("Background", "Context", "Introduction")),
    SectionSpec(
        SectionKind.ANALYSIS,
        "Analysis",
        ("Geopolitical Scenario", "Assessment", "Why Does It Matter?"),
        required=True,
    ),
    SectionSpec(SectionKind.RISK_ASSESSMENT, "Risk Assessment", ("Risks", "Risk Outlook"), required=True),
    SectionSpec(
        SectionKind.SCENARIOS,
        "Scenarios Analysis",
        ("Scenarios", "Scenario Analysis", "Outlook", "Forecast"),
        required=True,
    ),
    SectionSpec(SectionKind.CONCLUSION, "Conclusion", ("Conclusions", "Final Remarks"), required=True),
    SectionSpec(SectionKind.SOURCES, "Sources", ("References", "Bibliography")),
    SectionSpec(SectionKind.CALL_TO_ACTION, "Call to Action", ()),
)

_BY_KIND = {spec.kind: spec for spec in SPECS}


def _folded(heading: str) -> str:
    return re.sub(r"[\W_]+", " ", heading.casefold()).strip()


_BY_HEADING = {_folded(name): spec.kind for spec in SPECS for name in (spec.title, *spec.aliases)}


def spec_of(kind: SectionKind) -> SectionSpec:
    """The row of `kind`."""
    return _BY_KIND[kind]


def kind_for_heading(heading: str) -> SectionKind | None:
    """The section that a heading opens, in any case and punctuation; None for one not in the vocabulary."""
    return _BY_HEADING.get(_folded(heading))
