"""What a client asks, as plain values: what a form, an interface or the demo hands to intake.

Each has been checked by whoever read it; intake only keeps it.
"""

from dataclasses import dataclass
from datetime import date

from reports.domain.marking import Marking


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `countries` are ISO 3166-1 alpha-2 codes, `briefing` the id of the report before it."""

    name: str
    email: str
    organisation: str
    title: str
    questions: tuple[str, ...]
    background: str = ""
    decision: str = ""
    needed_by: date | None = None
    marking: Marking = Marking.AMBER
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    briefing: int | None = None
