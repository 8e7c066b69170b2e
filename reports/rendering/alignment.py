"""Compares a file with the master that it was made from: which lines stand a hair aside, and on which side.

A page may have been scaled, shifted, re-ordered or left out; what a whole page has in common is taken away
first, and what remains of a line's movement is the mark.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from reports.rendering.reading import Page, Reading

Measured = tuple[int, int, int]
"""A line's number in the master; right (1) or left (-1); down (1) or up (-1); 0 where nothing was read."""
Point = tuple[float, float]

_CSS = 0.75
"""Points in a CSS pixel, in which the master counts from the upper left corner."""
_AMPLITUDE = 0.06
_SILENT = 0.25 * _AMPLITUDE
"""A smaller movement than this says nothing."""
_SAME = 0.03
"""Points: two places that differ by less are one."""
_ALIKE = 0.4
_PHRASE = 16
_FEWEST, _MANY = 3, 20


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a page lies on its model: scale and shift of either axis."""

    across: tuple[float, float] = (1.0, 0.0)
    up: tuple[float, float] = (1.0, 0.0)

    def __call__(self, x: float, y: float) -> Point:
        return self.across[0] * x + self.across[1], self.up[0] * y + self.up[1]


def measure(suspect: Reading, model: Reading, lines: list[list[Point]]) -> list[Measured]:
    """Read the movements of the master's lines in a file; `lines` are their beginnings in CSS pixels."""
    places = _places(suspect)
    measured: list[Measured] = []
    first = 0
    for page, starts in zip(model.pages, lines, strict=True):
        twin = _twin(page, places)
        if twin is not None:
            number, pairs = twin
            measured += _read(page, suspect.pages[number], pairs, starts, first)
        first += len(starts)
    return measured


_Places = dict[str, list[tuple[int, int]]]
"""For each phrase the pages on which it stands, with its place on each."""


def _places(suspect: Reading) -> _Places:
    places: _Places = defaultdict(list)
    for number, page in enumerate(suspect.pages):
        for phrase, at in _phrases(page).items():
            places[phrase].append((number, at))
    return places


def _twin(page: Page, places: _Places) -> tuple[int, list[tuple[int, int]]] | None:
    """The page of the file that says the same, and letters of both that certainly are the same."""
    own = _phrases(page)
    pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for phrase, at in own.items():
        for number, to in places.get(phrase, ()):
            pairs[number].append((at, to))
    best = max(pairs, key=lambda number: len(pairs[number]), default=None)
    if best is None or len(pairs[best]) < _ALIKE * len(own):
        return None
    return best, pairs[best]


def _phrases(page: Page) -> dict[str, int]:
    """Where each stretch of letters begins that occurs once on the page."""
    places = [at for at, letter in enumerate(page.text) if not letter.isspace()]
    letters = "".join(page.text[at] for at in places)
    counted: dict[str, list[int]] = defaultdict(list)
    for start in range(len(letters) - _PHRASE + 1):
        counted[letters[start : start + _PHRASE]].append(places[start])
    return {phrase: found[0] for phrase, found in counted.items() if len(found) == 1}


def _read(
    page: Page, twin: Page, pairs: list[tuple[int, int]], starts: list[Point], first: int
) -> Iterator[Measured]:
    cells = _cells(twin)
    fit = _fit([(page.xs[at], page.ys[at], twin.xs[to], twin.ys[to]) for at, to in pairs])
    fit = _refined(page, cells, fit)
    for number, letters in enumerate(_letters(page, starts)):
        moves = [_move(page, cells, at, fit) for at in letters]
        found = [move for move in moves if move]
        if len(found) >= _FEWEST:
            across = median(x for x, _ in found) / fit.across[0]
            up = median(y for _, y in found) / fit.up[0]
            yield first + number, _side(across), _side(-up)


def _side(value: float) -> int:
    return 0 if abs(value) < _SILENT else 1 if value > 0 else -1


def _letters(page: Page, starts: list[Point]) -> Iterator[list[int]]:
    """For each line, which letters of the page belong to it: on its base line, up to the next beginning."""
    rows: dict[int, list[int]] = defaultdict(list)
    for at, y in enumerate(page.ys):
        rows[round(y * 20)].append(at)
    points = [(x * _CSS, page.height - y * _CSS) for x, y in starts]
    for x, y in points:
        row = [
            at
            for key in (-1, 0, 1)
            for at in rows.get(round(y * 20) + key, ())
            if abs(page.ys[at] - y) < _SAME
        ]
        after = [other for other, height in points if abs(height - y) < _SAME and other > x + 0.01]
        end = min(after, default=float("inf"))
        yield [at for at in row if x - _SAME < page.xs[at] < end - _SAME and not page.text[at].isspace()]


# --- How the page lies on its model --------------------------------------------------------------

_Cells = dict[tuple[str, int, int], list[Point]]
_CELL = 8.0


def _cells(page: Page) -> _Cells:
    cells: _Cells = defaultdict(list)
    for letter, x, y in zip(page.text, page.xs, page.ys, strict=True):
        cells[letter, int(x // _CELL), int(y // _CELL)].append((x, y))
    return cells


def _nearest(cells: _Cells, letter: str, x: float, y: float, reach: float) -> Point | None:
    """The same letter nearest to a point, within reach (at most a cell)."""
    column, row = int(x // _CELL), int(y // _CELL)
    around = (
        point
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
        for point in cells.get((letter, column + dx, row + dy), ())
    )
    best = min(around, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2, default=None)
    if best is None or (best[0] - x) ** 2 + (best[1] - y) ** 2 > reach * reach:
        return None
    return best


def _refined(page: Page, cells: _Cells, fit: _Fit) -> _Fit:
    """The fit of all letters that are found where `fit` expects them."""
    pairs = []
    for letter, x, y in zip(page.text, page.xs, page.ys, strict=True):
        found = None if letter.isspace() else _nearest(cells, letter, *fit(x, y), 1.5)
        if found:
            pairs.append((x, y, *found))
    return _fit(pairs) if len(pairs) > _MANY else fit


def _fit(pairs: list[tuple[float, float, float, float]]) -> _Fit:
    return _Fit(
        _line([(x, new) for x, _, new, _ in pairs]),
        _line([(y, new) for _, y, _, new in pairs]),
    )


def _line(pairs: list[Point]) -> tuple[float, float]:
    count = len(pairs)
    mean_x, mean_y = sum(x for x, _ in pairs) / count, sum(y for _, y in pairs) / count
    spread = sum((x - mean_x) ** 2 for x, _ in pairs)
    scale = sum((x - mean_x) * (y - mean_y) for x, y in pairs) / spread if spread else 1.0
    return scale, mean_y - scale * mean_x


def _move(page: Page, cells: _Cells, at: int, fit: _Fit) -> Point | None:
    x, y = fit(page.xs[at], page.ys[at])
    found = _nearest(cells, page.text[at], x, y, 0.8 * fit.across[0])
    return (found[0] - x, found[1] - y) if found else None
