"""Brings two people's changes to one text together: what only one of them touched is taken from that one.

It works on the three snapshots alone (what both began from, mine, theirs), so the editor can offer it before
anything is written, and a place that both have changed is kept as mine and named.
"""

from dataclasses import dataclass, replace
from typing import Any

from reports.domain.comparing import FIELDS, LISTS
from reports.domain.parts import SectionText
from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of both; `contested` are the areas that both changed, in which mine stands."""

    snapshot: Snapshot
    contested: frozenset[str]


def merge(base: Snapshot, mine: Snapshot, theirs: Snapshot) -> Merged:
    """Mine with what only they have changed; sections are compared one by one, each list of parts whole."""
    contested: set[str] = set()
    values: dict[str, Any] = {}
    for name in (*FIELDS, *LISTS):
        three = (getattr(base, name), getattr(mine, name), getattr(theirs, name))
        values[name] = _chosen(name, *three, contested)
    sections = (_section(spec.kind, base, mine, theirs, contested) for spec in SPECS)
    values["sections"] = tuple(section for section in sections if section)
    return Merged(replace(mine, **values), frozenset(contested))


def _section(
    kind: SectionKind, base: Snapshot, mine: Snapshot, theirs: Snapshot, contested: set[str]
) -> SectionText | None:
    area = f"sections:{kind.value}"
    chosen: SectionText | None = _chosen(
        area, base.section(kind), mine.section(kind), theirs.section(kind), contested
    )
    return chosen


def _chosen(area: str, base: Any, mine: Any, theirs: Any, contested: set[str]) -> Any:
    if mine in (theirs, base):
        return theirs
    if theirs != base:
        contested.add(area)
    return mine
