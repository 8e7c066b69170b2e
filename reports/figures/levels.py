"""The country-risk map of a series: each country low, medium or high, by lightness and pattern.

What is not assessed stays as paper, so that silence is not taken for safety.
"""

from collections.abc import Iterable, Mapping

from reports.domain.parts import Place
from reports.figures import atlas, geography, ink, marginalia
from reports.figures.figure import Figure
from reports.figures.geography import Point
from reports.figures.lettering import Box, clean
from reports.figures.placing import Ground, Label, beside, spans, within
from reports.figures.svg import Sheet
from reports.figures.view import View, around
from reports.figures.wording import counted, country, listed, sentence

KIND = "country-risk-map"
_SIZE = 10.0
_FEW = 20
"""Up to so many countries a name that does not fit inside stands off with a leader; more hide the map."""


def country_risk_map(places: Iterable[Place], title: str) -> Figure | None:
    """The countries of the places that have a level, the highest of several; None where there is none."""
    levels = _levels(places)
    if not levels:
        return None
    view = around([point for code in levels for point in geography.extent(code)])
    seen = atlas.land(view)
    alternative = _alternative(levels, seen)
    sheet = Sheet(KIND, alternative)
    atlas.paint(sheet, view, seen, levels)
    _letter(sheet, view, seen, levels)
    entries = [*((level, f"{level} risk") for level in ink.LEVELS), (ink.LAND, "not assessed")]
    bottom = marginalia.legend(sheet, view, entries, hatched=bool(seen.disputed))
    return Figure(KIND, clean(title), sheet.finish(bottom), alternative, atlas.DISCLAIMER)


def _levels(places: Iterable[Place]) -> dict[str, str]:
    """The level of each country by code."""
    levels: dict[str, str] = {}
    for place in places:
        if place.level in ink.LEVELS and geography.known(place.country):
            both = (place.level, levels.get(place.country, place.level))
            levels[place.country] = max(both, key=ink.LEVELS.index)
    return levels


def _letter(sheet: Sheet, view: View, seen: atlas.Land, levels: dict[str, str]) -> None:
    """The names of the assessed countries, inside where they fit, beside where they do not."""
    small = atlas.tiny(view, seen, levels)
    ground = Ground(view.frame, [Box(x - 4, y - 4, x + 4, y + 4) for x, y in small.values()])
    few = len(levels) <= _FEW
    labels = [_label(code, seen, small, ground, few=few) for code in levels]
    placed = [label for label in labels if label]
    marginalia.leaders(sheet, placed)
    sheet.path(marginalia.plates(placed), fill=ink.PAPER, fill_opacity=0.86)
    for level in ink.LEVELS:
        marginalia.rings(sheet, [point for code, point in small.items() if levels[code] == level], level)
    for label in placed:
        marginalia.write(sheet, label, bold=True)


def _label(
    code: str, seen: atlas.Land, small: Mapping[str, Point], ground: Ground, *, few: bool
) -> Label | None:
    """Inside where the name fits; of few, beside those too small to be seen, and else off, with a leader."""
    name, shapes = country(code), seen.countries.get(code)
    if code in small:
        return beside(name, small[code], _SIZE, ground) if few else None
    if not shapes:
        return None
    largest = max(shapes, key=atlas.spread)
    hatched = [shape for area, shapes in seen.disputed if area.of == code != area.name for shape in shapes]
    label = within(name, largest, _SIZE, ground, share=0.6 if few else 1, avoid=hatched)
    if label or not few:
        return label
    left, right, middle = spans(largest)[0]
    return beside(name, ((left + right) / 2, middle), _SIZE, ground, near=False)


def _alternative(levels: dict[str, str], seen: atlas.Land) -> str:
    told = [sentence("Risk in ", counted(len(levels), "country", "countries"))]
    for level in reversed(ink.LEVELS):
        names = [country(code) for code in levels if levels[code] == level]
        if names:
            told.append(sentence(level.capitalize(), ": ", listed(names)))
    if seen.disputed:
        told.append(sentence("Disputed areas hatched: ", listed(area.name for area, _ in seen.disputed)))
    return " ".join(told)
