"""The line in the margin that says for whom a copy was made, as the content of one small form.

Every page of a master draws the same form, so that a copy changes it once. Names are set in the form's own
font where it has their letters, else drawn; a name that can be neither is left out, and the copy's code
stands alone.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from reports.rendering import outlines, slots

SIZE = 8_192
"""Bytes of the form's stream in the file, whatever it says."""
MARK = b"%copy-stamp\n"
WIDTH, HEIGHT = 460.0, 20.0
"""Points; the form's box, whose left lower corner the master places in the margin."""
_POINTS, _LEAD, _FOOT = 6.5, 8.4, 3.0
_NARROWEST = 0.72
_EM = 1000
_GREY = "0.27"
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a copy says of itself; without a code it says nothing."""

    code: str = ""
    name: str = ""
    organisation: str = ""
    reference: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words as text, or as outlines where the font does not have them; their width in 1/1000 em."""

    width: float
    text: str = ""
    outlines: bytes = b""


def stream(stamp: Stamp, advances: Mapping[int, int]) -> bytes:
    """The form's Flate stream, of `SIZE` bytes; the empty stamp draws nothing.

    `advances` are the widths of the characters that the form's font has. What would not fit is said shorter.
    """
    for told in (stamp, replace(stamp, organisation=""), Stamp(stamp.code), Stamp()):
        packed = slots.fill(MARK + _content(told, advances), SIZE)
        if packed is not None:
            return packed
    raise AssertionError("nothing is always short enough")


def _content(stamp: Stamp, advances: Mapping[int, int]) -> bytes:
    if not stamp.code:
        return b""
    names = [piece for text in (stamp.name, stamp.organisation) if (piece := _set(_clean(text), advances))]
    told = [_clean(text) for text in (stamp.reference, stamp.date) if text]
    what = _text(" · ".join([*told, f"copy {stamp.code}"]), advances)
    if not names:
        return _row([what], 0)
    who = [_text("Prepared for ", advances), *_between(names, _text(", ", advances))]
    line = [*who, _text(" · ", advances), what]
    return _row(line, 0) if _width(line) <= WIDTH else _row(who, 1) + _row([what], 0)


def _clean(text: str) -> str:
    """One line in composed form, without control and direction characters; the joiners of scripts stay."""
    composed = unicodedata.normalize("NFC", text)
    kept = (
        each if each in _JOINERS or unicodedata.category(each)[0] not in "CZ" else " " for each in composed
    )
    return " ".join("".join(kept).split())


def _set(text: str, advances: Mapping[int, int]) -> _Piece | None:
    """Text where the font has every character, else outlines; None where neither can be."""
    if all(ord(character) in advances for character in text):
        return _text(text, advances) if text else None
    drawing = outlines.draw(text)
    if drawing is None:
        return None
    scale = _EM / outlines.EM
    filled = b"q %g 0 0 %g 0 0 cm\n" % (scale, scale) + drawing.operators + b"Q\n"
    return _Piece(drawing.advance * scale, outlines=filled)


def _text(text: str, advances: Mapping[int, int]) -> _Piece:
    """Characters that the font has."""
    known = "".join(character for character in text if ord(character) in advances)
    return _Piece(sum(advances[ord(character)] for character in known), known)


def _between(pieces: list[_Piece], comma: _Piece) -> list[_Piece]:
    return [each for piece in pieces for each in (comma, piece)][1:]


def _width(line: list[_Piece]) -> float:
    return sum(piece.width for piece in line) * _POINTS / _EM


def _row(line: list[_Piece], number: int) -> bytes:
    """One line of the stamp, from below; a long one is set narrower, and cut by the form's box if it must."""
    high = _POINTS / _EM
    wide = high * max(_NARROWEST, min(1.0, WIDTH / max(1.0, _width(line))))
    place = f"{wide:.6f} 0 0 {high:.6f} 0 {_FOOT + number * _LEAD:g} cm"
    return f"q {_GREY} g {place}\n".encode() + b"".join(_placed(line)) + b"Q\n"


def _placed(line: list[_Piece]) -> Iterator[bytes]:
    """The operators of a line; text beside text is shown as one, so that it is found as one."""
    x = 0.0
    for is_text, group in groupby(line, key=lambda piece: bool(piece.text)):
        run = list(group)
        shown = (
            [_shown("".join(piece.text for piece in run))] if is_text else [piece.outlines for piece in run]
        )
        yield b"q 1 0 0 1 %.0f 0 cm\n" % x + b"".join(shown) + b"Q\n"
        x += sum(piece.width for piece in run)


def _shown(text: str) -> bytes:
    """The codes of the form's font are those of Unicode."""
    return f"BT /F {_EM} Tf <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()
