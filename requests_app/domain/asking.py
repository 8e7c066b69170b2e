"""What a client asks, as plain values: what a form, an interface or the demo hands to intake.

Each has been checked by whoever read it; intake only keeps it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reports.domain.marking import Marking
from reports.domain.sections import SectionKind
from requests_app.domain.service import Form, Length, Priority, ServiceClass

IN_PLAIN_WORDS = {
    SectionKind.EXECUTIVE_SUMMARY: "the answer on half a page",
    SectionKind.KEY_FINDINGS: "the main points, a sentence or two each",
    SectionKind.BACKGROUND: "how things came to be as they are",
    SectionKind.ANALYSIS: "who wants what, and our reasoning step by step",
    SectionKind.RISK_ASSESSMENT: "what could go wrong, how likely it is and how much it would hurt",
    SectionKind.SCENARIOS: "the ways in which things may go on, and the first signs of each",
    SectionKind.CONCLUSION: "what follows from it for your decision",
    SectionKind.SOURCES: "what we rely on, and how far it can be trusted",
}
"""The sections that a client may choose from, in print order, each as somebody outside the trade says it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `countries` are ISO 3166-1 alpha-2 codes, `briefing` the id of the report before it.

    `language` is an ISO 639-1 code, `readers` the addresses of those who may read it beside the client;
    `sections` are those that the client wants, none meaning all.
    """

    name: str
    email: str
    organisation: str
    title: str
    questions: tuple[str, ...]
    background: str = ""
    known: str = ""
    decision: str = ""
    decision_on: date | None = None
    needed_by: date | None = None
    no_value_after: date | None = None
    priority: Priority = Priority.ROUTINE
    service: ServiceClass = ServiceClass.FULL
    form: Form = Form.REPORT
    length: Length = Length.ANY
    language: str = "en"
    marking: Marking = Marking.AMBER
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    sections: tuple[SectionKind, ...] = ()
    briefing: int | None = None


def chosen(values: Iterable[str]) -> tuple[SectionKind, ...]:
    """The sections of these names in print order, none when it is all of them; raises ValueError."""
    wanted = set(values)
    if strange := sorted(wanted - set(IN_PLAIN_WORDS)):
        raise ValueError(f"A report has no section “{strange[0][:40]}”. Choose among those on the form.")
    kinds = tuple(kind for kind in IN_PLAIN_WORDS if kind in wanted)
    return kinds if len(kinds) < len(IN_PLAIN_WORDS) else ()
