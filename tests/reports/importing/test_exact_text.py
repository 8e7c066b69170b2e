"""Plain text comes back as the same text once its Markdown is rendered, whatever marks it holds."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.domain.article import parse
from reports.domain.article.markup import escape
from reports.domain.sections import SectionKind
from reports.rendering.markdown import to_html

pytestmark = pytest.mark.once

ARTICLES = Path(__file__).parents[1] / "articles"
MARKS = "#*_`[]()<>&|~\\-+=.!:;{}$%^'\"/ 1a\t"


def shown(markdown: str) -> str:
    """The text of the rendered Markdown, its white space made even."""
    return " ".join(html.unescape(re.sub(r"</?(?:p|br)\b[^>]*>", " ", to_html(markdown))).split())


@settings(max_examples=400, deadline=None)
@given(lines=st.lists(st.text(alphabet=MARKS, min_size=1, max_size=30), min_size=1, max_size=6))
def test_escaped_lines_render_as_they_were_typed(lines: list[str]) -> None:
    typed = [line.strip() for line in lines if line.strip()]

    assert shown("\n".join(map(escape, typed))) == " ".join(" ".join(typed).split())


@pytest.mark.parametrize(
    "line",
    [
        *("# no heading", "1. no list", "- no item", "> no quotation", "+ no item", "***", "---", "====="),
        *("| a | b |", "[label]: https://example.org", "<b>bold</b>", "<script>alert(1)</script>", "~~x~~"),
        *(
            "{{ braces }}",
            "{% tag %}",
            "&amp; &#65; AT&T",
            "a_b_c __init__",
            "![alt](x.png)",
            "\\*",
            "C:\\dir\\",
        ),
        *("<https://example.org>", "`code`", "1) no list", "10. no list", "a  b", ":---|---:"),
        "www.example.org a@example.org",
    ],
)
def test_a_line_of_marks_inside_a_paragraph_is_text(line: str) -> None:
    article = parse(
        "A Test Title\n\nSample Notes Volume 1 Issue 2\n\nThe lead.\n\nBackground\n\n"
        f"A sentence that goes on\n{line}\nand on, to its end."
    )

    assert shown(article.body(SectionKind.BACKGROUND)) == (
        f"A sentence that goes on {' '.join(line.split())} and on, to its end."
    )


def test_every_field_of_a_file_of_marks_comes_back() -> None:
    article = parse((ARTICLES / "special-characters.txt").read_text())

    assert article.title == "Marks & Signs: <b>A Title</b> with {{ braces }} and *stars*"
    assert shown(article.lead) == (
        "A lead with *stars*, _lines_, `ticks`, [brackets](nowhere), <script>alert(1)</script>, "
        "{{ settings.KEY }}, {% include %}, a|b, C:\\dir, 3 < 4 & 5 > 2, &amp; and ~~waves~~."
    )
    assert [shown(text) for text in article.findings] == [
        "# is not a heading here",
        "1. is not a list here",
        "> is not a quotation here, and +1 is not an item",
    ]
    assert [(each.name, shown(each.text)) for each in article.scenarios] == [
        ("*Stars* and Lines", "text_with_lines and a | b"),
        ("<i>Angles</i>", "text"),
    ]


def test_zero_width_and_directional_characters_stay_in_the_text() -> None:
    text = "A word\u200bjoined, soft\u00adhyphened, \u202eturned\u202c, می\u200cرود and 👩\u200d👩\u200d👧."
    article = parse(f"Ti\u200btle\u200f here\n\nSample Notes Volume 1 Issue 2\n\n{text}")

    assert article.lead == text
    assert article.title == "Ti\u200btle\u200f here"
