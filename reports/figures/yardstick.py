"""The likelihood legend: each word of a yardstick with its range, so that gaps and shared edges show.

Printed once in each report, because a word of likelihood means nothing without its range.
"""

from itertools import pairwise

from reports.domain.likelihood import BANDS, Band, Yardstick
from reports.figures import ink
from reports.figures.figure import Figure
from reports.figures.svg import Sheet
from reports.figures.wording import THIN, listed, sentence

KIND = "likelihood-legend"
_LEFT, _RIGHT, _TOP, _ROW, _BAR = 176.0, 540.0, 30.0, 19.0, 11.0


def known(name: str) -> Yardstick | None:
    """The yardstick of that name, None where a report names none."""
    return next((each for each in Yardstick if each.value == name), None)


def likelihood_legend(name: str) -> Figure | None:
    """The bands of the yardstick with that name; None where it is not one."""
    yardstick = known(name)
    if yardstick is None:
        return None
    bands, alternative = BANDS[yardstick], _alternative(yardstick)
    sheet = Sheet(KIND, alternative)
    bottom = _TOP + len(bands) * _ROW
    scale(sheet, _LEFT, _RIGHT, _TOP, bottom)
    for row, band in enumerate(bands):
        _step(sheet, band, _TOP + row * _ROW + _ROW / 2)
    return Figure(KIND, f"Words of likelihood: {yardstick.label}", sheet.finish(bottom + 6), alternative)


def scale(sheet: Sheet, left: float, right: float, top: float, bottom: float) -> None:
    """Percent from 0 to 100 with a line at each quarter, in one path."""
    quarters = [(each, left + (right - left) * each / 100) for each in (0, 25, 50, 75, 100)]
    sheet.path(
        "".join(f"M{x:.1f} {top - 4:.1f}V{bottom:.1f}" for _, x in quarters),
        stroke=ink.RULE,
        stroke_width=0.8,
    )
    for value, x in quarters:
        sheet.text(sheet.x(x), top - 10, f"{value}{THIN}%", side="middle", size=10, fill=ink.MUTED)


def _step(sheet: Sheet, band: Band, middle: float) -> None:
    start, end = (_LEFT + (_RIGHT - _LEFT) * edge / 100 for edge in (band.low, band.high))
    sheet.text(_LEFT - 14, middle + 4, band.term, side="end", bold=True)
    sheet.path(f"M{start:.1f} {middle:.1f}H{end:.1f}", stroke=ink.ACCENT, stroke_width=_BAR)
    sheet.text(_RIGHT + 14, middle + 4, band.range, fill=ink.MUTED)


def _alternative(yardstick: Yardstick) -> str:
    bands = BANDS[yardstick]
    words = sentence(f"{yardstick.label}: ", ", ".join(f"{band.term} ({band.range})" for band in bands))
    gaps = [
        f"{before.high} to {after.low}{THIN}%" for before, after in pairwise(bands) if before.high < after.low
    ]
    return f"{words} {sentence('No word stands for the gaps ', listed(gaps))}" if gaps else words
