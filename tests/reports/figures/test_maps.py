"""The maps: projections, borders, what is hatched, labels, and the edge of the world."""

import re
from itertools import pairwise
from math import cos, radians, sin

import pytest

from reports.domain.parts import Place
from reports.figures import DISCLAIMER, country_risk_map, geography, locator_map
from reports.figures.clipping import clip
from reports.figures.geography import Detail, Ring
from reports.figures.lettering import Box
from reports.figures.placing import holds
from reports.figures.projection import Region, World
from reports.figures.svg import WIDTH
from reports.figures.view import around, world
from tests.reports.figures.samples import LONG, SVG, collisions, outside, parsed, snapshot, written

pytestmark = pytest.mark.once

DETAILS: tuple[Detail, ...] = ("region", "continent", "world")
SIMFEROPOL, LAAYOUNE, HARGEISA, FAMAGUSTA = (34.1, 44.95), (-13.0, 26.5), (44.1, 9.5), (33.7, 35.25)


def inside(rings: tuple[Ring, ...], point: tuple[float, float]) -> bool:
    return any(holds(ring.points, point) for ring in rings)


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(
    ("point", "holder", "other", "area"),
    [
        (SIMFEROPOL, "UA", "RU", "Crimea"),
        (LAAYOUNE, "EH", "MA", "Western Sahara"),
        (HARGEISA, "SO", "ET", "Somaliland"),
        (FAMAGUSTA, "CY", "TR", "Northern Cyprus"),
        ((20.9, 42.3), "XK", "RS", "Kosovo"),
        ((121.0, 23.8), "TW", "CN", "Taiwan"),
    ],
)
def test_disputed_ground_is_drawn_as_the_united_nations_do_and_hatched(
    detail: Detail, point: tuple[float, float], holder: str, other: str, area: str
) -> None:
    assert inside(geography.country(holder, detail), point)
    assert not inside(geography.country(other, detail), point)
    assert [each.name for each in geography.disputed(detail) if inside(each.rings, point)] == [area]


@pytest.mark.parametrize(
    ("area", "point"),
    [
        ("Abkhazia", (41.0, 43.1)),
        ("South Ossetia", (43.97, 42.3)),
        ("Transnistria", (29.6, 46.85)),
        ("Golan Heights", (35.78, 33.0)),
        ("West Bank", (35.2, 31.95)),
        ("Gaza Strip", (34.35, 31.4)),
        ("Kashmir", (74.8, 34.1)),
        ("Kashmir", (74.3, 35.9)),
        ("Aksai Chin", (79.5, 35.2)),
        ("Arunachal Pradesh", (93.6, 27.6)),
        ("Abyei", (28.4, 9.8)),
        ("Essequibo", (-59.8, 5.5)),
    ],
)
def test_each_disputed_area_lies_where_it_is(area: str, point: tuple[float, float]) -> None:
    assert [each.name for each in geography.disputed("region") if inside(each.rings, point)] == [area]


@pytest.mark.parametrize("detail", DETAILS)
def test_every_country_has_an_outline_that_closes_without_a_seam(detail: Detail) -> None:
    for code in geography.bounds():
        rings = geography.country(code, detail)
        assert rings, code
        for ring in rings:
            assert len(ring.points) >= 3
            steps = [abs(east - west) for (west, _), (east, _) in pairwise(ring.points)]
            assert max(steps) <= 3.02, code


def test_the_outlines_stay_small() -> None:
    assert geography._FILE.stat().st_size <= 250_000


def test_a_region_keeps_areas() -> None:
    region = Region(45, 40)
    for latitude in (-20.0, 10.0, 60.0):
        corners = [(70.0, latitude), (70.1, latitude), (70.1, latitude + 0.1), (70.0, latitude + 0.1)]
        true = radians(0.1) * (sin(radians(latitude + 0.1)) - sin(radians(latitude)))
        assert area(region.project(corners)) == pytest.approx(true, rel=1e-3)
        assert area(World().project(corners)) == pytest.approx(true, rel=1e-3)


def test_a_region_finds_its_way_back() -> None:
    region = Region(170, 65)
    [(x, y)] = region.project([(-175, 60)])
    assert region.degrees(x, y) == pytest.approx((185, 60))
    assert region.degrees(0, 0) == (170, 65)
    assert region.project([(170, 65)]) == [(0, 0)]
    assert region.project([(170, 65.001)])[0][1] == pytest.approx(radians(0.001))
    assert cos(radians(60)) == pytest.approx(0.5)


def test_clipping_cuts_at_the_edge_exactly() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert sorted(clip(square, Box(5, 5, 20, 20))) == [(5, 5), (5, 10), (10, 5), (10, 10)]
    assert clip(square, Box(11, 11, 20, 20)) == []
    assert clip(square, Box(-1, -1, 20, 20)) == square


@pytest.mark.parametrize(
    "points",
    [
        [(44.5, 40.2)],
        [(178.4, -18.1), (-175.2, -21.1)],
        [(33.1, 69.0), (177.5, 64.7), (-51.7, 64.2)],
        [(0.0, 89.0)],
    ],
)
def test_a_view_shows_all_its_points_with_room_around(points: list[tuple[float, float]]) -> None:
    view = around(points)
    assert 0.45 <= view.height / WIDTH <= 0.75
    for longitude, latitude in points:
        x, y = view.place(longitude, latitude)
        assert 20 <= x <= WIDTH - 20
        assert 20 <= y <= view.height - 20


def test_points_all_over_the_world_give_the_world() -> None:
    assert around([(-100.0, 40.0), (100.0, 30.0), (20.0, -30.0)]) == world()


@pytest.mark.parametrize("codes", [("FJ", "NZ", "US", "RU"), ("FJ",), ("RU",), ("RU", "US", "CA")])
def test_no_line_runs_across_the_map_where_the_world_is_cut(codes: tuple[str, ...]) -> None:
    figure = country_risk_map([Place("", code, level="high") for code in codes], "Risk")
    assert figure is not None
    paths = re.findall(
        r'd="(M[^"]+)"[^>]*transform="scale\(0.1\)"[^>]*stroke="#9aa1a4" stroke-width="7"', figure.svg
    )
    assert paths
    steps = [
        float(dx) for path in paths for dx, _ in re.findall(r"(-?\d+) ?(-?\d+) ", path.replace("l", " "))
    ]
    drawn = [step for step in steps if abs(step) < 10 * WIDTH]
    assert len(drawn) > 100
    for ring in re.findall(r"l([^zM]+)z", "".join(paths)):
        assert all(abs(int(dx)) < 10 * WIDTH / 2 for dx, _ in re.findall(r"(-?\d+) ?(-?\d+) ", ring))


def test_the_locator_reads_places_countries_and_disputed_areas() -> None:
    figure = locator_map(
        snapshot(
            countries=("UA",),
            places=(
                Place("Odesa", "UA", 46.48, 30.72),
                Place("Sevastopol", "", 44.6, 33.53),
                Place("Nowhere", "", 91, 0),
            ),
        )
    )
    assert figure is not None
    assert figure.note == DISCLAIMER
    assert figure.alternative == (
        "Map of 2 places. Odesa, Ukraine (46.48° N, 30.72° E). Sevastopol (44.60° N, 33.53° E). "
        "Countries shaded: Ukraine. Disputed areas hatched: Crimea and Transnistria."
    )
    assert {"Odesa", "Sevastopol", "Ukraine", "Crimea"} <= {text for text, _ in written(figure.svg)}


def test_without_places_the_locator_shows_the_countries() -> None:
    figure = locator_map(snapshot(countries=("PT", "??")))
    assert figure is not None
    assert (figure.title, figure.alternative) == ("Map of the countries", "Countries shaded: Portugal.")
    assert locator_map(snapshot(countries=("??",), places=(Place("x"),))) is None


def test_a_country_that_is_a_place_bears_the_name_that_it_is_given() -> None:
    figure = locator_map(snapshot(places=(Place("The Rock", "GI"), Place("Kingdom of Spain", "ES"))))
    assert figure is not None
    assert "Countries shaded: The Rock and Kingdom of Spain" in figure.alternative
    assert {"The Rock", "Kingdom of Spain"} <= {text for text, _ in written(figure.svg)}


@pytest.mark.parametrize("name", ["Baku", "باکو", LONG])
def test_labels_of_crowded_places_do_not_collide(name: str) -> None:
    crowd = tuple(Place(f"{name} {n}", "AZ", 40 + n % 4 / 7, 47 + n // 4 / 7) for n in range(16))
    figure = locator_map(snapshot(places=crowd))
    assert figure is not None
    assert collisions(figure.svg) == []
    assert outside(figure.svg) == []
    assert figure.alternative.count(name.rstrip()) == 16


def test_the_risk_map_reads_its_levels_and_takes_the_highest() -> None:
    figure = country_risk_map(
        (
            Place("", "FR", level="low"),
            Place("", "DE", level="medium"),
            Place("", "FR", level="high"),
            Place("", "IT", level="low"),
            Place("", "ES", level="extreme"),
            Place("", "", level="high"),
        ),
        "Corridor <Watch>",
    )
    assert figure is not None
    assert (figure.title, figure.note) == ("Corridor <Watch>", DISCLAIMER)
    assert figure.alternative == (
        "Risk in 3 countries. High: France. Medium: Germany. Low: Italy. "
        "Disputed areas hatched: Kosovo and Transnistria."
    )


def test_the_risk_map_of_the_whole_world_is_lean_and_legible() -> None:
    every = [
        Place("", code, level=("low", "medium", "high")[n % 3])
        for n, code in enumerate(sorted(geography.bounds()))
    ]
    figure = country_risk_map(every, "All")
    assert figure is not None
    assert len(figure.svg.encode()) <= 120_000
    assert collisions(figure.svg) == []
    root = parsed(figure.svg)
    assert {"low risk", "medium risk", "high risk", "not assessed", "disputed area"} <= {
        text.text for text in root.iter(f"{SVG}text")
    }


def area(points: list[tuple[float, float]]) -> float:
    """By the shoelace formula."""
    closed = [*points, points[0]]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(closed))) / 2
