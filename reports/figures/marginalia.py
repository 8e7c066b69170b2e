"""What stands on and under a map: labels, dots, leaders, the row of its legend and the scale.

A leader and a plate under the letters keep labels legible on any ground.
"""

from collections.abc import Iterable, Sequence

from reports.figures import ink
from reports.figures.geography import Point
from reports.figures.lettering import of_text, width
from reports.figures.placing import LINE, Label
from reports.figures.svg import PATTERNS, WIDTH, Sheet, number
from reports.figures.view import View
from reports.figures.wording import THIN

_DOT = 3.6
_LENGTHS = (20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
_BAR = 50.0
"""Kilometres of a scale bar, of which the first that is this long is drawn."""


def write(sheet: Sheet, label: Label, *, bold: bool = False, fill: str = ink.INK) -> None:
    """A placed label, line by line."""
    run = of_text(label.text)
    for index, line in enumerate(label.lines):
        baseline = label.box.top + label.size * (index * LINE + 0.95)
        places = {"start": label.box.left, "end": label.box.right}
        place = places.get(label.side, (label.box.left + label.box.right) / 2)
        sheet.text(place, baseline, line, side=label.side, size=label.size, fill=fill, bold=bold, run=run)


def plates(labels: Sequence[Label]) -> str:
    """The ground under labels, so that borders do not run through their letters."""
    edges = [
        (number(box.left - 1), box.top, number(box.right + 1), box.bottom)
        for box in (each.box for each in labels)
    ]
    return "".join(
        f"M{left} {number(top)}H{right}V{number(bottom)}H{left}z" for left, top, right, bottom in edges
    )


def dots(sheet: Sheet, places: Iterable[Point]) -> None:
    """Places, as dots with a light edge."""
    sheet.path(_circles(places), fill=ink.ACCENT, stroke=ink.PAPER, stroke_width=1.2)


def rings(sheet: Sheet, places: Iterable[Point], fill: str) -> None:
    """Countries that are too small to be seen, as circles in their fill, with a dark edge."""
    sheet.path(_circles(places), fill=ink.GROUNDS.get(fill, fill), stroke=ink.INK, stroke_width=1.2)


def _circles(places: Iterable[Point]) -> str:
    circle = f"a{_DOT} {_DOT} 0 1 0 {2 * _DOT} 0a{_DOT} {_DOT} 0 1 0 -{2 * _DOT} 0z"
    return "".join(f"M{number(x - _DOT)} {number(y)}{circle}" for x, y in places)


def legend(sheet: Sheet, view: View, entries: Sequence[tuple[str, str]], *, hatched: bool) -> float:
    """The row beneath the map: paints with their words, the hatching, a scale; returns where it ends."""
    top = view.height + 8
    shown = [*entries, *([("disputed", "disputed area")] if hatched else [])]
    place = 0.5
    for paint_name, words in shown:
        _swatch(sheet, paint_name, place, top)
        sheet.text(place + 23, top + 10, words, size=10)
        place += 40 + width(words, 10)
    if view.framed:
        _scale(sheet, view, top)
    return top + 18


def _swatch(sheet: Sheet, name: str, place: float, top: float) -> None:
    if name == "dot":
        dots(sheet, [(place + 9, top + 6)])
        return
    box = f"M{number(place)} {number(top)}h18v12h-18z"
    sheet.path(
        box,
        fill=ink.GROUNDS.get(name, ink.LAND if name in PATTERNS else name),
        stroke=ink.BORDER,
        stroke_width=0.8,
    )
    if name in PATTERNS:
        sheet.path(box, fill=sheet.hatch(name))


def _scale(sheet: Sheet, view: View, top: float) -> None:
    """A bar of a round number of kilometres, true near the middle of the map."""
    length = next(each for each in _LENGTHS if each / view.kilometres >= _BAR)
    start, end = WIDTH - 0.5 - length / view.kilometres, WIDTH - 0.5
    sheet.path(
        f"M{number(start)} {number(top + 3)}v6H{number(end)}v-6", fill="none", stroke=ink.INK, stroke_width=1
    )
    sheet.text(start - 7, top + 10, f"{length:,} km".replace(",", THIN), side="end", size=10)


def leaders(sheet: Sheet, labels: Sequence[Label]) -> None:
    """Lines from points to the labels that stand away from them, with a light edge for dark ground."""
    led = [label.leader for label in labels if label.leader]
    lines = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in leader) for leader in led)
    sheet.path(lines, fill="none", stroke=ink.PAPER, stroke_width=2.6)
    sheet.path(lines, fill="none", stroke=ink.INK, stroke_width=0.8)
    sheet.path("".join(f"M{number(leader[0][0])} {number(leader[0][1])}h.01" for leader in led),
               stroke=ink.INK, stroke_width=3, stroke_linecap="round")  # fmt: skip
