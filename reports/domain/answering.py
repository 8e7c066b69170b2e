"""Where a report answers what was asked: the passages that a question can point to, and what each says.

The editor offers them, the linter misses them, the printed matrix leads to them and the client's page quotes
them, all from this one list.
"""

from dataclasses import dataclass

from reports.domain.sections import SPECS, SectionKind, kind_for_heading
from reports.domain.snapshot import Answer, Snapshot

_ANSWERS_NOTHING = frozenset({SectionKind.SOURCES, SectionKind.CALL_TO_ACTION})
LONGEST = 60
"""No name of a passage has more characters."""


@dataclass(frozen=True, slots=True)
class Passage:
    """`name` is what an answer keeps, such as `finding 1` or `Analysis`; `text` is Markdown.

    `anchor` is its place in the document, on the page and in print.
    """

    name: str
    title: str
    anchor: str
    text: str
    is_section: bool = False


def passages(snapshot: Snapshot) -> dict[str, Passage]:
    """What can answer a question, by name, in print order: each section that is there, then its parts."""
    found: dict[str, Passage] = {}
    for spec in SPECS:
        section, parts = snapshot.section(spec.kind), _parts(snapshot, spec.kind)
        if spec.kind in _ANSWERS_NOTHING or not (section or parts):
            continue
        title = section.title if section and section.title else spec.title
        anchor, body = spec.kind.value.replace("_", "-"), section.body if section else ""
        whole = Passage(spec.title, title, anchor, body, is_section=True)
        found |= {each.name: each for each in (whole, *parts)}
    return found


def named(name: str) -> str:
    """The one spelling of a passage's name, as `passages` has it; what names nothing stays as it is."""
    kind = kind_for_heading(name)
    return next((spec.title for spec in SPECS if spec.kind is kind), " ".join(name.casefold().split()))


def answer_to(snapshot: Snapshot, question: int) -> Answer:
    """What the report says of a question, counted from 1; an empty answer while it is open."""
    known = (each for each in snapshot.answers if each.question == question)
    return next(known, Answer(question))


def _parts(snapshot: Snapshot, kind: SectionKind) -> tuple[Passage, ...]:
    match kind:
        case SectionKind.KEY_FINDINGS:
            said = [("Finding", each.text) for each in snapshot.findings]
        case SectionKind.RISK_ASSESSMENT:
            said = [("Risk", f"{each.subject}\n\n{each.text}".strip()) for each in snapshot.risks]
        case SectionKind.SCENARIOS:
            said = [("Scenario", f"{each.name}\n\n{each.text}".strip()) for each in snapshot.scenarios]
        case _:
            said = []
    return tuple(
        Passage(f"{word.lower()} {number}", f"{word} {number}", f"{word.lower()}-{number}", text)
        for number, (word, text) in enumerate(said, start=1)
    )
