"""A report at one moment, detached from the database.

Every output is made from a snapshot: it can be stored, hashed, compared and rendered again years later,
and what a reader may see is decided on it once.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from reports.domain.parts import (
    LEFT_OUT,
    Answer,
    FigureImage,
    Finding,
    Picture,
    Place,
    Risk,
    Scenario,
    SectionText,
    SeriesPlace,
    Source,
    TimelineEntry,
)
from reports.domain.sections import SectionKind

__all__ = [
    "Answer",
    "FigureImage",
    "Finding",
    "Picture",
    "Place",
    "Risk",
    "Scenario",
    "SectionText",
    "SeriesPlace",
    "Snapshot",
    "Source",
    "Teaser",
    "TimelineEntry",
    "canonical_json",
    "digest",
    "from_json",
    "tease",
]

SCHEMA = 1
_NOTE_CALL = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
"""A call of a footnote, whose note stands further down, where the teaser does not reach."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole document. `dated` is an ISO date, `countries` are ISO 3166-1 alpha-2 codes."""

    title: str
    language: str
    marking: str
    authors: tuple[str, ...]
    dated: str
    edition: int
    series: SeriesPlace | None
    reference: str
    prepared_for: str
    questions: tuple[str, ...]
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    picture: Picture | None
    editor_note: str
    sections: tuple[SectionText, ...]
    findings: tuple[Finding, ...]
    scenarios: tuple[Scenario, ...]
    yardstick: str = ""
    risks: tuple[Risk, ...] = ()
    sources: tuple[Source, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[FigureImage, ...] = ()
    answers: tuple[Answer, ...] = field(default=(), metadata=LEFT_OUT)
    schema: int = SCHEMA

    def section(self, kind: SectionKind) -> SectionText | None:
        """The section of that kind, if the report has it."""
        return next((section for section in self.sections if section.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Teaser:
    """The part of a briefing that everybody may read: what it is about, never what it says."""

    title: str
    language: str
    marking: str
    authors: tuple[str, ...]
    dated: str
    series: SeriesPlace | None
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    lead: str
    findings_count: int


def tease(snapshot: Snapshot) -> Teaser:
    """Title, place, and the first paragraph of the summary; the findings are counted, not quoted."""
    summary = snapshot.section(SectionKind.EXECUTIVE_SUMMARY)
    lead = _NOTE_CALL.sub("", summary.body.strip().split("\n\n", 1)[0]) if summary else ""
    return Teaser(
        title=snapshot.title,
        language=snapshot.language,
        marking=snapshot.marking,
        authors=snapshot.authors,
        dated=snapshot.dated,
        series=snapshot.series,
        countries=snapshot.countries,
        topics=snapshot.topics,
        lead=lead,
        findings_count=len(snapshot.findings),
    )


def canonical_json(snapshot: Snapshot) -> str:
    """One text for one snapshot: sorted keys, no white space, characters as they are.

    What was added to a snapshot or to a part later is left out where it is empty, so that the text of an
    older edition, and with it its digest, stays the same.
    """
    data = asdict(snapshot)
    for name in _LATER:
        if not data[name]:
            del data[name]
    for name, optional in _OPTIONAL:
        for part in data[name]:
            if not part[optional]:
                del part[optional]
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(text: str) -> Snapshot:
    """The snapshot that `canonical_json` wrote; raises ValueError for another schema."""
    data: dict[str, Any] = json.loads(text)
    if data.get("schema") != SCHEMA:
        raise ValueError(f"This snapshot has schema {data.get('schema')}; this version reads {SCHEMA}.")
    for name, kind in _PARTS.items():
        data[name] = tuple(kind(**_tuples(each)) for each in data.get(name, ()))
    for name, kind in _SINGLE.items():
        data[name] = kind(**data[name]) if data[name] else None
    data["sections"] = tuple(
        SectionText(**{**each, "kind": SectionKind(each["kind"])}) for each in data["sections"]
    )
    return Snapshot(**_tuples(data))


_PARTS: dict[str, Any] = {
    "findings": Finding,
    "scenarios": Scenario,
    "risks": Risk,
    "sources": Source,
    "timeline": TimelineEntry,
    "places": Place,
    "figures": FigureImage,
    "answers": Answer,
}
_LATER = [each.name for each in fields(Snapshot) if "left_out" in each.metadata]
_OPTIONAL = [
    (name, each.name) for name, kind in _PARTS.items() for each in fields(kind) if "left_out" in each.metadata
]
_SINGLE: dict[str, Any] = {"series": SeriesPlace, "picture": Picture}


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    """JSON knows lists only; a snapshot holds nothing that can be changed."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
