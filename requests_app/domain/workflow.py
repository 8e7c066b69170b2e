"""The life of a request as one table: where it may go, who may send it there, and who is told what.

Buttons, permissions, mails, the diagram in the README and the tests are all read from `TRANSITIONS`, so a
rule cannot hold in one of them only.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Owner(StrEnum):
    """Who holds a request while it is in a status."""

    CLIENT = "client"
    STAFF = "staff"
    REVIEWER = "reviewer"
    SYSTEM = "system"


class Status(StrEnum):
    """Where a request is."""

    SUBMITTED = "submitted"
    IN_TRIAGE = "in_triage"
    ACCEPTED = "accepted"
    IN_PRODUCTION = "in_production"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    DELIVERED = "delivered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The status as people read it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def owner(self) -> Owner:
        """Who holds it now."""
        return _OWNERS[self]

    @property
    def holder(self) -> str:
        """Who holds it now, as the client reads it."""
        return "Closed" if self.is_end and self is not Status.DELIVERED else _HOLDERS[self.owner]

    @property
    def is_end(self) -> bool:
        """Whether no row of the table leads out of it."""
        return not any(self in row.sources for row in TRANSITIONS)


class Actor(StrEnum):
    """In which role somebody acts on a request."""

    CLIENT = "client"
    TRIAGE = "triage"
    ANALYST = "analyst"
    REVIEWER = "reviewer"
    SYSTEM = "system"


class Note(StrEnum):
    """Whether a transition asks for a reason."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Resolution(StrEnum):
    """How a request ended, which is another thing than where it is."""

    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_OWNERS = {
    Status.SUBMITTED: Owner.STAFF,
    Status.IN_TRIAGE: Owner.STAFF,
    Status.ACCEPTED: Owner.STAFF,
    Status.IN_PRODUCTION: Owner.STAFF,
    Status.IN_REVIEW: Owner.REVIEWER,
    Status.APPROVED: Owner.SYSTEM,
    Status.DELIVERED: Owner.CLIENT,
    Status.DECLINED: Owner.CLIENT,
    Status.WITHDRAWN: Owner.CLIENT,
}

_HOLDERS = {
    Owner.CLIENT: "With you",
    Owner.STAFF: "With our analysts",
    Owner.REVIEWER: "With a second analyst",
    Owner.SYSTEM: "Being printed",
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `told` is what the client reads (empty: the client is not told), `mail` a template's name.

    `resolution` is set on the rows that end a request; `explanation` stands beside the button.
    """

    name: str
    label: str
    sources: frozenset[Status]
    target: Status
    actors: frozenset[Actor]
    explanation: str
    note: Note = Note.NONE
    note_for_client: bool = False
    told: str = ""
    mail: str = ""
    resolution: Resolution | None = None


def _row(
    name: str, label: str, sources: Iterable[Status], target: Status, actors: Iterable[Actor], **rest: object
) -> Transition:
    return Transition(name, label, frozenset(sources), target, frozenset(actors), **rest)  # type: ignore[arg-type]


_OPEN = tuple(Status)[: tuple(Status).index(Status.DELIVERED)]

TRANSITIONS: tuple[Transition, ...] = (
    _row(
        "submit",
        "Send the request",
        (),
        Status.SUBMITTED,
        (Actor.CLIENT,),
        explanation="Hands the request to the desk.",
        told="We received your request.",
        mail="received",
    ),
    _row(
        "triage",
        "Start triage",
        (Status.SUBMITTED,),
        Status.IN_TRIAGE,
        (Actor.TRIAGE,),
        explanation="You read it and decide whether we can answer it. If it is nobody’s, it becomes yours.",
        told="An analyst is reading your request.",
    ),
    _row(
        "accept",
        "Accept",
        (Status.IN_TRIAGE,),
        Status.ACCEPTED,
        (Actor.TRIAGE,),
        explanation="The client is told that we will write the report.",
        told="We accepted your request and will write the report.",
        mail="accepted",
    ),
    _row(
        "decline",
        "Decline",
        (Status.SUBMITTED, Status.IN_TRIAGE, Status.ACCEPTED),
        Status.DECLINED,
        (Actor.TRIAGE,),
        explanation="Ends the request. The client reads your reason on its page.",
        note=Note.REQUIRED,
        note_for_client=True,
        told="We cannot take this request on.",
        mail="declined",
        resolution=Resolution.DECLINED,
    ),
    _row(
        "start",
        "Start production",
        (Status.ACCEPTED,),
        Status.IN_PRODUCTION,
        (Actor.ANALYST,),
        explanation="Drafts the report: its sections, with the client’s questions at its head.",
        told="We are writing your report.",
    ),
    _row(
        "send_to_review",
        "Send to review",
        (Status.IN_PRODUCTION,),
        Status.IN_REVIEW,
        (Actor.ANALYST,),
        explanation="A second person reads the report; its required sections must be filled.",
        told="A second analyst is checking the report.",
    ),
    _row(
        "return_to_author",
        "Return to the author",
        (Status.IN_REVIEW, Status.APPROVED),
        Status.IN_PRODUCTION,
        (Actor.REVIEWER,),
        explanation="Back to the author. Your reason stays in the house.",
        note=Note.REQUIRED,
        told="We are working on the report again.",
    ),
    _row(
        "approve",
        "Approve and print",
        (Status.IN_REVIEW,),
        Status.APPROVED,
        (Actor.REVIEWER,),
        explanation="Prints the report and delivers it. Whoever wrote it cannot approve it.",
        told="The report is approved; its PDF is being made.",
    ),
    _row(
        "deliver",
        "Deliver",
        (Status.APPROVED,),
        Status.DELIVERED,
        (Actor.SYSTEM,),
        explanation="Happens by itself when the PDF is ready.",
        told="Your report is ready to download.",
        mail="delivered",
        resolution=Resolution.ANSWERED,
    ),
    _row(
        "withdraw",
        "Withdraw the request",
        _OPEN,
        Status.WITHDRAWN,
        (Actor.CLIENT,),
        explanation="We stop working on it. This cannot be undone.",
        note=Note.OPTIONAL,
        note_for_client=True,
        told="The request was withdrawn.",
        mail="withdrawn",
        resolution=Resolution.WITHDRAWN,
    ),
)

_BY_NAME = {row.name: row for row in TRANSITIONS}
_RESOLUTIONS = {row.target: row.resolution for row in TRANSITIONS if row.resolution}


def find(name: str) -> Transition:
    """The row of that name; raises LookupError when the table has none."""
    return _BY_NAME[name]


def resolution_of(status: Status) -> Resolution | None:
    """How a request in `status` ended; None while it goes on."""
    return _RESOLUTIONS.get(status)


def allowed(status: Status, actors: Iterable[Actor]) -> tuple[Transition, ...]:
    """The rows that somebody with these roles may use from `status`, in the order of the table."""
    roles = frozenset(actors)
    return tuple(row for row in TRANSITIONS if status in row.sources and row.actors & roles)


def path(source: Status, target: Status) -> tuple[Transition, ...]:
    """The shortest way from one status to another; raises LookupError when there is none."""
    ways: deque[tuple[Status, tuple[Transition, ...]]] = deque([(source, ())])
    seen = {source}
    while ways:
        here, taken = ways.popleft()
        if here == target:
            return taken
        for row in TRANSITIONS:
            if here in row.sources and row.target not in seen:
                seen.add(row.target)
                ways.append((row.target, (*taken, row)))
    raise LookupError(f"No way leads from {source} to {target}.")


def mermaid() -> str:
    """The table as a Mermaid state diagram: one arrow per row and source, named with who may take it."""
    lines = ["stateDiagram-v2"]
    for row in TRANSITIONS:
        who = " or ".join(sorted(row.actors))
        sources = [status.value for status in Status if status in row.sources] or ["[*]"]
        lines += [f"    {source} --> {row.target.value}: {row.name} ({who})" for source in sources]
    lines += [f"    {status.value} --> [*]" for status in Status if status.is_end]
    return "\n".join(lines) + "\n"
