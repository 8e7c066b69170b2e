"""Brings two people's changes to one text together: what only one of them touched is taken from that one.

It works on the three snapshots alone (what both began from, mine, theirs), so the editor can offer it before
anything is written, and a place that both have changed is kept as mine and named.
"""

from dataclasses import dataclass, replace
from typing import Any

from reports.domain.comparing import ANSWERS, FIELDS, LISTS
from reports.domain.parts import SectionText
from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import Snapshot

_JUDGED = ("yardstick", "findings", "scenarios")
"""Taken from one side together when the yardstick changes: words of one do not belong to another."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of both; `contested` are the areas that both changed, in which mine stands."""

    snapshot: Snapshot
    contested: frozenset[str]


def merge(base: Snapshot, mine: Snapshot, theirs: Snapshot) -> Merged:
    """Mine with what only they have changed; sections are compared one by one, each list of parts whole."""
    contested: set[str] = set()
    three = (base, mine, theirs)
    values: dict[str, Any] = {}
    apart = _JUDGED if len({each.yardstick for each in three}) > 1 else ()
    for name in (*FIELDS, ANSWERS, *LISTS):
        if name not in apart:
            values[name] = _chosen(name, tuple(getattr(each, name) for each in three), contested)
    if apart:
        chosen = _chosen("yardstick", tuple(_judged(each) for each in three), contested)
        values.update(zip(_JUDGED, chosen, strict=True))
    sections = (_section(spec.kind, three, contested) for spec in SPECS)
    values["sections"] = tuple(section for section in sections if section)
    return Merged(replace(mine, **values), frozenset(contested))


def _judged(snapshot: Snapshot) -> tuple[Any, ...]:
    return tuple(getattr(snapshot, name) for name in _JUDGED)


def _section(kind: SectionKind, three: tuple[Snapshot, ...], contested: set[str]) -> SectionText | None:
    texts = tuple(each.section(kind) for each in three)
    chosen: SectionText | None = _chosen(f"sections:{kind.value}", texts, contested)
    return chosen


def _chosen(area: str, three: tuple[Any, ...], contested: set[str]) -> Any:
    """Theirs where mine is what we began from, else mine."""
    base, mine, theirs = three
    if mine in (theirs, base):
        return theirs
    if theirs != base:
        contested.add(area)
    return mine
