"""Snapshots to draw, and the boxes of what was written in a drawing."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

from reports.domain.parts import Place, Risk, Scenario, TimelineEntry
from reports.domain.snapshot import Snapshot
from reports.figures.lettering import Box, width

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "A name that goes on about contingencies, coalitions, cabinets, customs and convoys until all of its "
    "two hundred characters have been used up by words that no editor would ever have left to stand so in the"
)
PERSIAN = "بازگشایی کامل مسیر ترانزیتی از طریق مرز ایران و عراق (2026) پس از توافق سه‌جانبه"
ARABIC = "عودة الملاحة إلى طبيعتها في البحر الأحمر"


def snapshot(**parts: Any) -> Snapshot:
    """A report that has nothing but the parts given."""
    empty: dict[str, Any] = {
        "title": "Corridors",
        "language": "en",
        "marking": "TLP:CLEAR",
        "authors": ("Ada",),
        "dated": "2026-01-05",
        "edition": 1,
        "series": None,
        "reference": "",
        "prepared_for": "",
        "picture": None,
        "editor_note": "",
        **dict.fromkeys(("questions", "countries", "topics", "sections", "findings", "scenarios"), ()),
    }
    return Snapshot(**{**empty, **parts})


def full(name: str = "Border closed", language: str = "en") -> Snapshot:
    """A report with every part that is drawn, all of them called by the same name."""
    return snapshot(
        language=language,
        yardstick="icd203a",
        countries=("AM", "IR"),
        risks=tuple(Risk(name, 1 + n % 5, 1 + n % 4, "rising") for n in range(9)),
        scenarios=tuple(Scenario(n, name, "", "likely", 60 + n, 1 + n) for n in range(1, 5)),
        timeline=tuple(TimelineEntry(f"20{10 + n}-0{1 + n % 9}", name, n % 3 == 0) for n in range(12)),
        places=(
            Place(name, "AM", 40.18, 44.51),
            Place(name, "AM", 39.2, 46.41),
            Place(name, "IR", 38.94, 45.63),
            Place(name, "IR", level="high"),
        ),
    )


def parsed(svg: str) -> ElementTree.Element:
    """The drawing as a tree."""
    return ElementTree.fromstring(svg)  # noqa: S314 -- drawn by the code under test


def written(svg: str) -> list[tuple[str, Box]]:
    """Each text of a drawing with the box that it fills, by our own measure."""
    return [(element.text or "", _box(element)) for element in parsed(svg).iter(f"{SVG}text")]


def collisions(svg: str) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other."""
    return [
        (one, other) for (one, here), (other, there) in combinations(written(svg), 2) if here.meets(there)
    ]


def outside(svg: str) -> list[str]:
    """Texts that reach over the edge of the drawing."""
    _, _, right, bottom = map(float, parsed(svg).attrib["viewBox"].split())
    return [
        text
        for text, box in written(svg)
        if box.left < -1 or box.top < -1 or box.right > right + 1 or box.bottom > bottom + 1
    ]


def elements(svg: str) -> Iterator[ElementTree.Element]:
    """Everything in a drawing."""
    return parsed(svg).iter()


def _box(element: ElementTree.Element) -> Box:
    size, x, y = (float(element.attrib[name]) for name in ("font-size", "x", "y"))
    across = width(element.text or "", size, bold="font-weight" in element.attrib)
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.attrib.get("text-anchor", "start")]
    if element.attrib.get("direction") == "rtl":
        share = 1 - share
    return Box(x - across * share, y - 0.75 * size, x + across * (1 - share), y + 0.2 * size)
