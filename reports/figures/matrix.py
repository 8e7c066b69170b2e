"""The risk matrix: likelihood upwards, impact to the right, each risk a numbered mark with its trend.

What the numbers stand for is written beneath, because a number in a cell says nothing to who prints one
page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.domain.parts import Risk
from reports.domain.snapshot import Snapshot
from reports.figures import ink
from reports.figures.figure import Figure
from reports.figures.lettering import clean, of_language, of_text, width, wrap_all
from reports.figures.svg import PAGE, WIDTH, Sheet
from reports.figures.wording import counted, sentence

KIND = "risk-matrix"
STEPS = range(1, 6)
_LEFT, _TOP, _CELL, _ROW = 90.0, 24.0, 110.0, 40.0
_PILL, _TALL, _ACROSS = 33.0, 20.0, 3
_LINE, _COLUMN, _GAP = 14.0, 308.0, 10.0
_INDENT, _KEY = 24.0, 320.0
"""Of an entry of the key; the height above the key."""
_MEDIUM, _HIGH = 5, 12
_ARROWS = {"rising": "m-4 3.5h8l-4 -7z", "falling": "m-4 -3.5h8l-4 7z", "steady": "m-3.2 -3.2h6.4v6.4h-6.4z"}
_SHADES = {"low": "under 5", "medium": "5 to 11", "high": "12 and more"}


@dataclass(frozen=True, slots=True)
class _Numbered:
    number: int
    risk: Risk
    subject: str
    lines: tuple[str, ...]


def risk_matrix(snapshot: Snapshot) -> Figure | None:
    """The risks of the report; None where none lies on the five steps of both scales."""
    risks = _numbered(snapshot.risks)
    if not risks:
        return None
    alternative = _alternative(risks)
    sheet = Sheet(KIND, alternative, mirrored=of_language(snapshot.language) == "rtl")
    rows = _rows(risks)
    _ground(sheet, rows)
    _axes(sheet, rows)
    _marks(sheet, risks, rows)
    bottom = _legend(sheet, sum(rows[1]) + 44)
    return Figure(
        KIND, "Risks by likelihood and impact", sheet.finish(_key(sheet, risks, bottom)), alternative
    )


def _numbered(risks: Sequence[Risk]) -> list[_Numbered]:
    """The risks that lie on both scales, with their number in the report and their subject in lines."""
    placed = [each for each in enumerate(risks, start=1) if {each[1].likelihood, each[1].impact} <= {*STEPS}]
    subjects = [clean(risk.subject) for _, risk in placed]
    total = 2 * (PAGE - _KEY) / _LINE - len(placed) * (1 + _GAP / _LINE)
    wrapped = wrap_all(subjects, _COLUMN - _INDENT, 11, total=total, bold=True)
    return [
        _Numbered(number, risk, subject, lines)
        for (number, risk), subject, lines in zip(placed, subjects, wrapped, strict=True)
    ]


def shade(likelihood: int, impact: int) -> str:
    """The level of a cell, by the product of its steps."""
    product = likelihood * impact
    return "low" if product < _MEDIUM else "medium" if product < _HIGH else "high"


def _rows(risks: list[_Numbered]) -> dict[int, tuple[float, float]]:
    """Top and height of each step of likelihood, the highest first; a crowded cell makes its row higher."""
    rows, top = {}, _TOP
    for likelihood in reversed(STEPS):
        crowd = max(len(_in_cell(risks, likelihood, impact)) for impact in STEPS)
        height = max(_ROW, -(-crowd // _ACROSS) * (_TALL + 3) + 9)
        rows[likelihood] = (top, height)
        top += height
    return rows


def _in_cell(risks: list[_Numbered], likelihood: int, impact: int) -> list[_Numbered]:
    return [each for each in risks if (each.risk.likelihood, each.risk.impact) == (likelihood, impact)]


def _ground(sheet: Sheet, rows: dict[int, tuple[float, float]]) -> None:
    """The cells: one path for each shade, over it the pattern."""
    cells = dict.fromkeys(ink.LEVELS, "")
    for likelihood, (top, height) in rows.items():
        for impact in STEPS:
            left = _LEFT + (impact - 1) * _CELL
            cells[shade(likelihood, impact)] += f"M{left:g} {top:g}h{_CELL:g}v{height:g}h-{_CELL:g}z"
    for level, path in cells.items():
        sheet.level(level, path, stroke=ink.PAPER, stroke_width=2)


def _axes(sheet: Sheet, rows: dict[int, tuple[float, float]]) -> None:
    """Numbers on both axes; the axes themselves run the same way in every script."""
    ends = {1: "1, lowest", 5: "5, highest"}
    for step, (top, height) in rows.items():
        sheet.text(
            sheet.x(_LEFT - 8), top + height / 2 + 4, ends.get(step, str(step)), side=sheet.right, size=10
        )
        sheet.text(
            sheet.x(_LEFT + (step - 0.5) * _CELL),
            sum(rows[1]) + 15,
            ends.get(step, str(step)),
            side="middle",
            size=10,
        )
    sheet.text(sheet.x(_LEFT - 8), _TOP - 9, "Likelihood", side=sheet.right, bold=True)
    sheet.text(sheet.x(_LEFT + 2.5 * _CELL), sum(rows[1]) + 30, "Impact", side="middle", bold=True)


def _marks(sheet: Sheet, risks: list[_Numbered], rows: dict[int, tuple[float, float]]) -> None:
    """The pills with number and arrow, side by side where several risks share a cell."""
    centres = [_centre(each, risks, rows) for each in risks]
    half, bend = _PILL / 2 - _TALL / 2, _TALL / 2
    turn = f"a{bend:g} {bend:g} 0 0 1 0"
    pill = f"h{2 * half:g}{turn} {_TALL:g}h-{2 * half:g}{turn} -{_TALL:g}z"
    pills = "".join(f"M{x - half:g} {y - bend:g}{pill}" for x, y in centres)
    sheet.path(pills, fill=ink.PAPER, stroke=ink.INK, stroke_width=1)
    arrows = (
        f"M{x + 8:g} {y:g}{_ARROWS[each.risk.trend]}"
        for each, (x, y) in zip(risks, centres, strict=True)
        if each.risk.trend in _ARROWS
    )
    sheet.path("".join(arrows))
    for each, (x, y) in zip(risks, centres, strict=True):
        sheet.text(sheet.x(x - 5), y + 4, str(each.number), side="middle", bold=True)


def _centre(
    each: _Numbered, risks: list[_Numbered], rows: dict[int, tuple[float, float]]
) -> tuple[float, float]:
    mates = _in_cell(risks, each.risk.likelihood, each.risk.impact)
    line, place = divmod(mates.index(each), _ACROSS)
    lines = -(-len(mates) // _ACROSS)
    here = min(_ACROSS, len(mates) - line * _ACROSS)
    top, height = rows[each.risk.likelihood]
    x = _LEFT + (each.risk.impact - 0.5) * _CELL + (place - (here - 1) / 2) * (_PILL + 4)
    return x, top + height / 2 + (line - (lines - 1) / 2) * (_TALL + 3)


def _legend(sheet: Sheet, top: float) -> float:
    """What the arrows and the shades say, in one row; returns where the row ends."""
    arrows, place = "", _LEFT
    for trend in ("rising", "steady", "falling"):
        arrows += f"M{sheet.x(place + 4):g} {top + 8:g}{_ARROWS[trend]}"
        sheet.text(place + 13, top + 12, trend, size=10)
        place += 62
    sheet.path(arrows)
    place += 16
    sheet.text(place, top + 12, "likelihood × impact:", size=10)
    place += 108
    for level, words in _SHADES.items():
        left, _ = sheet.span(place, place + 16)
        sheet.level(level, f"M{left:g} {top + 2:g}h16v12h-16z", stroke=ink.MUTED, stroke_width=0.8)
        sheet.text(place + 21, top + 12, words, size=10)
        place += 36 + width(words, 10)
    return top + 32


def _key(sheet: Sheet, risks: list[_Numbered], top: float) -> float:
    """Subjects in two columns, read row by row; returns where they end."""
    for first in range(0, len(risks), 2):
        heights = [
            _entry(sheet, each, column * (WIDTH - _COLUMN), top)
            for column, each in enumerate(risks[first : first + 2])
        ]
        top += max(heights) + _GAP
    return top


def _entry(sheet: Sheet, each: _Numbered, place: float, top: float) -> float:
    sheet.text(place, top + 11, str(each.number), fill=ink.ACCENT, bold=True)
    run = of_text(each.subject)
    for index, line in enumerate(each.lines):
        sheet.text(place + _INDENT, top + 11 + index * _LINE, line, bold=True, run=run)
    sheet.text(
        place + _INDENT, top + 11 + len(each.lines) * _LINE, _values(each.risk), size=10.5, fill=ink.MUTED
    )
    return (len(each.lines) + 1) * _LINE


def _values(risk: Risk) -> str:
    trend = f", {risk.trend}" if risk.trend in _ARROWS else ""
    return f"likelihood {risk.likelihood}, impact {risk.impact}{trend}"


def _alternative(risks: list[_Numbered]) -> str:
    told = [
        sentence(counted(len(risks), "risk"), " by likelihood and impact, each from 1, lowest, to 5, highest")
    ]
    told += [sentence(f"Risk {each.number}, {each.subject}: ", _values(each.risk)) for each in risks]
    return " ".join(told)
