"""What the engine is spared changes no length and no byte that it would have come to itself."""

from typing import Any

import pydyf
import pytest
from tinyhtml5 import inputstream
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import absolute, block

from reports.rendering.pdf import lengths, parsing, writing

_SOURCE = """<style>
body { margin: 3mm 5% } .a { float: left; width: 40% } .b { position: relative; min-height: 2em }
.c { box-sizing: border-box; width: 90px; padding: 5px } .d { position: absolute; max-width: calc(10% + 2px) }
table { border-collapse: collapse } td { border: 2px solid; padding: 1px 3px }
.n { float: footnote } .r { position: running(head) } @page { @top-left { content: element(head) } }
</style><p class=r>head<p class=a>a<p class=b>b <span class=n>note</span><p class=c>c<p class=d>d
<table><tr><td>e<td>f</table>"""


def _boxes() -> list[Any]:
    (page,) = HTML(string=_SOURCE).render().pages
    assert block.resolve_percentages is lengths._resolve
    return [page._page_box, *(getattr(box, "_box", box) for box in page._page_box.descendants())]


@pytest.mark.parametrize("around", [(300, 200), (300, "auto")])
def test_lengths_are_those_of_the_engine(around: tuple[Any, Any]) -> None:
    for box in _boxes():
        theirs, ours = box.copy(), box.copy()

        lengths._own_resolve(theirs, around)
        lengths._resolve(ours, around)

        assert vars(ours) == vars(theirs)


def test_both_kinds_of_boxes_were_asked() -> None:
    known = {vars(box.style).get("_lengths") is None for box in _boxes()}

    assert known == {True, False}


def test_what_is_in_the_flow_is_what_the_engine_says() -> None:
    answers = [(lengths._is_in_normal_flow(box), lengths._own_is_in_normal_flow(box)) for box in _boxes()]

    assert {ours for ours, _ in answers} == {True, False}
    assert all(ours == theirs for ours, theirs in answers)
    assert Box.is_in_normal_flow is lengths._is_in_normal_flow


@pytest.mark.parametrize("item", [b"a", "b", 7, -7, True, 2.0, -0.0, 1.25, 0.0000001, 1e9, pydyf.Array([1])])
def test_bytes_are_those_of_the_engine(item: Any) -> None:
    assert pydyf._to_bytes is writing._to_bytes
    assert writing._to_bytes(item) == writing._own_to_bytes(item)


@pytest.mark.parametrize("opposite", [False, True])
def test_text_is_read_as_far_as_the_parser_reads_it(opposite: bool) -> None:
    characters, text = frozenset("<&\0"), "<<a & b"
    ours, theirs = (inputstream.HTMLUnicodeInputStream(text) for _ in range(2))
    for stream in (ours, theirs):
        stream.character()

    found = ours.chars_until(characters, opposite)

    assert found == parsing._own(theirs, characters, opposite)
    assert (characters, opposite) in inputstream.characters_until_regex


def test_a_placeholder_gives_its_lengths_to_its_box() -> None:
    box = next(each for each in _boxes() if each.style["position"] == "relative")
    placeholder = absolute.AbsolutePlaceholder(box.copy())

    lengths._resolve(placeholder, (300, 200))

    assert "width" not in vars(placeholder)
    assert "width" in vars(placeholder._box)
