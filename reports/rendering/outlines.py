"""Words of any script as shapes: for names that the stamp's own font does not have.

HarfBuzz joins and places the letters; what comes out are areas to be filled, so that no further font has to
travel with the file. A script for which this machine has no font gives None, never an empty box.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import uharfbuzz as hb

from reports.rendering import fonts
from reports.rendering.direction import Direction, of_text

EM = 400
"""Units of an em: fine enough for a printer at seven points, and short to write."""
_RIGHT = frozenset({"R", "AL", "RLE", "RLO"})
_LEFT = frozenset({"L", "EN", "AN"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """Path operators in units of `EM`, from the origin to the right, and how far they reach."""

    operators: bytes
    advance: float


@lru_cache(maxsize=512)
def draw(text: str) -> Drawing | None:
    """The words as they are read, each run in its direction; None when a character has no font here."""
    base = of_text(text)
    runs = list(_runs(text, base))
    if base == "rtl":
        runs.reverse()
    pieces, x = [], 0.0
    for way, run in runs:
        font = fonts.for_text(run)
        if font is None:
            return None
        operators, advance = _shape(font, run, way, x)
        pieces.append(operators)
        x += advance
    return Drawing(b"".join(pieces), x)


def _runs(text: str, base: Direction) -> Iterator[tuple[Direction, str]]:
    """Stretches of one direction (a short form of the Unicode algorithm: names hold no nested quotations)."""
    ways = [_way(character) for character in text]
    for at, way in enumerate(ways):
        if way is None:
            before = ways[at - 1] if at else base
            after = next((other for other in ways[at:] if other), base)
            ways[at] = before if before == after else base
    for way, group in groupby(zip(ways, text, strict=True), key=lambda pair: pair[0]):
        yield way or base, "".join(character for _, character in group)


def _way(character: str) -> Direction | None:
    kind = unicodedata.bidirectional(character)
    if kind in _RIGHT:
        return "rtl"
    return "ltr" if kind in _LEFT else None


def _shape(font: hb.Font, text: str, way: Direction, x: float) -> tuple[bytes, float]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = way
    hb.shape(font, buffer)
    scale = EM / font.face.upem
    pieces, start = [], x
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        path = _path(font, glyph.codepoint)
        if path:
            move = f"1 0 0 1 {x + place.x_offset * scale:.0f} {place.y_offset * scale:.0f} cm".encode()
            pieces.append(b"q " + move + b"\n" + path + b"f Q\n")
        x += place.x_advance * scale
    return b"".join(pieces), x - start


@lru_cache(maxsize=2048)
def _path(font: hb.Font, glyph: int) -> bytes:
    pen = _Pen(EM / font.face.upem)
    font.draw_glyph_with_pen(glyph, pen)
    return b"".join(pen.operators)


class _Pen:
    """Writes what HarfBuzz draws as PDF operators; a quadratic curve is raised to a cubic one."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.operators: list[bytes] = []
        self.at = (0.0, 0.0)

    def _write(self, name: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{value * self.scale:.0f}" for point in points for value in point)
        self.operators.append(f"{numbers} {name}\n".encode())
        self.at = points[-1]

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 -- the names are HarfBuzz's
        self._write("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._write("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._write("c", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        between, end = points
        first, second = (
            tuple(old + 2 / 3 * (new - old) for old, new in zip(start, between, strict=True))
            for start in (self.at, end)
        )
        self._write("c", _pair(first), _pair(second), end)

    def closePath(self) -> None:  # noqa: N802
        self.operators.append(b"h\n")

    def endPath(self) -> None:  # noqa: N802
        """An open outline is filled like a closed one."""


def _pair(values: tuple[Any, ...]) -> tuple[float, float]:
    return float(values[0]), float(values[1])
