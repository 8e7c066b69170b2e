"""Tells two snapshots apart: which places of the document differ, and in which words.

An editor who comes second, and whoever looks back at an earlier version, reads the same list; it quotes what
was there and what is there now, so nothing has to be guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from reports.domain.answering import answer_to
from reports.domain.numbering import place
from reports.domain.sections import SPECS
from reports.domain.snapshot import Picture, SeriesPlace, Snapshot

_MOST_WORDS = 3_000
"""A longer passage is shown as a whole before and a whole after: comparing its words would take seconds."""

_CJK = "\u3040-\u30ff\u3400-\u9fff"
_TOKEN = re.compile(rf"[{_CJK}]|[^\s{_CJK}]+|\s+")
"""A word or a space; scripts that set no spaces between words are compared sign by sign."""

_MOST_SAME = 300

FIELDS = {
    "title": "Title",
    "series": "Place in the series",
    "language": "Language",
    "marking": "Marking",
    "authors": "Authors",
    "dated": "Date",
    "countries": "Countries",
    "topics": "Topics",
    "yardstick": "Yardstick",
    "reference": "Request number",
    "prepared_for": "Prepared for",
    "questions": "What was asked",
    "picture": "Picture note",
    "editor_note": "Editor’s note",
}
"""What surrounds the text, by the name of its field."""

LISTS = {
    "findings": "Finding",
    "risks": "Risk",
    "scenarios": "Scenario",
    "sources": "Source",
    "timeline": "Timeline entry",
    "places": "Place",
    "figures": "Figure",
}
"""The lists of parts, by the name of their field, with the word for one of them."""

ANSWERS = "answers"
"""The field of what is said of each question; it is compared question by question."""

_UNCOUNTED = {"number"}
"""A scenario's number follows from its place; moving it is no change of what it says."""


class Op(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that stayed, came or went."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs; `area` is the snapshot's field, with the kind behind a colon for a section."""

    area: str
    place: str
    pieces: tuple[Piece, ...]


def differences(older: Snapshot, newer: Snapshot) -> tuple[Difference, ...]:
    """Every place in which `newer` says something else than `older`, in the order of the document."""
    return (
        *_surroundings(older, newer),
        *_answers(older, newer),
        *_sections(older, newer),
        *_listed(older, newer),
    )


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words that stayed, went and came between two texts, paragraph by paragraph."""
    one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(Op.SAME, "".join(one[a:b])))
        else:
            found += _words("".join(one[a:b]), "".join(other[c:d]))
    return tuple(_joined(found))


def _words(before: str, after: str) -> Iterator[Piece]:
    one, other = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(one), len(other)) > _MOST_WORDS:
        yield from (Piece(Op.REMOVED, before), Piece(Op.ADDED, after))
        return
    gone = come = ""
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        removed, added = "".join(one[a:b]), "".join(other[c:d])
        if tag != "equal" or ((gone or come) and removed.isspace() and b < len(one) and d < len(other)):
            gone, come = gone + removed, come + added  # a space between two changes belongs to both
            continue
        yield from (Piece(Op.REMOVED, gone), Piece(Op.ADDED, come), Piece(Op.SAME, removed))
        gone = come = ""
    yield from (Piece(Op.REMOVED, gone), Piece(Op.ADDED, come))


def _joined(found: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece, and none that is empty."""
    op, text = Op.SAME, ""
    for piece in found:
        if piece.op is op:
            text += piece.text
        elif piece.text:
            if text:
                yield Piece(op, text)
            op, text = piece.op, piece.text
    if text:
        yield Piece(op, text)


def _difference(area: str, place: str, before: str, after: str) -> Iterator[Difference]:
    if before != after:
        yield Difference(area, place, tuple(_cut(piece) for piece in pieces(before, after)))


def _cut(piece: Piece) -> Piece:
    """What stayed, without the middle of a long passage: a reader looks for what changed."""
    if piece.op is not Op.SAME or len(piece.text) <= _MOST_SAME:
        return piece
    half = _MOST_SAME // 2
    return Piece(
        Op.SAME, f"{piece.text[:half].rsplit(None, 1)[0]} […] {piece.text[-half:].split(None, 1)[-1]}"
    )


def _surroundings(older: Snapshot, newer: Snapshot) -> Iterator[Difference]:
    for name, label in FIELDS.items():
        yield from _difference(name, label, _said(getattr(older, name)), _said(getattr(newer, name)))


def _answers(older: Snapshot, newer: Snapshot) -> Iterator[Difference]:
    for number in range(1, max(len(older.questions), len(newer.questions)) + 1):
        one, other = answer_to(older, number), answer_to(newer, number)
        place = f"Answer to question {number}"
        yield from _difference(ANSWERS, place, _said(one.places), _said(other.places))
        yield from _difference(ANSWERS, f"{place}, reason", one.reason, other.reason)


def _sections(older: Snapshot, newer: Snapshot) -> Iterator[Difference]:
    for spec in SPECS:
        one, other = older.section(spec.kind), newer.section(spec.kind)
        area = f"sections:{spec.kind.value}"
        yield from _difference(area, spec.title, one.body if one else "", other.body if other else "")


def _listed(older: Snapshot, newer: Snapshot) -> Iterator[Difference]:
    for name, word in LISTS.items():
        one, other = ([_facts(part) for part in getattr(each, name)] for each in (older, newer))
        for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            paired = min(b - a, d - c)
            for at in range(paired):
                yield from _part(name, f"{word} {c + at + 1}", one[a + at], other[c + at])
            for at in range(a + paired, b):
                yield from _difference(name, f"{word} {at + 1}, taken out", _summary(one[at]), "")
            for at in range(c + paired, d):
                yield from _difference(name, f"{word} {at + 1}, new", "", _summary(other[at]))


_Facts = tuple[tuple[str, str], ...]


def _facts(part: Any) -> _Facts:
    """What a part says, name by name, without what follows from its place."""
    return tuple(
        (each.name, _said(getattr(part, each.name))) for each in fields(part) if each.name not in _UNCOUNTED
    )


def _part(area: str, place: str, one: _Facts, other: _Facts) -> Iterator[Difference]:
    for (name, before), (_, after) in zip(one, other, strict=True):
        label = "" if name == "text" else f", {name.replace('_', ' ')}"
        yield from _difference(area, f"{place}{label}", before, after)


def _summary(facts: _Facts) -> str:
    return "\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in facts if value)


def _said(value: Any) -> str:
    """Any value of a snapshot as the words that stand for it."""
    match value:
        case None | False:
            said = ""
        case True:
            said = "yes"
        case float():
            said = f"{value:g}"
        case tuple():
            said = "\n".join(_said(each) for each in value)
        case SeriesPlace():
            said = ", ".join(filter(None, (value.title, place(value.volume, value.issue))))
        case Picture():
            said = " – ".join(filter(None, (value.caption, value.credit)))
        case _:
            said = str(value)
    return said
