"""What a client had of us in a year, as counts: asked, answered, on time, read, judged, and units.

Only what is recorded is counted. A briefing that was read on the page leaves no trace, so none is claimed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from requests_app.domain.service import ServiceClass
from requests_app.domain.status import Status


@dataclass(frozen=True, slots=True)
class Case:
    """One request; `due` counts working time and its pauses, `delivered` is the first delivery."""

    service: ServiceClass
    status: Status
    due: datetime | None
    delivered: datetime | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were asked and what became of them; `undated` were answered without a promised day."""

    label: str
    asked: int = 0
    on_time: int = 0
    late: int = 0
    undated: int = 0
    declined: int = 0
    ended: int = 0
    open: int = 0

    @property
    def answered(self) -> int:
        return self.on_time + self.late + self.undated


@dataclass(frozen=True, slots=True)
class Reading:
    """Files that members took: briefings and reports, each counted once, and by how many people."""

    briefings: int = 0
    briefing_readers: int = 0
    reports: int = 0
    report_readers: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """What the client said of the answers: each question, and each decision."""

    useful: int = 0
    not_useful: int = 0
    served: int = 0
    not_served: int = 0


@dataclass(frozen=True, slots=True)
class Units:
    """Granted and used within the year; `left` at its end, or today."""

    granted: int = 0
    used: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """A whole year of one organisation; equal values print the same paper."""

    organisation: str
    year: int
    until: str
    total: Tally
    by_service: tuple[Tally, ...]
    reading: Reading
    judged: Judged
    units: Units

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return (
            not self.total.asked
            and self.reading == Reading()
            and self.judged == Judged()
            and self.units == Units()
        )


def tally(label: str, cases: Iterable[Case]) -> Tally:
    """Count what became of them: answered counts once, whatever happened afterwards."""
    counts = dict.fromkeys(("on_time", "late", "undated", "declined", "ended", "open"), 0)
    for case in cases:
        counts[_became(case)] += 1
    return Tally(label, asked=sum(counts.values()), **counts)


def by_service(cases: Iterable[Case]) -> tuple[Tally, ...]:
    """The same for each service class that was asked for, in the order of the classes."""
    known = tuple(cases)
    kinds = (each for each in ServiceClass if any(case.service is each for case in known))
    return tuple(tally(each.label, (case for case in known if case.service is each)) for each in kinds)


def _became(case: Case) -> str:
    if case.delivered is not None:
        if case.due is None:
            return "undated"
        return "on_time" if case.delivered <= case.due else "late"
    match case.status:
        case Status.DECLINED:
            return "declined"
        case status if status.is_end:
            return "ended"
    return "open"
