"""The timeline: an axis of time from top to bottom, each entry at its date, its words beside it.

Dates keep their precision: a day is a point, a month or a year the stretch that it covers, an uncertain one
is open. Words that would collide are pushed apart and tied to their dates; long silences are cut out of the
axis and marked.
"""

from dataclasses import dataclass
from datetime import date

from reports.domain.snapshot import Snapshot
from reports.figures import ink
from reports.figures.axis import Axis, spread
from reports.figures.figure import Figure
from reports.figures.lettering import clean, of_language, of_text, wrap_all
from reports.figures.svg import PAGE, WIDTH, Sheet, number
from reports.figures.wording import When, counted, sentence, short, when

KIND = "timeline"
_AXIS, _DATE, _TEXT = 62.0, 98.0, 208.0
_TOP, _LINE, _SPACE, _CENTRE = 12.0, 14.0, 7.0, 8.0
_APART, _FEW = 44.0, 190.0
"""Room for each entry where there are few, so that distances in time can be seen; up to a height."""
_DOT, _BAR = 4.4, 3.4


@dataclass(frozen=True, slots=True)
class _Entry:
    when: When
    text: str
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * _LINE + _SPACE


def timeline(snapshot: Snapshot) -> Figure | None:
    """The dated entries of the report in order of time; None where there is none."""
    entries = _entries(snapshot)
    if not entries:
        return None
    alternative = _alternative(entries)
    sheet = Sheet(KIND, alternative, mirrored=of_language(snapshot.language) == "rtl")
    bottom = _TOP + max(min(_FEW, _APART * len(entries)), sum(each.height for each in entries))
    axis = Axis.of([(each.when.first, each.when.last) for each in entries], _TOP + 6, bottom - 6)
    _axis(sheet, axis)
    _dates(sheet, entries, axis)
    wished = [axis.middle(each.when.first, each.when.last) - _CENTRE for each in entries]
    places = spread(wished, [each.height for each in entries], _TOP, bottom)
    for each, place in zip(entries, places, strict=True):
        _words(sheet, each, place)
    _leaders(sheet, entries, places, axis)
    return Figure(KIND, "Timeline", sheet.finish(bottom + 6), alternative)


def _entries(snapshot: Snapshot) -> list[_Entry]:
    dated = [(found, clean(each.text)) for each in snapshot.timeline if (found := when(each))]
    dated.sort(key=lambda each: (each[0].first, each[0].last))
    total = (PAGE - len(dated) * _SPACE) / _LINE
    wrapped = wrap_all([text for _, text in dated], WIDTH - _TEXT, 11, total=total)
    return [_Entry(found, text, lines) for (found, text), lines in zip(dated, wrapped, strict=True)]


def _axis(sheet: Sheet, axis: Axis) -> None:
    """The line of time, whole where time runs in proportion, with a zigzag where years are left out."""
    x = sheet.x(_AXIS)
    zigzag = "l-4 2l8 4l-8 4l4 2"
    line = f"M{number(x)} {number(axis.knots[0][1] - 6)}"
    for first, last in axis.cuts:
        middle = axis.middle(date.fromordinal(int(first)), date.fromordinal(int(last)))
        line += f"V{number(middle - 6)}{zigzag}"
    sheet.path(f"{line}V{number(axis.knots[-1][1] + 6)}", fill="none", stroke=ink.BORDER, stroke_width=1.2)
    ticks = axis.ticks()
    sheet.path(
        "".join(f"M{number(x - 4)} {number(y)}h8" for y, _ in ticks), stroke=ink.BORDER, stroke_width=1
    )
    for y, words in ticks:
        sheet.text(_AXIS - 12, y + 3.5, words, side="end", size=10, fill=ink.MUTED)


def _dates(sheet: Sheet, entries: list[_Entry], axis: Axis) -> None:
    """Stretches as bars, over them points as dots; uncertain ones are open."""
    x = sheet.x(_AXIS)
    for precise in (False, True):
        for about in (False, True):
            chosen = [
                each.when
                for each in entries
                if (each.when.first == each.when.last, each.when.about) == (precise, about)
            ]
            marks = "".join(
                _mark(x, axis.at(day.first), axis.at(day.last), _DOT if precise else _BAR) for day in chosen
            )
            fill = ink.PAPER if about else ink.ACCENT if precise else ink.MIDDLE
            edge = ink.PAPER if precise and not about else ink.ACCENT
            sheet.path(marks, fill=fill, stroke=edge, stroke_width=1.2)


def _mark(x: float, start: float, end: float, half: float) -> str:
    """A circle, drawn out to a bar as long as the time that it covers."""
    bend = f"a{number(half)} {number(half)} 0 0 1"
    long = number(max(end - start, 0.2))
    return (
        f"M{number(x - half)} {number(start)}{bend} {number(2 * half)} 0v{long}{bend} -{number(2 * half)} 0z"
    )


def _leaders(sheet: Sheet, entries: list[_Entry], places: list[float], axis: Axis) -> None:
    """A thin line from each date to its words."""
    near, bend, far = (sheet.x(place) for place in (_AXIS + 7, _DATE - 18, _DATE - 5))
    lines = ""
    for each, place in zip(entries, places, strict=True):
        y = axis.middle(each.when.first, each.when.last)
        lines += f"M{number(near)} {number(y)}L{number(bend)} {number(place + _CENTRE)}H{number(far)}"
    sheet.path(lines, fill="none", stroke=ink.BORDER, stroke_width=0.8)


def _words(sheet: Sheet, entry: _Entry, top: float) -> None:
    sheet.text(_DATE, top + 12, short(entry.when.words), bold=True)
    run = of_text(entry.text)
    for index, line in enumerate(entry.lines):
        sheet.text(_TEXT, top + 12 + index * _LINE, line, run=run)


def _alternative(entries: list[_Entry]) -> str:
    told = [sentence("Timeline of ", counted(len(entries), "event"))]
    told += [sentence(each.when.words[:1].upper(), each.when.words[1:], ": ", each.text) for each in entries]
    return " ".join(told)
