"""Letters without a font at hand: how wide a text is about, where it may break, which way it runs.

Widths are upper estimates for the house's sans faces, by script, so that labels set by them do not collide
whatever font a reader has.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_NARROW, _SLIM, _WIDE = (
    frozenset("iljI.,:;'|!()[]’‘ \u00a0\u202f"),
    frozenset('frt-/1"*°'),
    frozenset("mwMW@%—…"),
)
_FULL = 1.0
_LATIN, _GREEK_TO_ARMENIAN, _BEYOND = 0x36F, 0x58F, 0.75
_EM = {"AL": 0.48, "R": 0.58, "AN": 0.62, "EN": 0.63}
"""By the class of direction, which tells the Semitic scripts and the digits."""
_DROPPED = frozenset({"Cc", "Cs", "Co", "Cn"})
_EMBEDDING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any ground."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def clean(text: str) -> str:
    """One line without control characters; the marks that Persian needs between letters stay."""
    spaced = (" " if each in "\t\n\r\x0b\x0c\x85\u2028\u2029" else each for each in text)
    kept = (each for each in spaced if unicodedata.category(each) not in _DROPPED and each not in _EMBEDDING)
    return " ".join(filter(None, "".join(kept).split(" ")))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide the text is at that size, rather more than less."""
    return sum(map(_em, text)) * size * (1.06 if bold else 1.0)


def wrap(text: str, room: float, size: float, *, most: int = 99, bold: bool = False) -> list[str]:
    """The text in lines of at most `room`; the last of `most` lines ends in … when there was more."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, room, size, bold):
        if line and width((line + piece).rstrip(), size, bold=bold) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    lines.append(line.rstrip())
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(lines[most - 1], room, size, bold)]


def wrap_all(
    texts: Sequence[str], room: float, size: float, *, total: float, most: int = 6, bold: bool = False
) -> list[tuple[str, ...]]:
    """Each text in at most `most` lines, in fewer where all together would take more than `total`."""
    wrapped: list[tuple[str, ...]] = []
    for lines in range(most, 0, -1):
        wrapped = [tuple(wrap(text, room, size, most=lines, bold=bold)) for text in texts]
        if sum(map(len, wrapped)) <= total:
            break
    return wrapped


def of_language(tag: str) -> Direction:
    """The direction of a BCP 47 language tag; a script subtag decides before the language."""
    language, *others = tag.lower().split("-")
    if {"arab", "hebr"} & set(others):
        return "rtl"
    return "rtl" if language in _RIGHT_TO_LEFT and "latn" not in others else "ltr"


def of_text(text: str) -> Direction:
    """The direction of most of the text's letters."""
    if text.isascii():
        return "ltr"
    kinds = [unicodedata.bidirectional(each) for each in text]
    return "rtl" if kinds.count("R") + kinds.count("AL") > kinds.count("L") else "ltr"


@cache
def _em(character: str) -> float:
    """Measured on Inter and Noto Sans, the wider of the two and a little more."""
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return _FULL
    for characters, em in ((_NARROW, 0.3), (_SLIM, 0.41), (_WIDE, 0.92)):
        if character in characters:
            return em
    return _EM.get(unicodedata.bidirectional(character)) or _letter(ord(character), capital=category == "Lu")


def _letter(code: int, *, capital: bool) -> float:
    if code > _GREEK_TO_ARMENIAN:
        return _BEYOND
    return 0.72 if capital else 0.58 if code <= _LATIN else 0.62


def _pieces(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """What must stay together: words with the space after them, single ideographs, parts of endless words."""
    piece = ""
    for character in text:
        wide = _em(character) == _FULL
        if piece and (wide or width(piece + character, size, bold=bold) > room):
            yield piece
            piece = ""
        piece += character
        if character == " " or wide:
            yield piece
            piece = ""
    if piece:
        yield piece


def _cut(line: str, room: float, size: float, bold: bool) -> str:
    while line and width(line + "…", size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip(" ,;:.–—-") + "…"
