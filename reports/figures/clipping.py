"""Cutting rings at a rectangle, so that a map holds only what it shows.

Sutherland and Hodgman's method: edge by edge. Where a ring leaves and comes back, the pieces stay joined
along the edge, which the frame of the map covers.
"""

from collections.abc import Sequence

from reports.figures.geography import Point
from reports.figures.lettering import Box


def clip(points: Sequence[Point], box: Box) -> list[Point]:
    """The part of a closed ring inside the box; empty when there is none."""
    kept = list(points)
    for axis, limit, sign in (
        (0, box.left, 1.0),
        (0, box.right, -1.0),
        (1, box.top, 1.0),
        (1, box.bottom, -1.0),
    ):
        if not kept:
            return kept
        kept = _side(kept, axis, limit, sign)
    return kept


def _side(points: list[Point], axis: int, limit: float, sign: float) -> list[Point]:
    kept: list[Point] = []
    before = points[-1]
    was_in = sign * (before[axis] - limit) >= 0
    for point in points:
        is_in = sign * (point[axis] - limit) >= 0
        if is_in is not was_in:
            kept.append(_crossing(before, point, axis, limit))
        if is_in:
            kept.append(point)
        before, was_in = point, is_in
    return kept


def _crossing(start: Point, end: Point, axis: int, limit: float) -> Point:
    """Where an edge meets the limit; the limit itself is kept exact, so that neighbours agree."""
    share = (limit - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + share * (end[1 - axis] - start[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)
