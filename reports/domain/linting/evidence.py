"""The rules on what a report rests on and shows: sources and their grades, pictures and their alternatives.

They hold in every language.
"""

import re
from collections.abc import Iterator

from reports.domain.grading import Grade
from reports.domain.linting.document import REPORT, Document, Spot, figure_spot, section_spot, source_spot
from reports.domain.linting.fault import Found
from reports.domain.sections import SectionKind, kind_for_heading
from reports.domain.snapshot import Snapshot, Source

_NUMBERED = re.compile(r"(finding|scenario|risk|timeline entry|place|figure) ([1-9]\d{0,3})")


def no_sources(document: Document) -> Iterator[Found]:
    """ICD 203, standard 1: what a report rests on is named and graded, each source by itself."""
    if not document.snapshot.sources:
        advice = "Enter each source with its grade and what it supports; a list in the text is not enough."
        yield Found(section_spot(SectionKind.SOURCES), "No source.", advice)


def no_source_summary(document: Document) -> Iterator[Found]:
    """ICD 203, standard 1: a summary says how good the sources are as a whole."""
    section = document.snapshot.section(SectionKind.SOURCES)
    wanted = document.snapshot.sources and SectionKind.SOURCES in document.asked
    if wanted and not (section and section.body.strip()):
        advice = "Write in the section on sources how good they are as a whole, and what is missing."
        yield Found(section_spot(SectionKind.SOURCES), "No source summary.", advice)


def ungraded_source(document: Document) -> Iterator[Found]:
    """ICD 203, standard 1, and the Admiralty code: a letter for the source, a digit for the information."""
    for spot, source in _sources(document):
        try:
            Grade.parse(source.grade)
        except ValueError:
            yield Found(
                spot,
                source.citation,
                "Grade it: A to F for the source, 1 to 6 for the information, as in B2.",
            )


def idle_source(document: Document) -> Iterator[Found]:
    """ICD 203, standard 1: a source is cited for a statement."""
    for spot, source in _sources(document):
        if not any(each.strip() for each in source.supports):
            yield Found(
                spot, source.citation, "Say which statement it supports, as in “finding 1”, or leave it out."
            )


def unknown_statement(document: Document) -> Iterator[Found]:
    """ICD 203, standard 1: the statement that a source is cited for is in the report."""
    counts = _counts(document.snapshot)
    present = {section.kind for section in document.snapshot.sections}
    for spot, source in _sources(document):
        lost = [each for each in source.supports if each.strip() and not _exists(each, counts, present)]
        if lost:
            named = ", ".join(f"“{each.strip()[:60]}”" for each in lost)
            advice = (
                f"The report has no {named}: name a finding, a scenario, a risk or a section that it has."
            )
            yield Found(spot, source.citation, advice)


def nothing_to_see(document: Document) -> Iterator[Found]:
    """ICD 203, standard 9: at least one visual with a caption and an alternative; our charts have both."""
    snapshot = document.snapshot
    drawn = snapshot.risks or snapshot.timeline or snapshot.places
    charted = any(each.likelihood for each in snapshot.scenarios)
    if not (drawn or charted or snapshot.figures):
        advice = (
            "Give risks, places, dates or scenarios with a likelihood, which are drawn, or add a picture."
        )
        yield Found(REPORT, "No picture and no chart.", advice)


def picture_without_caption(document: Document) -> Iterator[Found]:
    """ICD 203, standard 9: a visual says what it shows."""
    for number, figure in enumerate(document.snapshot.figures, start=1):
        if not figure.caption.strip():
            yield Found(figure_spot(number), figure.digest, "Write a caption: what it shows, and of when.")


def picture_without_alternative(document: Document) -> Iterator[Found]:
    """ICD 203, standard 9, and PDF/UA: who cannot see a picture reads what it says."""
    for number, figure in enumerate(document.snapshot.figures, start=1):
        if not figure.alternative.strip():
            advice = "Write its text alternative: what somebody who cannot see it should know."
            yield Found(figure_spot(number), figure.caption or figure.digest, advice)


def _sources(document: Document) -> Iterator[tuple[Spot, Source]]:
    for number, source in enumerate(document.snapshot.sources, start=1):
        yield source_spot(number), source


def _counts(snapshot: Snapshot) -> dict[str, int]:
    return {
        "finding": len(snapshot.findings),
        "scenario": len(snapshot.scenarios),
        "risk": len(snapshot.risks),
        "timeline entry": len(snapshot.timeline),
        "place": len(snapshot.places),
        "figure": len(snapshot.figures),
    }


def _exists(name: str, counts: dict[str, int], present: set[SectionKind]) -> bool:
    """Whether a statement's name, such as `finding 1` or a section's title, is one of this report."""
    numbered = _NUMBERED.fullmatch(" ".join(name.casefold().split()))
    if numbered:
        return int(numbered[2]) <= counts[numbered[1]]
    return kind_for_heading(name) in present
