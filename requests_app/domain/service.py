"""What a client may order: how thorough, how soon, and how urgent it is to the client.

A service class is a promise of the house: its working times, how many people review, how many units it costs.
A priority is the client's own word and only orders the queue.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

DAY = timedelta(hours=8)
"""One working day."""


class Priority(StrEnum):
    """How much it presses, in the client's words."""

    ROUTINE = "routine"
    HIGH = "high"
    URGENT = "urgent"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def rank(self) -> int:
        """What stands first in a queue has the lowest."""
        return (Priority.URGENT, Priority.HIGH, Priority.ROUTINE).index(self)


@dataclass(frozen=True, slots=True)
class Promise:
    """Working times from when the desk may read a request; `delivery` None is agreed in the quote."""

    triage: timedelta
    delivery: timedelta | None
    reviewers: int
    units: int
    sentence: str


class ServiceClass(StrEnum):
    """How thorough the answer is to be."""

    ROUTINE = "routine"
    FULL = "full"
    CUSTOM = "custom"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def promise(self) -> Promise:
        return _PROMISES[self]


_LABELS = {
    ServiceClass.ROUTINE: "Routine answer",
    ServiceClass.FULL: "Full assessment",
    ServiceClass.CUSTOM: "By agreement",
}

_PROMISES = {
    ServiceClass.ROUTINE: Promise(
        2 * DAY, 7 * DAY, 1, 1, "Read within two working days, delivered within seven; one reviewer."
    ),
    ServiceClass.FULL: Promise(
        DAY,
        15 * DAY,
        2,
        3,
        "Read within one working day, delivered within fifteen; two independent reviewers.",
    ),
    ServiceClass.CUSTOM: Promise(
        DAY, None, 2, 5, "Read within one working day; scope and date are agreed in a quote; two reviewers."
    ),
}


class Form(StrEnum):
    """What is handed over."""

    REPORT = "report"
    NOTE = "note"
    BRIEFING = "briefing"

    @property
    def label(self) -> str:
        return {
            Form.REPORT: "A report in sections",
            Form.NOTE: "A short note",
            Form.BRIEFING: "A report, and a conversation about it",
        }[self]


class Length(StrEnum):
    """How long the client wants it."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"
    ANY = "any"

    @property
    def label(self) -> str:
        return {
            Length.SHORT: "Up to 3 pages",
            Length.MEDIUM: "4 to 10 pages",
            Length.LONG: "More than 10 pages",
            Length.ANY: "As long as it takes",
        }[self]
