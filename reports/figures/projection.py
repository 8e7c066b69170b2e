"""From degrees to the plane: an equal-area map of a region about its centre, and one of the whole world.

Equal area, because a shaded country must not look larger than it is. Regions: Lambert's azimuthal
projection (Snyder, USGS Professional Paper 1395); the world: Equal Earth (Šavrič, Patterson and Jenny,
2018). Units are earth radii.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Protocol

from reports.figures.geography import Point
from reports.figures.lettering import Box

EARTH_KM = 6371.0
"""A length of 1 on the plane, near the centre of a region."""
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_WORLD_CENTRE = 11.0
"""The world is cut at 169° W, between Asia and America."""
_SOUTH, _NORTH = -57.0, 84.0
"""Without Antarctica, of which nobody writes a risk."""
_FARTHEST, _ANTIPODE = 1.999, 1e-6
_STEPS = 16
_SAG = 1.0
"""A parallel bends between two steps of the frame."""


class Projection(Protocol):
    """What a map needs of a projection."""

    def project(self, points: Iterable[Point]) -> list[Point]:
        """The places on the plane of longitudes and latitudes, y upwards."""
        ...

    def bounds(self, window: Box) -> Box:
        """West, south, east and north of what a window on the plane can show."""
        ...


@dataclass(frozen=True, slots=True)
class Region:
    """Lambert's azimuthal equal-area projection about a point."""

    longitude: float
    latitude: float

    def project(self, points: Iterable[Point]) -> list[Point]:
        centre, middle = radians(self.latitude), self.longitude
        sine_centre, cosine_centre = sin(centre), cos(centre)
        projected = []
        for longitude, latitude in points:
            phi, turn = radians(latitude), radians(longitude - middle)
            sine, cosine = sin(phi), cos(phi)
            along = cosine * cos(turn)
            scale = sqrt(2 / max(1 + sine_centre * sine + cosine_centre * along, _ANTIPODE))
            projected.append(
                (scale * cosine * sin(turn), scale * (cosine_centre * sine - sine_centre * along))
            )
        return projected

    def degrees(self, x: float, y: float) -> Point:
        """The longitude, within half a turn of the centre, and the latitude of a place on the plane."""
        distance = min(hypot(x, y), _FARTHEST)
        if distance == 0:
            return self.longitude, self.latitude
        angle, centre = 2 * asin(distance / 2), radians(self.latitude)
        latitude = asin(
            max(-1.0, min(1.0, cos(angle) * sin(centre) + y * sin(angle) * cos(centre) / distance))
        )
        turn = atan2(x * sin(angle), distance * cos(centre) * cos(angle) - y * sin(centre) * sin(angle))
        return self.longitude + degrees(turn), degrees(latitude)

    def bounds(self, window: Box) -> Box:
        share = [index / _STEPS for index in range(_STEPS + 1)]
        across = [window.left + (window.right - window.left) * each for each in share]
        down = [window.top + (window.bottom - window.top) * each for each in share]
        frame = [(x, y) for x in across for y in (window.top, window.bottom)]
        frame += [(x, y) for x in (window.left, window.right) for y in down]
        longitudes, latitudes = zip(*(self.degrees(x, y) for x, y in frame), strict=True)
        west, south, east, north = min(longitudes), min(latitudes), max(longitudes), max(latitudes)
        for pole in (90.0, -90.0):
            [(x, y)] = self.project([(self.longitude, pole)])
            if window.left <= x <= window.right and window.top <= y <= window.bottom:
                west, east = self.longitude - 180, self.longitude + 180
                south, north = min(south, pole), max(north, pole)
        return Box(west, max(south - _SAG, -90), east, min(north + _SAG, 90))


@dataclass(frozen=True, slots=True)
class World:
    """The Equal Earth projection."""

    longitude: float = _WORLD_CENTRE

    def project(self, points: Iterable[Point]) -> list[Point]:
        projected = []
        for longitude, latitude in points:
            theta = asin(sqrt(3) / 2 * sin(radians(latitude)))
            square = theta * theta
            sixth = square**3
            slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
            x = 2 / sqrt(3) * radians(longitude - self.longitude) * cos(theta) / slope
            projected.append((x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))))
        return projected

    def bounds(self, window: Box) -> Box:  # noqa: ARG002 -- the world is always shown whole
        return Box(self.longitude - 180, _SOUTH, self.longitude + 180, _NORTH)

    def edge(self) -> list[Point]:
        """The outline of the part of the world that is shown."""
        west, east = self.longitude - 180, self.longitude + 180
        latitudes = [_SOUTH + (_NORTH - _SOUTH) * index / _STEPS for index in range(_STEPS + 1)]
        turn = [(east, latitude) for latitude in latitudes] + [
            (west, latitude) for latitude in reversed(latitudes)
        ]
        return self.project(turn)
