"""What the maps have in common: sea, land, shaded countries, and disputed areas hatched over them.

Paths are written in tenths of a unit inside a scale, relative and in whole numbers, which halves their bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.figures import geography, ink
from reports.figures.geography import Area, Point
from reports.figures.svg import PATTERNS, Sheet, element
from reports.figures.view import View

DISCLAIMER = (
    "Borders and names on this map are there to find one's way. They express no opinion on the status of any "
    "country, territory or frontier; areas that are disputed are hatched."
)
_TENTH = 10
_COARSE = 6
"""Points nearer to the last one than this, in tenths of a unit, are not worth their bytes."""
_CORNERS = 2
"""Fewer steps than this from the first point enclose nothing."""
_SMALL = 4.0
"""A country less wide than this is shown by a ring around it."""
_VISIBLE = 1.5
"""A disputed area less wide or high than this cannot be seen to be hatched."""

_BORDER: dict[str, str | float] = {"stroke": ink.BORDER, "stroke_width": 0.7 * _TENTH}

Shapes = list[list[Point]]


@dataclass(frozen=True, slots=True)
class Land:
    """What is seen of the world in a view: countries by code, and disputed areas."""

    countries: dict[str, Shapes]
    disputed: list[tuple[Area, Shapes]]


def land(view: View) -> Land:
    """Everything that falls into the view."""
    codes = [code for code, bounds in geography.bounds().items() if view.sees(bounds)]
    countries = {code: [*view.shapes(geography.country(code, view.detail))] for code in codes}
    disputed = [
        (area, [*filter(_visible, view.shapes(area.rings))]) for area in geography.disputed(view.detail)
    ]
    return Land(
        {code: shapes for code, shapes in countries.items() if shapes},
        [(area, shapes) for area, shapes in disputed if shapes],
    )


def paint(sheet: Sheet, view: View, seen: Land, fills: Mapping[str, str]) -> None:
    """Sea, land, the countries of `fills`, whose values are colours or names of levels, and the hatching."""
    sheet.add(_path([view.edge()], fill=ink.SEA))
    plain = [shape for code, shapes in seen.countries.items() if code not in fills for shape in shapes]
    sheet.add(_path(plain, fill=ink.LAND, **_BORDER))
    for fill in sorted(set(fills.values())):
        shapes = [
            shape for code in sorted(fills) if fills[code] == fill for shape in seen.countries.get(code, ())
        ]
        _fill(sheet, shapes, fill, **_BORDER)
    _disputed(sheet, seen, fills)
    if view.framed:
        sheet.add(_path([view.edge()], fill="none", stroke=ink.BORDER, stroke_width=1.2 * _TENTH))


def _disputed(sheet: Sheet, seen: Land, fills: Mapping[str, str]) -> None:
    """Each area on the ground of its country or a neutral one, to hide borders beneath; then hatched."""
    for fill in sorted({fills.get(area.of, ink.LAND) for area, _ in seen.disputed}):
        shapes = [
            shape
            for area, shapes in seen.disputed
            if fills.get(area.of, ink.LAND) == fill
            for shape in shapes
        ]
        _fill(sheet, shapes, fill)
    every = [shape for _, shapes in seen.disputed for shape in shapes]
    if not every:
        return
    sheet.add(
        _path(
            every,
            False,
            fill=sheet.hatch("disputed"),
            stroke=ink.MUTED,
            stroke_width=0.9,
            stroke_dasharray="3 2",
        )
    )


def _fill(sheet: Sheet, shapes: Shapes, fill: str, **stroke: str | float) -> None:
    """Shapes in a colour, or in the ground and the pattern of a level."""
    sheet.add(_path(shapes, fill=ink.GROUNDS.get(fill, fill), **stroke))
    if fill in PATTERNS:
        sheet.add(_path(shapes, False, fill=sheet.hatch(fill)))


def _path(shapes: Shapes, scaled: bool = True, /, **attributes: str | float) -> str:
    """One path of closed rings; one with a pattern is not scaled, as the PDF's engine would scale it too."""
    unit = _TENTH if scaled else 1
    lines = "".join(_line(shape, unit) for shape in shapes)
    if not lines:
        return ""
    small = {"transform": f"scale({1 / _TENTH:g})", "stroke_linejoin": "round"} if scaled else {}
    return element("path", "", d=lines, **small, **attributes)


def _line(shape: Sequence[Point], unit: int) -> str:
    """A closed ring as a start and steps from it: whole tenths, or tenths with their point."""
    x, y = round(shape[0][0] * _TENTH), round(shape[0][1] * _TENTH)
    words = _whole if unit == _TENTH else _pointed
    steps = [f"M{words(x)} {words(y)}l"]
    for point in shape[1:]:
        across, down = round(point[0] * _TENTH) - x, round(point[1] * _TENTH) - y
        if -_COARSE < across < _COARSE and -_COARSE < down < _COARSE:
            continue
        steps.append(f"{words(across)} {words(down)} ")
        x, y = x + across, y + down
    return "".join(steps) + "z" if len(steps) > _CORNERS else ""


def _whole(tenths: int) -> str:
    return str(tenths)


def _pointed(tenths: int) -> str:
    return f"{tenths / _TENTH:g}"


def _visible(shape: Sequence[Point]) -> bool:
    return min(_sides(shape)) > _VISIBLE


def spread(shape: Sequence[Point]) -> float:
    """The wider of the two sides of the box around a shape."""
    return max(_sides(shape))


def _sides(shape: Sequence[Point]) -> tuple[float, float]:
    across, down = [x for x, _ in shape], [y for _, y in shape]
    return max(across) - min(across), max(down) - min(down)


def tiny(view: View, seen: Land, codes: Iterable[str]) -> dict[str, Point]:
    """The place of each of the countries that is too small to be seen, or has no outline."""
    found = {}
    for code in codes:
        alone = geography.point(code)
        if alone:
            found[code] = view.place(*alone)
        elif shapes := seen.countries.get(code):
            largest = max(shapes, key=spread)
            if spread(largest) < _SMALL:
                found[code] = largest[0]
    frame = view.frame
    return {
        code: (x, y) for code, (x, y) in found.items() if 0 <= x <= frame.right and 0 <= y <= frame.bottom
    }
