"""What holds for every figure: safe markup, lean, legible, the same each time, and never a crash."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import figures
from reports.domain.parts import Place, Risk, Scenario, TimelineEntry
from reports.domain.snapshot import Snapshot
from reports.figures import ink
from reports.figures.lettering import clean
from reports.figures.svg import PATTERNS
from tests.reports.figures.samples import (
    ARABIC,
    LONG,
    PERSIAN,
    SVG,
    collisions,
    elements,
    full,
    outside,
    parsed,
    snapshot,
)

pytestmark = pytest.mark.once

TOKENS = Path(figures.__file__).parents[1] / "static" / "reports" / "tokens.css"
CHARTS = {"timeline", "risk-matrix", "scenario-chart", "likelihood-legend"}


def test_a_report_with_nothing_to_draw_has_no_figures() -> None:
    assert figures.all_of(snapshot()) == ()
    assert figures.country_risk_map((), "Risk") is None
    assert figures.likelihood_legend("") is None


def test_the_figures_come_in_print_order() -> None:
    assert [figure.kind for figure in figures.all_of(full())] == [
        "locator-map",
        "timeline",
        "country-risk-map",
        "risk-matrix",
        "scenario-chart",
        "likelihood-legend",
    ]


@pytest.mark.parametrize(
    ("name", "language"), [("Port", "en"), (LONG, "en"), ("W" * 200, "en"), (PERSIAN, "fa")]
)
def test_no_text_lies_on_another_or_runs_off_the_drawing(name: str, language: str) -> None:
    for figure in figures.all_of(full(name, language)):
        assert collisions(figure.svg) == [], figure.kind
        assert outside(figure.svg) == [], figure.kind


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert figures.all_of(full()) == figures.all_of(full())


def test_ids_are_not_shared_between_figures_of_one_page() -> None:
    several = (
        *figures.all_of(full("One")),
        figures.locator_map(full("Two")),
        figures.risk_matrix(full("Two")),
    )
    page = "".join(figure.svg for figure in several if figure)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 4
    assert set(re.findall(r"url\(#([^)]+)\)", page)) == set(ids)


def test_a_drawing_holds_only_what_a_strict_page_and_the_press_allow() -> None:
    names = {
        element.tag.removeprefix(SVG) for figure in figures.all_of(full()) for element in elements(figure.svg)
    }
    attributes = {
        name for figure in figures.all_of(full()) for each in elements(figure.svg) for name in each.attrib
    }
    assert names == {"svg", "title", "defs", "pattern", "path", "text"}
    assert not attributes & {"style", "class", "href", "onload"}


@pytest.mark.parametrize(
    "hostile", ['<script>alert("1")</script>', "a\x00b\x1fc\x85", "\ud800\ufffe\U0010ffff", "&amp;<b>"]
)
def test_text_is_text(hostile: str) -> None:
    for figure in figures.all_of(full(f"x{hostile}y")):
        root = parsed(figure.svg)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            "svg", "title", "defs", "pattern", "path", "text",
        }  # fmt: skip
        assert root.findtext(f"{SVG}title") == figure.alternative
        if figure.kind != "likelihood-legend":
            assert clean(f"x{hostile}y") in figure.alternative or figure.kind == "country-risk-map"


def test_the_title_in_the_drawing_is_the_alternative() -> None:
    for figure in figures.all_of(full("Gori & Poti")):
        assert parsed(figure.svg).findtext(f"{SVG}title") == figure.alternative


def test_figures_are_lean() -> None:
    for figure in figures.all_of(full()):
        count = sum(1 for _ in elements(figure.svg))
        assert count <= (150 if figure.kind in CHARTS else 90), (figure.kind, count)
        assert len(figure.svg.encode()) <= (20_000 if figure.kind in CHARTS else 120_000)


def test_a_full_timeline_and_a_full_matrix_stay_within_the_budget() -> None:
    report = snapshot(
        timeline=tuple(TimelineEntry(f"{1990 + n}", "A short line", n % 2 == 0) for n in range(30)),
        risks=tuple(Risk("A risk", 1 + n % 5, 1 + n // 5, "steady") for n in range(25)),
    )
    for figure in figures.all_of(report):
        assert sum(1 for _ in elements(figure.svg)) <= 150, figure.kind
        assert collisions(figure.svg) == []


def test_the_inks_are_the_tokens_of_the_house() -> None:
    light = dict(re.findall(r"--(\w+): (#\w+);", TOKENS.read_text().partition("@media")[0]))
    own = {
        name: getattr(ink, name.upper()) for name in ("ink", "paper", "surface", "muted", "rule", "accent")
    }
    assert own == {name: light[name] for name in own}


def test_neighbouring_levels_differ_in_lightness_threefold_or_in_pattern() -> None:
    steps = [ink.LAND, *(ink.GROUNDS[level] for level in ink.LEVELS)]
    names = ["", *ink.LEVELS]
    for lower, upper in zip(range(3), range(1, 4), strict=True):
        patterned = {names[lower], names[upper]} & PATTERNS.keys()
        assert contrast(steps[lower], steps[upper]) >= 3 or patterned
    assert contrast(ink.GROUNDS["low"], ink.GROUNDS["medium"]) >= 3


def test_letters_and_bars_stand_out_from_their_ground() -> None:
    for text in (ink.INK, ink.MUTED, ink.ACCENT):
        for ground in (ink.PAPER, ink.NAMED, ink.SEA):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(ink.MIDDLE, ink.PAPER) >= 3


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1.4.3."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


TEXTS = st.text(max_size=80) | st.sampled_from(
    [LONG, PERSIAN, ARABIC, "", " ", "🛰️", "हिन्दी", "日本の地域" * 20]
)
NUMBERS = st.integers(-3, 9)
COORDINATES = st.none() | st.floats() | st.floats(-90, 90)
REPORTS = st.builds(
    snapshot,
    language=st.sampled_from(["en", "fa", "ar-EG", "uz-Arab", "", "x"]),
    yardstick=st.sampled_from(["icd203a", "phia", "", "other"]),
    countries=st.lists(st.sampled_from(["AM", "RU", "US", "TV", "XK", "ZZ", "", "FJ"]), max_size=4).map(
        tuple
    ),
    risks=st.lists(st.builds(Risk, TEXTS, NUMBERS, NUMBERS, TEXTS), max_size=4).map(tuple),
    scenarios=st.lists(
        st.builds(
            Scenario, NUMBERS, TEXTS, TEXTS, st.sampled_from(["likely", "no word", ""]), COORDINATES, NUMBERS
        ),
        max_size=3,
    ).map(tuple),
    timeline=st.lists(
        st.builds(
            TimelineEntry, st.sampled_from(["2024", "0001", "9999-12-31", "2024-02-30", "", "-5"]), TEXTS
        ),
        max_size=4,
    ).map(tuple),
    places=st.lists(
        st.builds(Place, TEXTS, st.sampled_from(["", "AM", "TV", "zz"]), COORDINATES, COORDINATES, TEXTS),
        max_size=4,
    ).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(REPORTS)
def test_wrong_values_are_left_out_and_never_break_a_figure(report: Snapshot) -> None:
    for figure in figures.all_of(report):
        assert parsed(figure.svg).findtext(f"{SVG}title") == figure.alternative
        assert "nan" not in re.sub(r"<(text|title).*?</\1>", "", figure.svg).lower().replace("narrow", "")
