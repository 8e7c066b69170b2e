"""A report at one moment, detached from the database.

Every output is made from a snapshot: it can be stored, hashed, compared and rendered again years later,
and what a reader may see is decided on it once.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from reports.domain.sections import SectionKind

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """Where a briefing stands among its siblings."""

    title: str
    slug: str
    issn: str
    volume: int | None
    issue: int | None


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section; `body` is Markdown."""

    kind: SectionKind
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Finding:
    text: str


@dataclass(frozen=True, slots=True)
class Scenario:
    number: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is said of the picture that goes with an article."""

    caption: str
    credit: str


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
    lead = summary.body.strip().split("\n\n", 1)[0] if summary else ""
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
    """One text for one snapshot: sorted keys, no white space, characters as they are."""
    return json.dumps(asdict(snapshot), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(text: str) -> Snapshot:
    """The snapshot that `canonical_json` wrote; raises ValueError for another schema."""
    data: dict[str, Any] = json.loads(text)
    if data.get("schema") != SCHEMA:
        raise ValueError(f"This snapshot has schema {data.get('schema')}; this version reads {SCHEMA}.")
    series, picture = data.pop("series"), data.pop("picture")
    sections = tuple(
        SectionText(SectionKind(each["kind"]), each["title"], each["body"]) for each in data.pop("sections")
    )
    findings = tuple(Finding(**each) for each in data.pop("findings"))
    scenarios = tuple(Scenario(**each) for each in data.pop("scenarios"))
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Snapshot(
        **plain,
        series=SeriesPlace(**series) if series else None,
        picture=Picture(**picture) if picture else None,
        sections=sections,
        findings=findings,
        scenarios=scenarios,
    )
