"""The window of a map: which part of the world, by which projection, at which scale.

A window is made from the points that must be seen; it turns outlines into lines of the drawing and nothing
more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.figures.clipping import clip
from reports.figures.geography import Detail, Point, Ring
from reports.figures.lettering import Box
from reports.figures.projection import EARTH_KM, Projection, Region, World
from reports.figures.svg import WIDTH

_MARGIN = 0.16
_SMALLEST = 0.055
"""Half the width of the smallest window, about 350 km: the outlines are not made for less."""
_DETAILED = 0.25
"""Half the width up to which the finest outlines are used, about 1,600 km."""
_LARGEST = 1.3
"""Half the width above which a region is the whole world."""
_FLATTEST, _TALLEST = 0.5, 0.7
_TURN = 360.0
_TURNS = (-_TURN, 0.0, _TURN)


@dataclass(frozen=True, slots=True)
class View:
    """`window` is on the plane, y upwards; the drawing has its full width and y downwards."""

    projection: Projection
    window: Box
    bounds: Box
    scale: float
    detail: Detail

    @property
    def height(self) -> float:
        """The height of the drawing."""
        return (self.window.bottom - self.window.top) * self.scale

    @property
    def frame(self) -> Box:
        """The window in the units of the drawing."""
        return Box(0, 0, WIDTH, self.height)

    @property
    def framed(self) -> bool:
        """Whether the map ends at a frame, not at the curved edge of the world."""
        return not isinstance(self.projection, World)

    @property
    def kilometres(self) -> float:
        """How many of them one unit of the drawing stands for, near its middle."""
        return EARTH_KM / self.scale

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a point is drawn."""
        middle = (self.bounds.left + self.bounds.right) / 2
        near = longitude + _TURN * round((middle - longitude) / _TURN)
        return self._drawn([(near, latitude)])[0]

    def sees(self, bounds: Box) -> bool:
        """Whether anything within those degrees can fall into the window."""
        return any(_turned(bounds, turn).meets(self.bounds) for turn in _TURNS)

    def shapes(self, rings: Sequence[Ring]) -> Iterator[list[Point]]:
        """What is seen of the rings, cut at the frame."""
        for ring in rings:
            for turn in _TURNS:
                seen = self._seen(ring, turn)
                if seen:
                    yield seen

    def edge(self) -> list[Point]:
        """The outline of the sea: the frame, or the curved edge of the world."""
        if isinstance(self.projection, World):
            return self._placed(self.projection.edge())
        return [(0, 0), (WIDTH, 0), (WIDTH, self.height), (0, self.height)]

    def _seen(self, ring: Ring, turn: float) -> list[Point]:
        if not _turned(ring.bounds, turn).meets(self.bounds):
            return []
        points: Sequence[Point] = ring.points
        if turn:
            points = [(longitude + turn, latitude) for longitude, latitude in points]
        return clip(self._drawn(clip(points, self.bounds)), self.frame)

    def _drawn(self, points: Sequence[Point]) -> list[Point]:
        return self._placed(self.projection.project(points))

    def _placed(self, plane: Sequence[Point]) -> list[Point]:
        left, high, scale = self.window.left, self.window.bottom, self.scale
        return [((x - left) * scale, (high - y) * scale) for x, y in plane]


def around(points: Sequence[Point]) -> View:
    """The window on these longitudes and latitudes with a margin; the world where they lie too far apart."""
    region = Region(*_centre(points))
    window = _bounds(region.project(points))
    across, up = (window.left + window.right) / 2, (window.top + window.bottom) / 2
    half = max((window.right - window.left) / 2 * (1 + 2 * _MARGIN), _SMALLEST)
    tall = (window.bottom - window.top) / 2 * (1 + 2 * _MARGIN)
    half = max(half, tall / _TALLEST)
    tall = max(tall, half * _FLATTEST)
    if half > _LARGEST:
        return world()
    detail: Detail = "region" if half < _DETAILED else "continent"
    return _view(region, Box(across - half, up - tall, across + half, up + tall), detail)


def world() -> View:
    """The whole world but Antarctica."""
    projection = World()
    return _view(projection, _bounds(projection.edge()), "world")


def _view(projection: Projection, window: Box, detail: Detail) -> View:
    scale = WIDTH / (window.right - window.left)
    return View(projection, window, projection.bounds(window), scale, detail)


def _centre(points: Sequence[Point]) -> Point:
    """The middle of the shortest stretch of longitudes that holds all the points, and of their latitudes."""
    longitudes = sorted({longitude % _TURN for longitude, _ in points})
    gaps = [
        (after - before, after)
        for before, after in zip(longitudes, [*longitudes[1:], longitudes[0] + _TURN], strict=True)
    ]
    gap, west = max(gaps)
    latitudes = [latitude for _, latitude in points]
    return (west + (_TURN - gap) / 2 + _TURN / 2) % _TURN - _TURN / 2, (min(latitudes) + max(latitudes)) / 2


def _bounds(points: Sequence[Point]) -> Box:
    across, upwards = zip(*points, strict=True)
    return Box(min(across), min(upwards), max(across), max(upwards))


def _turned(bounds: Box, turn: float) -> Box:
    return Box(bounds.left + turn, bounds.top, bounds.right + turn, bounds.bottom)
