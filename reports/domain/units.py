"""In which order units are spent: those that end soonest first, those that never end last.

The ledger says how many were granted, reserved, released, used and expired; what is left of each grant
follows from reading it in order by this one rule, so it is stored nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What an entry of the ledger does."""

    GRANTED = "granted"
    RESERVED = "reserved"
    USED = "used"
    RELEASED = "released"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: `ends` is the last day of granted units (None: they never end), or of those that expired."""

    kind: Kind
    units: int
    reference: str = ""
    ends: date | None = None
    key: str = ""


@dataclass(slots=True)
class Pot:
    """What is left of one grant and free."""

    ends: date | None
    left: int
    key: str = ""


def pots(entries: Iterable[Entry]) -> list[Pot]:
    """What is left of each grant, in the order in which it is spent."""
    kept: list[Pot] = []
    held: dict[str, list[tuple[Pot, int]]] = defaultdict(list)
    for entry in entries:
        match entry.kind:
            case Kind.GRANTED:
                kept.append(Pot(entry.ends, entry.units, entry.key))
                kept.sort(key=_soonest)
            case Kind.RESERVED:
                held[entry.reference] += _take(kept, entry.units)
            case Kind.RELEASED:
                for pot, units in held.pop(entry.reference, []):
                    pot.left += units
            case Kind.USED:
                held.pop(entry.reference, None)
            case Kind.EXPIRED:
                _take([pot for pot in kept if entry.ends in (None, pot.ends)], entry.units)
    return kept


def over(entries: Iterable[Entry], today: date) -> dict[date, int]:
    """What is free and past its last day, by that day."""
    left: dict[date, int] = defaultdict(int)
    for pot in pots(entries):
        if pot.ends and pot.ends < today:
            left[pot.ends] += pot.left
    return {day: units for day, units in left.items() if units}


def _take(kept: list[Pot], units: int) -> list[tuple[Pot, int]]:
    """Take units from the pots in order; what they do not hold is not taken."""
    taken: list[tuple[Pot, int]] = []
    for pot in kept:
        part = min(units, pot.left)
        if part:
            pot.left, units = pot.left - part, units - part
            taken.append((pot, part))
    return taken


def _soonest(pot: Pot) -> date:
    return pot.ends or date.max
