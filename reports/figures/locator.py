"""The locator map: where the places of a report are, on land that shows which countries it is about.

It is cropped to the places; maps are never mirrored, whichever way the report's language runs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.domain.parts import Place
from reports.domain.snapshot import Snapshot
from reports.figures import atlas, geography, ink, marginalia
from reports.figures.figure import Figure
from reports.figures.geography import Point
from reports.figures.lettering import Box, clean
from reports.figures.placing import Ground, Label, beside, within
from reports.figures.svg import Sheet
from reports.figures.view import View, around
from reports.figures.wording import counted, country, listed, position, sentence

KIND = "locator-map"
_DOT = 3.6
_PLACE, _COUNTRY, _OTHER = 11.0, 11.0, 9.5
_NEIGHBOURS = 14
_POLE = 90.0
_OWN = {"EH", "FK", "PS", "TW", "XK"}


@dataclass(frozen=True, slots=True)
class _Spot:
    name: str
    country: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class _Content:
    """What a map is about: points; countries that are places themselves; all shaded ones. Names by code."""

    spots: tuple[_Spot, ...]
    whole: dict[str, str]
    shaded: dict[str, str]

    @property
    def own(self) -> set[str]:
        """Codes of what is a disputed area itself and has the name of a country already."""
        return _OWN & set(self.shaded)


def locator_map(snapshot: Snapshot) -> Figure | None:
    """The places of a report; where it has none, its countries; None where it has neither."""
    content = _content(snapshot)
    points = _points(content)
    if not points:
        return None
    view = around(points)
    seen = atlas.land(view)
    alternative = _alternative(content, seen)
    sheet = Sheet(KIND, alternative)
    atlas.paint(sheet, view, seen, dict.fromkeys(content.shaded, ink.NAMED))
    _letter(sheet, view, seen, content)
    bottom = marginalia.legend(sheet, view, _entries(content), hatched=bool(seen.disputed))
    title = "Map of the places" if content.spots else "Map of the countries"
    return Figure(KIND, title, sheet.finish(bottom), alternative, atlas.DISCLAIMER)


def _content(snapshot: Snapshot) -> _Content:
    spots = [spot for place in snapshot.places if (spot := _spot(place))]
    whole = {
        place.country: clean(place.name) or country(place.country)
        for place in snapshot.places
        if _spot(place) is None and geography.known(place.country)
    }
    codes = dict.fromkeys([*snapshot.countries, *(place.country for place in snapshot.places)])
    shaded = {code: whole.get(code) or country(code) for code in codes if geography.known(code)}
    return _Content(tuple(spots), whole, shaded)


def _spot(place: Place) -> _Spot | None:
    """The place as a point, if it has one on earth."""
    if place.latitude is None or place.longitude is None:
        return None
    if not (abs(place.latitude) <= _POLE and abs(place.longitude) <= 2 * _POLE):  # so that NaN is refused too
        return None
    return _Spot(clean(place.name), place.country, place.longitude, place.latitude)


def _points(content: _Content) -> list[Point]:
    """What must be seen: the points and countries that stand for one; without either, all its countries."""
    points = [(spot.longitude, spot.latitude) for spot in content.spots]
    for code in content.whole or ({} if points else content.shaded):
        points += geography.extent(code)
    return points


def _letter(sheet: Sheet, view: View, seen: atlas.Land, content: _Content) -> None:
    """Dots and labels, the most wanted first: places, the report's countries, disputed areas, neighbours."""
    dots = [view.place(spot.longitude, spot.latitude) for spot in content.spots]
    small = atlas.tiny(view, seen, content.shaded)
    ground = Ground(view.frame, [*map(_around, dots), *map(_around, small.values())])
    named = list(zip((spot.name for spot in content.spots), dots, strict=True))
    named += [(content.shaded[code], point) for code, point in small.items()]
    beside_points = [label for name, point in named if (label := beside(name, point, _PLACE, ground))]
    wanted = [
        (content.shaded[code], seen.countries.get(code)) for code in content.shaded if code not in small
    ]
    hatched = [shape for area, shapes in seen.disputed if area.of not in content.own for shape in shapes]
    countries = _inside(ground, wanted, _COUNTRY, 0.7, hatched)
    areas = [(area.name, shapes) for area, shapes in seen.disputed if area.of not in content.own]
    disputed = _inside(ground, areas, _OTHER, 0.8)
    others = _inside(ground, _neighbours(seen, content), _OTHER, 1.1, hatched)
    marginalia.leaders(sheet, beside_points)
    own = [label for label in countries if label.text in {content.shaded[code] for code in content.own}]
    legible = marginalia.plates([*beside_points, *disputed, *own, *others])
    sheet.path(legible, fill=ink.PAPER, fill_opacity=0.75)
    marginalia.rings(sheet, small.values(), ink.NAMED)
    marginalia.dots(sheet, dots)
    for label in beside_points:
        marginalia.write(sheet, label, bold=True)
    for label in countries:
        marginalia.write(sheet, label, bold=True, fill=ink.ACCENT)
    for label in [*disputed, *others]:
        marginalia.write(sheet, label, fill=ink.MUTED)


def _inside(
    ground: Ground,
    named: Iterable[tuple[str, atlas.Shapes | None]],
    size: float,
    share: float,
    avoid: Sequence[Sequence[Point]] = (),
) -> list[Label]:
    """A label in the largest piece of each; none where it finds no room."""
    found = (
        within(name, max(shapes, key=atlas.spread), size, ground, share=share, avoid=avoid)
        for name, shapes in named
        if shapes
    )
    return [label for label in found if label]


def _neighbours(seen: atlas.Land, content: _Content) -> list[tuple[str, atlas.Shapes]]:
    """The largest other countries, for orientation; an area that is disputed has its own name already."""
    taken = {*content.shaded, *(area.of for area, _ in seen.disputed if area.of in _OWN)}
    others = [(code, shapes) for code, shapes in seen.countries.items() if code not in taken]
    others.sort(key=lambda each: -max(map(atlas.spread, each[1])))
    return [(country(code), shapes) for code, shapes in others[:_NEIGHBOURS]]


def _entries(content: _Content) -> list[tuple[str, str]]:
    spots = [("dot", "place")] if content.spots else []
    return [*spots, *([(ink.NAMED, "countries of this report")] if content.shaded else [])]


def _around(point: Point) -> Box:
    x, y = point
    return Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT)


def _alternative(content: _Content, seen: atlas.Land) -> str:
    """Every place with its position, then what is shaded and what is hatched."""
    told = []
    if content.spots:
        told.append(sentence("Map of ", counted(len(content.spots), "place")))
    told += [
        sentence(spot.name, _in(spot), " (", position(spot.latitude, spot.longitude), ")")
        for spot in content.spots
    ]
    if content.shaded:
        told.append(sentence("Countries shaded: ", listed(content.shaded.values())))
    if seen.disputed:
        told.append(sentence("Disputed areas hatched: ", listed(area.name for area, _ in seen.disputed)))
    return " ".join(told)


def _in(spot: _Spot) -> str:
    return f", {country(spot.country)}" if geography.known(spot.country) else ""
