"""Takes text of published briefings into a report that is being written, and keeps where it came from.

Only what the gate opens to the person can be taken, and only into a report whose marking lets no wider circle
read it than the briefing's does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from reports.domain.marking import Marking
from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import Finding, SectionText, Snapshot
from reports.models import Edition, Publication, Report, User
from reports.services import access, history, snapshots

_Part = TypeVar("_Part")


class ReuseRefusedError(Exception):
    """The text cannot be taken; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be taken: sections by their kind, findings and sources by their number, from one."""

    kinds: frozenset[SectionKind] = frozenset()
    findings: frozenset[int] = frozenset()
    sources: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.kinds or self.findings or self.sources)


@dataclass(frozen=True, slots=True)
class Offered:
    """A published edition that somebody may take from."""

    edition: Edition
    name: str
    snapshot: Snapshot


def offered(slug: str, *, by: User) -> Offered | None:
    """The edition that is published under that address, if this person may read all of it."""
    publication = Publication.objects.select_related("edition__report__series").filter(slug=slug).first()
    if publication is None:
        return None
    seen = access.open_edition(access.reader_of(by), publication.edition)
    if not isinstance(seen, access.Whole):
        return None
    return Offered(publication.edition, snapshots.edition_name(seen.snapshot), seen.snapshot)


def take(report: Report, source: Offered, choice: Choice, *, began_from: int, by: User) -> bool:
    """Write what was chosen into the report as a new version; False when it stood there already.

    A section that says nothing yet is filled, another is continued; its origin is the edition that was last
    taken from. Likelihoods of another yardstick are left out: their words would not belong.
    """
    if not choice:
        raise ReuseRefusedError("Choose at least one section, finding or source.")
    _check_marking(report, source.snapshot)
    here = snapshots.take(report, edition=0)
    taken = replace(
        here,
        sections=_sections(here, source, choice.kinds),
        findings=(*here.findings, *_findings(here, source.snapshot, choice.findings)),
        sources=tuple(dict.fromkeys((*here.sources, *_numbered(source.snapshot.sources, choice.sources)))),
    )
    return history.save(report, taken, began_from=began_from, by=by, note=f"Taken from {source.name}")


def _check_marking(report: Report, source: Snapshot) -> None:
    order = list(Marking)
    if order.index(Marking(report.marking)) < order.index(Marking(source.marking)):
        raise ReuseRefusedError(
            f"That briefing is {source.marking} and this report {report.marking}, which more people may "
            "read. Change this report’s marking first."
        )


def _sections(here: Snapshot, source: Offered, kinds: frozenset[SectionKind]) -> tuple[SectionText, ...]:
    texts = {section.kind: section for section in here.sections}
    for kind in kinds:
        found, present = source.snapshot.section(kind), texts.get(kind)
        if found is None or (present and found.body in present.body):
            continue
        body = f"{present.body}\n\n{found.body}" if present else found.body
        texts[kind] = replace(found, body=body, reused_from=source.name)
    return tuple(texts[spec.kind] for spec in SPECS if spec.kind in texts)


def _findings(here: Snapshot, source: Snapshot, numbers: frozenset[int]) -> Iterable[Finding]:
    same = here.yardstick == source.yardstick
    for finding in _numbered(source.findings, numbers):
        plain = finding if same else replace(finding, likelihood="", percent=None)
        if plain not in here.findings:
            yield plain


def _numbered(parts: tuple[_Part, ...], numbers: frozenset[int]) -> list[_Part]:
    return [part for number, part in enumerate(parts, start=1) if number in numbers]
