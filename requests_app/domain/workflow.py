"""The life of a request as one table: where it may go, who may send it there, and who is told what.

Buttons, permissions, mails, the diagram in the README and the tests are all read from `TRANSITIONS`, so a
rule cannot hold in one of them only.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from requests_app.domain.status import OPEN, Owner, Resolution, Status

__all__ = [
    "OPEN", "TRANSITIONS", "Actor", "Asks", "Note", "Owner", "Resolution", "Status", "Transition", "allowed",
    "find", "mermaid", "path",
]  # fmt: skip


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


class Asks(StrEnum):
    """What a step needs to be told beside its reason: the name of the form that its button opens."""

    NOTHING = ""
    QUOTE = "quote"
    NAME = "name"
    TWIN = "twin"
    SECTIONS = "sections"
    SCORECARD = "scorecard"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `told` is what the client reads (empty: the client is not told), `mail` a template's name.

    `mail_is_optional` marks what the client can do without; `staff_mail` is what the mail to whoever has the
    request says in its subject (empty: there is none).

    `note_for_client` opens the reason to the client; `note_is_message` makes it a message of the thread,
    and it is kept there. `resolution` is set on the rows that end a request; `explanation` stands beside the
    button.
    """

    name: str
    label: str
    sources: frozenset[Status]
    target: Status
    actors: frozenset[Actor]
    explanation: str
    note: Note = Note.NONE
    note_for_client: bool = False
    note_is_message: bool = False
    asks: Asks = Asks.NOTHING
    told: str = ""
    mail: str = ""
    mail_is_optional: bool = False
    staff_mail: str = ""
    resolution: Resolution | None = None


def _row(
    name: str, label: str, sources: Iterable[Status], target: Status, actors: Iterable[Actor], **rest: object
) -> Transition:
    return Transition(name, label, frozenset(sources), target, frozenset(actors), **rest)  # type: ignore[arg-type]


_S, _A = Status, Actor
_BEFORE_PRODUCTION = (_S.SUBMITTED, _S.IN_TRIAGE, _S.NEEDS_CLARIFICATION, _S.ACCEPTED)
_WRITTEN = (_S.IN_PRODUCTION, _S.CHANGES_REQUESTED)
_READ = (_S.IN_REVIEW, _S.APPROVED)

TRANSITIONS: tuple[Transition, ...] = (
    _row(
        "submit", "Send the request", [_S.DRAFT], _S.SUBMITTED, [_A.CLIENT],
        explanation="Hands the request to the desk.",
        told="We received your request.",
        mail="received",
    ),
    _row(
        "triage", "Start triage", [_S.SUBMITTED], _S.IN_TRIAGE, [_A.TRIAGE],
        explanation="You read it and decide whether we can answer it. If it is nobody’s, it becomes yours.",
        told="An analyst is reading your request.",
    ),
    _row(
        "ask", "Ask the client", [_S.IN_TRIAGE], _S.NEEDS_CLARIFICATION, [_A.TRIAGE],
        explanation="The client reads your question on its page. Working time stands still until it answers.",
        note=Note.REQUIRED, note_for_client=True, note_is_message=True,
        told="We have a question for you.",
        mail="question",
    ),
    _row(
        "answer", "Answer", [_S.NEEDS_CLARIFICATION], _S.IN_TRIAGE, [_A.CLIENT],
        explanation="Your answer goes to the analyst who asked.",
        note=Note.REQUIRED, note_for_client=True, note_is_message=True,
        told="You answered our question.",
        staff_mail="the client answered",
    ),
    _row(
        "go_on", "Go on without an answer", [_S.NEEDS_CLARIFICATION], _S.IN_TRIAGE, [_A.TRIAGE],
        explanation="Working time runs again. The client may still answer.",
        told="We go on with what we know.",
    ),
    _row(
        "quote", "Send a quote", [_S.IN_TRIAGE], _S.QUOTED, [_A.TRIAGE],
        explanation="The client accepts or declines it on its page. Working time stands still meanwhile.",
        asks=Asks.QUOTE,
        told="We sent you a quote.",
        mail="quoted",
    ),
    _row(
        "take_back_quote", "Take the quote back", [_S.QUOTED], _S.IN_TRIAGE, [_A.TRIAGE],
        explanation="The client can no longer accept it; make another, or decide otherwise.",
        told="We took the quote back to change it.",
    ),
    _row(
        "accept_quote", "Accept the quote", [_S.QUOTED], _S.ACCEPTED, [_A.CLIENT],
        explanation="We begin to write. Your name is kept with your acceptance.",
        asks=Asks.NAME,
        told="You accepted the quote; we will write the report.",
        mail="accepted",
        staff_mail="quote accepted",
    ),
    _row(
        "decline_quote", "Decline the quote", [_S.QUOTED], _S.DECLINED, [_A.CLIENT],
        explanation="Ends the request; nothing is charged.",
        note=Note.OPTIONAL, note_for_client=True, asks=Asks.NAME,
        told="You declined the quote.",
        mail="quote_declined",
        staff_mail="quote declined",
        resolution=Resolution.QUOTE_DECLINED,
    ),
    _row(
        "expire_quote", "Let the quote expire", [_S.QUOTED], _S.QUOTE_EXPIRED, [_A.SYSTEM],
        explanation="Happens by itself after the last day of the quote.",
        told="The quote expired.",
        mail="quote_expired",
        resolution=Resolution.QUOTE_EXPIRED,
    ),
    _row(
        "renew", "Take it up again", [_S.QUOTE_EXPIRED], _S.IN_TRIAGE, [_A.CLIENT, _A.TRIAGE],
        explanation="The desk reads the request again and makes a new quote.",
        told="The request was taken up again.",
        staff_mail="taken up again",
    ),
    _row(
        "accept", "Accept without a quote", [_S.IN_TRIAGE], _S.ACCEPTED, [_A.TRIAGE],
        explanation="For what needs no quote: the client is told that we will write the report.",
        told="We accepted your request and will write the report.",
        mail="accepted",
        mail_is_optional=True,
    ),
    _row(
        "decline", "Decline", _BEFORE_PRODUCTION, _S.DECLINED, [_A.TRIAGE],
        explanation="Ends the request. The client reads your reason on its page.",
        note=Note.REQUIRED, note_for_client=True,
        told="We cannot take this request on.",
        mail="declined",
        resolution=Resolution.DECLINED,
    ),
    _row(
        "merge", "Merge into another", _BEFORE_PRODUCTION[:3], _S.MERGED, [_A.TRIAGE],
        explanation="For a request that the same client has asked before: both are answered by one report.",
        asks=Asks.TWIN,
        told="You asked this before; both requests are answered together.",
        mail="merged",
        resolution=Resolution.MERGED,
    ),
    _row(
        "start", "Start production", [_S.ACCEPTED], _S.IN_PRODUCTION, [_A.ANALYST],
        explanation="Drafts the report: its sections, with the client’s questions at its head.",
        asks=Asks.SECTIONS,
        told="We are writing your report.",
    ),
    _row(
        "send_to_review", "Send to review", _WRITTEN, _S.IN_REVIEW, [_A.ANALYST],
        explanation="A second person reads the report; its required sections must be filled.",
        told="A second analyst is checking the report.",
    ),
    _row(
        "return_to_author", "Ask for changes", _READ, _S.CHANGES_REQUESTED, [_A.REVIEWER],
        explanation="Back to the author at once, without waiting for other votes. Your reason stays in the "
        "house.",
        note=Note.REQUIRED,
        told="We are working on the report again.",
    ),
    _row(
        "approve", "Approve and print", [_S.IN_REVIEW], _S.APPROVED, [_A.REVIEWER],
        explanation="When all its reviewers have voted for it, it is printed and delivered. "
        "Whoever wrote it cannot vote.",
        asks=Asks.SCORECARD,
        told="The report is approved; its PDF is being made.",
    ),
    _row(
        "deliver", "Deliver", [_S.APPROVED], _S.DELIVERED, [_A.SYSTEM],
        explanation="Happens by itself when the PDF is ready.",
        told="Your report is ready to download.",
        mail="delivered",
        resolution=Resolution.ANSWERED,
    ),
    _row(
        "close", "Close the request", [_S.DELIVERED], _S.CLOSED, [_A.CLIENT, _A.TRIAGE, _A.SYSTEM],
        explanation="Nothing more is owed. The report stays here to download.",
        told="The request is closed.",
        resolution=Resolution.ANSWERED,
    ),
    _row(
        "reopen", "Correct the report", [_S.DELIVERED, _S.CLOSED], _S.CHANGES_REQUESTED, [_A.REVIEWER],
        explanation="Opens the report for a new edition. Whoever downloaded the old one is told of it.",
        note=Note.REQUIRED, asks=Asks.NOTICE,
        told="We are correcting the report.",
    ),
    _row(
        "withdraw", "Withdraw the request", OPEN, _S.WITHDRAWN, [_A.CLIENT],
        explanation="We stop working on it. This cannot be undone.",
        note=Note.OPTIONAL, note_for_client=True,
        told="The request was withdrawn.",
        mail="withdrawn",
        staff_mail="withdrawn",
        resolution=Resolution.WITHDRAWN,
    ),
)  # fmt: skip

_BY_NAME = {row.name: row for row in TRANSITIONS}


def find(name: str) -> Transition:
    """The row of that name; raises LookupError when the table has none."""
    return _BY_NAME[name]


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
    lines = ["stateDiagram-v2", f"    [*] --> {Status.DRAFT.value}"]
    for row in TRANSITIONS:
        who = " or ".join(sorted(row.actors))
        sources = [status.value for status in Status if status in row.sources]
        lines += [f"    {source} --> {row.target.value}: {row.name} ({who})" for source in sources]
    lines += [f"    {status.value} --> [*]" for status in Status if status.is_end]
    return "\n".join(lines) + "\n"
