"""The line in the margin that says for whom a copy was made, as the content of one small form.

Every page of a master draws the same form, so that a copy changes it once. Names are set in the form's own
font where it has their letters, else drawn; a name that can be neither is left out, and the copy's code
stands alone.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

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
    """Some words as operators that start at the origin in thousandths of the em, and their width in them."""

    operators: bytes
    width: float


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
        return _row(what, 0)
    who = _join([_text("Prepared for ", advances), *_between(names, _text(", ", advances))])
    line = _join([who, _text(" · ", advances), what])
    return _row(line, 0) if _fits(line) else _row(who, 1) + _row(what, 0)


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
    operators = b"q %g 0 0 %g 0 0 cm\n" % (scale, scale) + drawing.operators + b"Q\n"
    return _Piece(operators, drawing.advance * scale)


def _text(text: str, advances: Mapping[int, int]) -> _Piece:
    """Characters that the font has; the codes of the form's font are those of Unicode."""
    known = "".join(character for character in text if ord(character) in advances)
    operators = f"BT /F {_EM} Tf <{known.encode('utf-16-be').hex()}> Tj ET\n"
    return _Piece(operators.encode(), sum(advances[ord(character)] for character in known))


def _between(pieces: list[_Piece], comma: _Piece) -> list[_Piece]:
    return [each for piece in pieces for each in (comma, piece)][1:]


def _join(pieces: list[_Piece]) -> _Piece:
    placed, x = [], 0.0
    for piece in pieces:
        placed.append(b"q 1 0 0 1 %.0f 0 cm\n" % x + piece.operators + b"Q\n")
        x += piece.width
    return _Piece(b"".join(placed), x)


def _fits(line: _Piece) -> bool:
    return line.width * _POINTS / _EM <= WIDTH


def _row(line: _Piece, number: int) -> bytes:
    """One line of the stamp, from below; a long one is set narrower, and cut by the form's box if it must."""
    high = _POINTS / _EM
    wide = high * max(_NARROWEST, min(1.0, WIDTH / max(1.0, line.width * high)))
    place = f"{wide:.6f} 0 0 {high:.6f} 0 {_FOOT + number * _LEAD:g} cm"
    return f"q {_GREY} g {place}\n".encode() + line.operators + b"Q\n"
