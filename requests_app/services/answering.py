"""What a delivered report says of each question, as its client reads it on the page of the request.

It is read from the edition, which never changes; the caller has asked whether this reader may read it.
"""

from dataclasses import dataclass

from reports.domain.answering import Passage, answer_to, passages
from reports.domain.linting.plain import blocks
from reports.domain.snapshot import from_json
from reports.models import Edition
from reports.services import corrections

SHORT = 500
"""A passage on the page is no longer than this: the report itself is a press of a button away."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of the report: what it is called, and its words without markup."""

    title: str
    words: str
    is_short: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, the passages that answer it, and why it is not answered or what stays open."""

    question: str
    passages: tuple[Quoted, ...]
    reason: str


def answers_in(edition: Edition) -> tuple[Answered, ...]:
    """Each question of the edition; none where it must not be used any more, or says nothing of them."""
    snapshot = from_json(edition.snapshot)
    if not snapshot.answers or corrections.recall_of(edition):
        return ()
    known = passages(snapshot)
    found = []
    for number, question in enumerate(snapshot.questions, start=1):
        answer = answer_to(snapshot, number)
        quoted = tuple(_quoted(known[name]) for name in answer.places if name in known)
        found.append(Answered(question, quoted, answer.reason))
    return tuple(found)


def _quoted(passage: Passage) -> Quoted:
    """A part is short enough to be read here; of a section the beginning stands, folded away."""
    words = "\n\n".join(blocks(passage.text))
    cut = words if len(words) <= SHORT else f"{words[:SHORT].rsplit(' ', 1)[0]}…"
    return Quoted(passage.title, cut, is_short=not passage.is_section)
