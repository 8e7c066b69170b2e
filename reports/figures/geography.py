"""The packaged outlines of countries and disputed areas, in degrees; data/PROVENANCE.md says where from.

A ring runs on past 180° instead of jumping back, so nothing here has a seam: a map shows a ring wherever
one of its copies, a full turn apart, falls into view.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

from reports.figures.lettering import Box

Point = tuple[float, float]
Detail = Literal["region", "continent", "world"]

_FILE = Path(__file__).parent / "data" / "outlines.json"
_UNIT = 100.0
"""The file counts in hundredths of a degree."""
_BASE = 32
_LAST, _MORE = "0123456789ABCDEFGHIJKLMNOPQRSTUV", "WXYZabcdefghijklmnopqrstuvwxyz-_"
_DIGITS = _LAST + _MORE
_NUMBER = re.compile(f"[{re.escape(_MORE)}]*[{_LAST}]")


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line of longitudes and latitudes; `bounds` is west, south, east, north."""

    points: tuple[Point, ...]
    bounds: Box

    @property
    def extent(self) -> float:
        """The area of its bounds in square degrees, to tell main lands from islands."""
        return (self.bounds.right - self.bounds.left) * (self.bounds.bottom - self.bounds.top)


@dataclass(frozen=True, slots=True)
class Area:
    """A disputed area; `of` is the code of the country on whose ground it is drawn, empty for neutral."""

    name: str
    of: str
    rings: tuple[Ring, ...]


@cache
def bounds() -> dict[str, Box]:
    """Where each country lies, by ISO 3166-1 alpha-2 code, to know which outlines a map can show at all."""
    return {code: Box(*map(float, edges)) for code, edges in _data()["bounds"].items()}


@cache
def country(code: str, detail: Detail) -> tuple[Ring, ...]:
    """The rings of a country; none for a code that has no outline."""
    return _rings(_data()[detail]["countries"].get(code, ()))


@cache
def disputed(detail: Detail) -> tuple[Area, ...]:
    """The disputed areas."""
    return tuple(
        Area(each["name"], each["of"], _rings(each["rings"])) for each in _data()[detail]["disputed"]
    )


def point(code: str) -> Point | None:
    """Where a country lies that is too small to have an outline."""
    found = _data()["points"].get(code)
    return (found[0] / _UNIT, found[1] / _UNIT) if found else None


def known(code: str) -> bool:
    """Whether the country has an outline or a point."""
    return code in bounds() or point(code) is not None


def extent(code: str) -> list[Point]:
    """The points of a known country's largest ring and of those near it in size; far islands widen no map."""
    alone = point(code)
    if alone:
        return [alone]
    rings = country(code, "world")
    largest = max(ring.extent for ring in rings)
    return [place for ring in rings if ring.extent >= largest / 4 for place in ring.points]


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_FILE.read_text())
    return data


def _rings(rings: Iterable[str]) -> tuple[Ring, ...]:
    return tuple(map(_ring, rings))


def _ring(text: str) -> Ring:
    """Each ring is stored as its first point and the steps to the next, x and y in turn."""
    steps = [*map(_number, _NUMBER.findall(text))]
    longitudes = [x / _UNIT for x in accumulate(steps[::2])]
    latitudes = [y / _UNIT for y in accumulate(steps[1::2])]
    around = Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    return Ring(tuple(zip(longitudes, latitudes, strict=True)), around)


@cache
def _number(digits: str) -> int:
    """A number in base 32, lowest digit first, sign in the lowest bit; the last digit has its own letters."""
    value = 0
    for place, digit in enumerate(digits):
        value += (_DIGITS.index(digit) % _BASE) << (5 * place)
    return -(value >> 1) - 1 if value & 1 else value >> 1
