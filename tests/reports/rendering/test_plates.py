"""Where figures find room: text goes on where one waits, and each is printed once, in order."""

import io

import pytest
from pypdf import PdfReader

from reports.rendering import pdf

# The engine leaves its own colour profile open; in the print process that ends with the process.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")

_STYLE = """
@page { size: 100mm; margin: 10mm } body, p, figure { margin: 0; font: 8pt/5mm Inter }
section { clear: both } figure { float: inline-start; width: 80mm } .whole { break-inside: avoid }
a::after { content: target-counter(attr(href), page) }
"""
"""Sixteen lines to a page."""


def lines(name: str, count: int) -> str:
    return "".join(f"<p>{name}{number}</p>" for number in range(1, count + 1))


def figure(name: str, height: int) -> str:
    return f'<figure style="height: {height * 5}mm"><figcaption>{name}</figcaption></figure>'


def section(*parts: str, name: str = "") -> str:
    return f'<section class="{name}">{"".join(parts)}</section>'


def words(name: str, first: int, last: int) -> list[str]:
    return [f"{name}{number}" for number in range(first, last + 1)]


def pages(*sections: str) -> list[list[str]]:
    """The words of each page from its head to its foot; the first is a link that wants a second pass."""
    text = f'<p><a href="#end">at</a></p>{"".join(sections)}<p id="end">end</p>'
    made = pdf.write(
        f"<html lang='en'><title>t</title><style>{_STYLE}</style><body><main>{text}</main></body>"
    )
    read = PdfReader(io.BytesIO(made.pdf)).pages
    return [page.extract_text(extraction_mode="layout").split() for page in read]


def test_text_fills_the_page_that_a_figure_does_not_fit() -> None:
    assert pages(section(lines("a", 10), figure("one", 6)), section(lines("b", 8))) == [
        ["at2", *words("a", 1, 10), *words("b", 1, 5)],
        ["one", *words("b", 6, 8), "end"],
    ]


def test_a_figure_that_fits_stays_where_it_is() -> None:
    assert pages(section(lines("a", 5), figure("one", 6)), section(lines("b", 2))) == [
        ["at1", *words("a", 1, 5), "one", "b1", "b2", "end"]
    ]


def test_a_figure_does_not_overtake_another() -> None:
    assert pages(section(lines("a", 10), figure("one", 6), figure("two", 2)), section(lines("b", 8))) == [
        ["at2", *words("a", 1, 10), *words("b", 1, 5)],
        ["one", "two", *words("b", 6, 8), "end"],
    ]


def test_waiting_figures_leave_room_for_text() -> None:
    assert pages(section(lines("a", 10), figure("one", 8), figure("two", 8)), section(lines("b", 20))) == [
        ["at3", *words("a", 1, 10), *words("b", 1, 5)],
        ["one", *words("b", 6, 13)],
        ["two", *words("b", 14, 20), "end"],
    ]


def test_a_figure_is_not_lost_where_the_text_ends() -> None:
    assert pages(section(lines("a", 10), figure("one", 6))) == [["at1", *words("a", 1, 10), "end"], ["one"]]


def test_a_figure_that_moves_with_its_section_is_printed_once() -> None:
    moved = section(lines("b", 2), figure("one", 6), lines("c", 5), name="whole")
    assert pages(section(lines("a", 10)), moved) == [
        ["at2", *words("a", 1, 10)],
        ["b1", "b2", "one", *words("c", 1, 5), "end"],
    ]
