"""A snapshot made ready for the rules: each text with its place, its role and its sentences, read once.

Places are named as an author would look for them, and ranked as they are printed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from reports.domain.likelihood import Yardstick
from reports.domain.linting.plain import blocks
from reports.domain.linting.sentences import Sentence, split
from reports.domain.sections import SPECS, SectionKind, spec_of
from reports.domain.snapshot import Snapshot


class Role(Enum):
    """What a text is to the rules; the words of a citation or a caption are not judged."""

    JUDGEMENT = auto()
    TEXT = auto()
    APART = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: its rank in print and its name."""

    rank: tuple[int, int]
    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    spot: Spot
    role: Role
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`yardstick` is None when the report names none that is known; `asked` the sections it is to have."""

    snapshot: Snapshot
    passages: tuple[Passage, ...]
    yardstick: Yardstick | None
    is_english: bool
    asked: Collection[SectionKind]

    def judged(self, *roles: Role) -> Iterator[tuple[Spot, int, Sentence]]:
        """Each sentence of these roles, its spot and its number there; none where the text is not English."""
        for passage in self.passages if self.is_english else ():
            if passage.role in roles:
                for at, sentence in enumerate(passage.sentences):
                    yield passage.spot, at, sentence


REPORT = Spot((-1, 0), "report")
TITLE = Spot((-1, 1), "title")
NOTE = Spot((-1, 2), "editor’s note")
_ORDER = {spec.kind: rank for rank, spec in enumerate(SPECS)}
_AFTER_ALL = len(SPECS)
_APART = frozenset({SectionKind.SOURCES, SectionKind.CALL_TO_ACTION})


def section_spot(kind: SectionKind) -> Spot:
    """A section, by its title."""
    return Spot((_ORDER[kind], 0), spec_of(kind).title)


def question_spot(number: int) -> Spot:
    return Spot((-1, 2 + number), f"question {number}")


def finding_spot(number: int) -> Spot:
    return Spot((_ORDER[SectionKind.KEY_FINDINGS], number), f"finding {number}")


def risk_spot(number: int) -> Spot:
    return Spot((_ORDER[SectionKind.RISK_ASSESSMENT], number), f"risk {number}")


def scenario_spot(number: int) -> Spot:
    return Spot((_ORDER[SectionKind.SCENARIOS], number), f"scenario {number}")


def source_spot(number: int) -> Spot:
    return Spot((_ORDER[SectionKind.SOURCES], number), f"source {number}")


def figure_spot(number: int) -> Spot:
    return Spot((_AFTER_ALL, number), f"figure {number}")


def timeline_spot(number: int) -> Spot:
    return Spot((_AFTER_ALL + 1, number), f"timeline entry {number}")


def read(snapshot: Snapshot, asked: Collection[SectionKind]) -> Document:
    """The document of a snapshot; every text in it is split once."""
    known = snapshot.yardstick in set(Yardstick)
    return Document(
        snapshot=snapshot,
        passages=tuple(
            Passage(spot, role, tuple(each for block in blocks(text) for each in split(block)))
            for spot, role, text in _texts(snapshot)
            if text.strip()
        ),
        yardstick=Yardstick(snapshot.yardstick) if known else None,
        is_english=snapshot.language.casefold().startswith("en"),
        asked=asked,
    )


def _texts(snapshot: Snapshot) -> Iterator[tuple[Spot, Role, str]]:
    yield TITLE, Role.TEXT, snapshot.title
    yield NOTE, Role.APART, snapshot.editor_note
    for section in snapshot.sections:
        role = Role.APART if section.kind in _APART else Role.TEXT
        yield section_spot(section.kind), role, section.body
    yield from _statements(snapshot)
    yield from _evidence(snapshot)


def _statements(snapshot: Snapshot) -> Iterator[tuple[Spot, Role, str]]:
    for number, finding in enumerate(snapshot.findings, start=1):
        role = Role.JUDGEMENT if finding.kind == "judgement" else Role.TEXT
        yield finding_spot(number), role, finding.text
        yield finding_spot(number), Role.TEXT, finding.basis
    for number, scenario in enumerate(snapshot.scenarios, start=1):
        spot = scenario_spot(number)
        yield spot, Role.TEXT, scenario.name
        yield spot, Role.JUDGEMENT, scenario.text
        yield spot, Role.TEXT, "\n\n".join(scenario.indicators)
    for number, risk in enumerate(snapshot.risks, start=1):
        yield risk_spot(number), Role.TEXT, f"{risk.subject}\n\n{risk.text}"


def _evidence(snapshot: Snapshot) -> Iterator[tuple[Spot, Role, str]]:
    for number, source in enumerate(snapshot.sources, start=1):
        yield source_spot(number), Role.APART, source.citation
    for number, figure in enumerate(snapshot.figures, start=1):
        said = "\n\n".join((figure.caption, figure.credit, figure.alternative))
        yield figure_spot(number), Role.APART, said
    for number, entry in enumerate(snapshot.timeline, start=1):
        yield timeline_spot(number), Role.APART, entry.text
    if snapshot.picture:
        yield TITLE, Role.APART, f"{snapshot.picture.caption}\n\n{snapshot.picture.credit}"
