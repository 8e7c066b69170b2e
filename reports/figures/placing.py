"""Placing labels on a map so that none lies on another, on a point or across the frame.

Eight positions beside the point, then the same farther out with a leader line; a label that fits nowhere is
left to the alternative, because one that cannot be told from its neighbour says nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.figures.geography import Point
from reports.figures.lettering import Box, width, wrap
from reports.figures.svg import Side

LINE = 1.2
_ROOM, _MOST = 150.0, 3
_NEAR = 6.0
_REACHES = (0.0, 12.0, 24.0, 40.0, 60.0, 85.0, 115.0)
_POSITIONS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
_SIDES: dict[int, Side] = {1: "start", 0: "middle", -1: "end"}
_SCANS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text in a box; `side` is the edge that is fixed, whatever a font makes of their width.

    `leader` goes from the point to the box, and is empty where the label stands beside its point.
    """

    text: str
    lines: tuple[str, ...]
    box: Box
    size: float
    side: Side = "middle"
    leader: tuple[Point, ...] = ()


class Ground:
    """What is taken already inside a frame."""

    def __init__(self, frame: Box, taken: Sequence[Box]) -> None:
        self._frame = frame
        self._taken = list(taken)

    def free(self, box: Box) -> bool:
        """Whether the box lies inside the frame and on nothing else."""
        frame = self._frame
        inside = frame.left <= box.left and box.right <= frame.right
        inside = inside and frame.top <= box.top and box.bottom <= frame.bottom
        return inside and not any(box.meets(other) for other in self._taken)

    def take(self, box: Box) -> None:
        self._taken.append(box)


def beside(text: str, point: Point, size: float, ground: Ground, *, near: bool = True) -> Label | None:
    """A label for a point, at the first free position; None where there is none.

    One that is not `near` stands off and has a leader, for a point that stands for an area.
    """
    lines = tuple(wrap(text, _ROOM, size, most=_MOST, bold=True))
    across = max(width(line, size, bold=True) for line in lines)
    down = len(lines) * size * LINE
    for box, side, leader in _positions(point, across, down, _REACHES if near else _REACHES[1:]):
        if ground.free(box):
            ground.take(box)
            return Label(text, lines, box, size, side, leader)
    return None


def within(
    text: str,
    shape: Sequence[Point],
    size: float,
    ground: Ground,
    *,
    share: float,
    avoid: Iterable[Sequence[Point]] = (),
) -> Label | None:
    """A label inside a shape, where it is widest, and outside the shapes to avoid.

    None where less than that share of the label would be inside.
    """
    across, down = width(text, size, bold=True), size * LINE
    others = list(avoid)
    for left, right, middle in spans(shape):
        if right - left < across * share:
            return None
        centre = (left + right) / 2
        box = Box(centre - across / 2, middle - down / 2, centre + across / 2, middle + down / 2)
        ends = [(centre - across / 2, middle), (centre, middle), (centre + across / 2, middle)]
        if ground.free(box) and not any(holds(other, end) for other in others for end in ends):
            ground.take(box)
            return Label(text, (text,), box, size)
    return None


def spans(shape: Sequence[Point]) -> list[tuple[float, float, float]]:
    """Left, right and height of the widest stretch inside the shape at several heights, the widest first."""
    heights = [y for _, y in shape]
    top, bottom = min(heights), max(heights)
    found = []
    for share in _SCANS:
        middle = top + (bottom - top) * share
        crossings = sorted(_crossings(shape, middle))
        stretches = [*pairwise(crossings)][::2]
        if stretches:
            left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
            found.append((left, right, middle))
    return sorted(found, key=lambda span: span[0] - span[1])


def holds(shape: Sequence[Point], point: Point) -> bool:
    """Whether the point is inside the closed ring."""
    x, y = point
    return sum(crossing < x for crossing in _crossings(shape, y)) % 2 == 1


def _positions(
    point: Point, across: float, down: float, reaches: Sequence[float]
) -> Iterator[tuple[Box, Side, tuple[Point, ...]]]:
    x, y = point
    for reach in reaches:
        for east, south in _POSITIONS:
            distance = _NEAR + reach
            if east and south:
                distance *= 0.7
            middle = x + east * (distance + across / 2), y + south * (distance + down / 2)
            box = Box(
                middle[0] - across / 2, middle[1] - down / 2, middle[0] + across / 2, middle[1] + down / 2
            )
            end = (x + east * (distance - 2), y + south * (distance - 2))
            yield box, _SIDES[east], ((point, end) if reach else ())


def _crossings(shape: Sequence[Point], y: float) -> Iterator[float]:
    x1, y1 = shape[-1]
    for x2, y2 in shape:
        if (y1 > y) is not (y2 > y):
            yield x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        x1, y1 = x2, y2
