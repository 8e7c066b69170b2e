"""The scenario chart: for each scenario the band of its likelihood word, and its impact.

A band is drawn as a band: a judgement is a range, and a single number, where the author gave one, is a tick
inside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.domain.likelihood import Band, Yardstick, band
from reports.domain.parts import Scenario
from reports.domain.snapshot import Snapshot
from reports.figures import ink
from reports.figures.figure import Figure
from reports.figures.lettering import clean, of_language, of_text, wrap_all
from reports.figures.svg import PAGE, Sheet
from reports.figures.wording import counted, percent, sentence
from reports.figures.yardstick import known, scale

KIND = "scenario-chart"
_NUMBER, _LABEL, _LABEL_END = 0.0, 22.0, 262.0
_PLOT, _PLOT_END, _IMPACT, _IMPACT_END = 284.0, 528.0, 562.0, 638.0
_TOP, _LINE, _SPACE, _BAR = 28.0, 15.0, 13.0, 16.0
_WORST = 5


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    name: str
    band: Band | None
    percent: float | None
    impact: int
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return (len(self.lines) + 1) * _LINE + _SPACE


def scenario_chart(snapshot: Snapshot) -> Figure | None:
    """One row per scenario; None where none has a likelihood of the report's yardstick or an impact."""
    yardstick = known(snapshot.yardstick)
    rows = _rows(snapshot.scenarios, yardstick)
    if not any(row.band or row.impact for row in rows):
        return None
    alternative = _alternative(rows)
    sheet = Sheet(KIND, alternative, mirrored=of_language(snapshot.language) == "rtl")
    bottom = _TOP + sum(row.height for row in rows)
    _frame(sheet, rows, bottom)
    top = _TOP
    for row in rows:
        _draw(sheet, row, top)
        top += row.height
    return Figure(KIND, "Likelihood and impact of the scenarios", sheet.finish(bottom + 4), alternative)


def _rows(scenarios: Sequence[Scenario], yardstick: Yardstick | None) -> list[_Row]:
    names = [clean(each.name) for each in scenarios]
    total = (PAGE - len(names) * (_SPACE + _LINE)) / _LINE
    wrapped = wrap_all(names, _LABEL_END - _LABEL, 12, total=total, bold=True)
    return [_row(*each, yardstick) for each in zip(scenarios, names, wrapped, strict=True)]


def _row(scenario: Scenario, name: str, lines: tuple[str, ...], yardstick: Yardstick | None) -> _Row:
    """Values off their scale are left out: what is drawn must be true."""
    found = _band(yardstick, scenario.likelihood)
    inside = found is not None and scenario.percent is not None and found.holds(scenario.percent)
    return _Row(
        number=scenario.number,
        name=name,
        band=found,
        percent=scenario.percent if inside else None,
        impact=scenario.impact if 1 <= scenario.impact <= _WORST else 0,
        lines=lines,
    )


def _band(yardstick: Yardstick | None, term: str) -> Band | None:
    if yardstick is None or not term:
        return None
    try:
        return band(yardstick, term)
    except ValueError:
        return None


def _frame(sheet: Sheet, rows: list[_Row], bottom: float) -> None:
    """The scale, the head of the impact column, and a rule between rows."""
    scale(sheet, *sheet.span(_PLOT, _PLOT_END), _TOP, bottom)
    if any(row.impact for row in rows):
        sheet.text(_IMPACT, _TOP - 10, "Impact, 1 to 5", size=10, fill=ink.MUTED)
    tops = [_TOP]
    for row in rows:
        tops.append(tops[-1] + row.height)
    sheet.path("".join(f"M0 {top:.1f}H640" for top in tops), stroke=ink.RULE, stroke_width=0.8)


def _draw(sheet: Sheet, row: _Row, top: float) -> None:
    baseline = top + _SPACE / 2 + 11
    sheet.text(_NUMBER, baseline, str(row.number), size=12, fill=ink.ACCENT, bold=True)
    run = of_text(row.name)
    for line in row.lines:
        sheet.text(_LABEL, baseline, line, size=12, bold=True, run=run)
        baseline += _LINE
    sheet.text(_LABEL, baseline, _likelihood(row), fill=ink.MUTED)
    middle = top + row.height / 2
    if row.band:
        _bar(sheet, row.band, row.percent, middle)
    if row.impact:
        _blocks(sheet, row.impact, middle)


def _bar(sheet: Sheet, found: Band, given: float | None, middle: float) -> None:
    """The band as a bar with firm ends; the number as a tick through it."""
    left, right = sheet.span(_PLOT, _PLOT_END)
    start, end, tick = (left + (right - left) * each / 100 for each in (found.low, found.high, given or 0))
    sheet.path(f"M{start:.1f} {middle:.1f}H{end:.1f}", stroke=ink.MIDDLE, stroke_width=_BAR)
    ends = "".join(f"M{x:.1f} {middle - _BAR / 2:.1f}v{_BAR:g}" for x in (start, end))
    sheet.path(ends, stroke=ink.ACCENT, stroke_width=2)
    if given is not None:
        sheet.path(f"M{tick:.1f} {middle - _BAR / 2 - 4:.1f}v{_BAR + 8:g}", stroke=ink.INK, stroke_width=2.4)


def _blocks(sheet: Sheet, impact: int, middle: float) -> None:
    """Five blocks, as many of them full as the impact says, counted from where reading starts."""
    step = (_IMPACT_END - _IMPACT + 3) / _WORST
    full, empty = "", ""
    for index in range(_WORST):
        left, right = sheet.span(_IMPACT + index * step, _IMPACT + (index + 1) * step - 3)
        block = f"M{left:.1f} {middle - 6:.1f}H{right:.1f}v12H{left:.1f}z"
        full, empty = (full + block, empty) if index < impact else (full, empty + block)
    sheet.path(full, fill=ink.ACCENT, stroke=ink.ACCENT, stroke_width=1)
    sheet.path(empty, fill="none", stroke=ink.BORDER, stroke_width=1)


def _likelihood(row: _Row) -> str:
    if row.band is None:
        return "no likelihood given"
    said = f"{row.band.term} ({row.band.range})"
    return said if row.percent is None else f"{said}, stated as {percent(row.percent)}"


def _alternative(rows: list[_Row]) -> str:
    told = [sentence("Likelihood and impact of ", counted(len(rows), "scenario"))]
    for row in rows:
        impact = f"; impact {row.impact} of {_WORST}" if row.impact else ""
        told.append(sentence(f"Scenario {row.number}, {row.name}: ", _likelihood(row), impact))
    return " ".join(told)
