"""Bars made of parts, one for each name, such as what each person has to do.

The parts are told by lightness and pattern, and each by its number, so that a photocopy says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.figures import ink
from reports.figures.figure import Figure
from reports.figures.svg import WIDTH, Sheet
from reports.figures.wording import listed

_LEFT, _RIGHT, _TOP, _ROW, _BAR, _NAME = 150.0, 600.0, 34.0, 26.0, 16.0, 22
_GROUNDS = ("high", "medium", "low", "")
_NUMBERED = 16.0
"""Narrower parts have no room for their number; the bar's end has the sum, the words all of them."""


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar: its parts in order, at most four, each with its name; no number is below none."""

    name: str
    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(number for _, number in self.parts)


def stacks(kind: str, title: str, rows: Sequence[Stack]) -> Figure | None:
    """The bars from above to below, on one scale; None where there is nothing to draw."""
    if not any(row.total for row in rows):
        return None
    alternative = f"{title}. {' '.join(_sentence(row) for row in rows)}"
    sheet = Sheet(kind, alternative)
    bottom = _TOP + len(rows) * _ROW
    sheet.path(f"M0 0H{WIDTH:g}V{bottom + 4:.1f}H0Z", fill=ink.PAPER)
    _legend(sheet, [name for name, _ in rows[0].parts])
    unit = (_RIGHT - _LEFT) / max(row.total for row in rows)
    for at, row in enumerate(rows):
        _bar(sheet, row, _TOP + at * _ROW, unit)
    return Figure(kind, title, sheet.finish(bottom + 4), alternative)


def _legend(sheet: Sheet, names: list[str]) -> None:
    step = (_RIGHT - _LEFT) / len(names)
    for at, name in enumerate(names):
        left = _LEFT + at * step
        _block(sheet, at, left, 10, 12, 12)
        sheet.text(left + 17, 20, name, size=10.5)


def _bar(sheet: Sheet, row: Stack, top: float, unit: float) -> None:
    name = row.name if len(row.name) <= _NAME else f"{row.name[: _NAME - 1]}…"
    sheet.text(_LEFT - 10, top + 12, name, side="end")
    left = _LEFT
    for at, (_, number) in enumerate(row.parts):
        width = number * unit
        if number:
            _block(sheet, at, left, top, width, _BAR)
        if width >= _NUMBERED:
            _number(sheet, at, left + width / 2, top, number)
        left += width
    sheet.text(left + 6, top + 12, str(row.total), bold=True)


def _block(sheet: Sheet, at: int, left: float, top: float, width: float, height: float) -> None:
    lines = f"M{left:.1f} {top:.1f}h{width:.1f}v{height:.1f}h{-width:.1f}Z"
    ground = _GROUNDS[at]
    if ground:
        sheet.level(ground, lines)
    else:
        sheet.path(lines, fill=sheet.hatch("low"))
    sheet.path(lines, fill="none", stroke=ink.INK, stroke_width=0.7)


def _number(sheet: Sheet, at: int, middle: float, top: float, number: int) -> None:
    """On a ground of its own where the part has a pattern."""
    half = 4 + 3 * len(str(number))
    if _GROUNDS[at] != "high":
        sheet.path(f"M{middle - half:.1f} {top + 2:.1f}h{2 * half:.1f}v12h{-2 * half:.1f}Z", fill=ink.PAPER)
    fill = ink.PAPER if _GROUNDS[at] == "high" else ink.INK
    sheet.text(middle, top + 12, str(number), side="middle", size=10.5, fill=fill)


def _sentence(row: Stack) -> str:
    parts = [f"{number} {name}" for name, number in row.parts if number]
    return f"{row.name}: {row.total} open{f', {listed(parts)}' if parts else ''}."
