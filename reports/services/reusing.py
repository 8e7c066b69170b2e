"""Takes text of published briefings into a report that is being written, and keeps where it came from.

Only what the gate opens to the person can be taken, and only into a report whose marking lets no wider circle
read it than the briefing's does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from reports.domain.marking import Marking
from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import Finding, Scenario, SectionText, Snapshot, Source
from reports.models import Edition, Report, User
from reports.services import access, history, pages, snapshots

_Part = TypeVar("_Part", Finding, Scenario, Source)


class ReuseRefusedError(Exception):
    """The text cannot be taken; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be taken: sections by their kind, the other parts by their number, from one."""

    kinds: frozenset[SectionKind] = frozenset()
    findings: frozenset[int] = frozenset()
    scenarios: frozenset[int] = frozenset()
    sources: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.kinds or self.findings or self.scenarios or self.sources)


@dataclass(frozen=True, slots=True)
class Offered:
    """A published edition that somebody may take from."""

    edition: Edition
    name: str
    snapshot: Snapshot


def offered(slug: str, *, by: User) -> Offered | None:
    """The edition that is published under that address, if this person may read all of it."""
    publication = pages.publication(slug)
    if publication is None:
        return None
    seen = access.open_edition(access.reader_of(by), publication.edition)
    if not isinstance(seen, access.Whole):
        return None
    return Offered(publication.edition, snapshots.edition_name(seen.snapshot), seen.snapshot)


def take(report: Report, source: Offered, choice: Choice, *, began_from: int, by: User) -> bool:
    """Write what was chosen into the report as a new version; False when it stood there already.

    A section that says nothing yet is filled, another is continued; its origin is the edition that was last
    taken from, and each of the other parts names its own. Likelihoods of another yardstick are left out:
    their words would not belong.
    """
    if not choice:
        raise ReuseRefusedError("Choose at least one section, finding, scenario or source.")
    _check_marking(report, source.snapshot)
    here = snapshots.take(report, edition=0)
    return history.save(
        report, _with(here, source, choice), began_from=began_from, by=by, note=f"Taken from {source.name}"
    )


def _with(here: Snapshot, source: Offered, choice: Choice) -> Snapshot:
    """The text with what was chosen behind what stands there."""
    there, name = source.snapshot, source.name
    findings = _numbered(there.findings, choice.findings)
    scenarios = _numbered(there.scenarios, choice.scenarios)
    if here.yardstick != there.yardstick:
        findings = [replace(each, likelihood="", percent=None) for each in findings]
        scenarios = [replace(each, likelihood="", percent=None) for each in scenarios]
    follow = enumerate(_continued(here.scenarios, scenarios, name), start=1)
    return replace(
        here,
        sections=_sections(here, source, choice.kinds),
        findings=tuple(_continued(here.findings, findings, name)),
        scenarios=tuple(replace(each, number=number) for number, each in follow),
        sources=tuple(_continued(here.sources, _numbered(there.sources, choice.sources), name)),
    )


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


def _continued(here: Iterable[_Part], chosen: Iterable[_Part], name: str) -> list[_Part]:
    """The parts that stand there, then those chosen that say something else, with their edition’s name."""
    parts = list(here)
    said = {_plain(part) for part in parts}
    for part in chosen:
        if _plain(part) not in said:
            said.add(_plain(part))
            parts.append(replace(part, reused_from=name))
    return parts


def _plain(part: Finding | Scenario | Source) -> Finding | Scenario | Source:
    """What a part says, wherever it stands and came from."""
    if isinstance(part, Scenario):
        return replace(part, number=0, reused_from="")
    return replace(part, reused_from="")


def _numbered(parts: tuple[_Part, ...], numbers: frozenset[int]) -> list[_Part]:
    return [part for number, part in enumerate(parts, start=1) if number in numbers]
