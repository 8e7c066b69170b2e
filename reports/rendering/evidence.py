"""Risks and sources as they are printed.

A grade is printed with its meaning, and a source with the statements that rest on it, to which it leads.
"""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.domain.grading import Grade
from reports.domain.sections import kind_for_heading
from reports.domain.snapshot import Snapshot, Source
from reports.rendering.parts import in_words
from reports.rendering.statements import Setter

_STATEMENT = re.compile(r"(finding|scenario|risk) ([1-9]\d{0,3})")
_LINKED = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row of the table of risks."""

    id: str
    number: int
    subject: str
    likelihood: int
    impact: int
    trend: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Support:
    """A statement that a source supports: what it is called, and its place in the document, if it has one."""

    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A source; `link` is its address where it can be followed."""

    id: str
    citation: str
    url: str
    link: str
    accessed: str
    grade: str
    meaning: str
    supports: tuple[Support, ...]
    origin: str


def risks(snapshot: Snapshot, write: Setter) -> tuple[Weighed, ...]:
    """Each risk, in the order of the report."""
    return tuple(
        Weighed(
            f"risk-{number}",
            number,
            each.subject,
            each.likelihood,
            each.impact,
            each.trend,
            write(each.text),
        )
        for number, each in enumerate(snapshot.risks, start=1)
    )


def sources(snapshot: Snapshot) -> tuple[Cited, ...]:
    """Each source with its grade in words and what it supports."""
    counts = {
        "finding": len(snapshot.findings),
        "scenario": len(snapshot.scenarios),
        "risk": len(snapshot.risks),
    }
    present = {section.kind.value for section in snapshot.sections}
    return tuple(
        _source(number, each, counts, present) for number, each in enumerate(snapshot.sources, start=1)
    )


def _source(number: int, source: Source, counts: dict[str, int], present: set[str]) -> Cited:
    grade, meaning = _grade(source.grade)
    return Cited(
        id=f"source-{number}",
        citation=source.citation,
        url=source.url,
        link=source.url if source.url.lower().startswith(_LINKED) else "",
        accessed=in_words(source.accessed),
        grade=grade,
        meaning=meaning,
        supports=tuple(
            Support(name.strip(), _place(name, counts, present)) for name in source.supports if name.strip()
        ),
        origin=source.reused_from,
    )


def _grade(text: str) -> tuple[str, str]:
    """The grade and its meaning; what is no grade stands as it is."""
    try:
        grade = Grade.parse(text)
    except ValueError:
        return text, ""
    return str(grade), grade.meaning


def _place(name: str, counts: dict[str, int], present: set[str]) -> str:
    """Where `finding 1` or the title of a section stands in this document; empty when it has no place."""
    found = _STATEMENT.fullmatch(" ".join(name.casefold().split()))
    if found:
        return f"{found[1]}-{found[2]}" if int(found[2]) <= counts[found[1]] else ""
    kind = kind_for_heading(name)
    return kind.value.replace("_", "-") if kind and kind.value in present else ""
