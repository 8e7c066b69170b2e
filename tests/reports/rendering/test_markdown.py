"""Markdown is bounded, safe, and loses no word."""

import html as entities
import math
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.rendering.markdown import to_html

SIZE = 100_000


def words(html: str) -> str:
    return entities.unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("# a\n\n### b\n\n# c", "<h3>a</h3>\n<h4>b</h4>\n<h3>c</h3>\n"),
        ("#### a", "<h3>a</h3>\n"),
        ("", ""),
    ],
)
def test_the_subset_is_rendered(text: str, html: str) -> None:
    assert to_html(text) == html


def test_a_table_keeps_its_alignment_in_classes_and_names_its_headers() -> None:
    html = to_html("|a|b|\n|-:|:-:|\n|1|2|\n")
    assert '<th class="end" scope="col">a</th>' in html
    assert '<td class="centre">2</td>' in html
    assert "style" not in html


def test_many_columns_are_set_smaller() -> None:
    columns = "|".join("abcdefgh")
    assert 'class="scroll wide"' in to_html(f"{columns}\n{'|'.join('-' * 8)}\n{columns}\n")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "{{ template }} {% load x %}",
        "<b>not bold</b>",
        "<!-- a comment -->",
        "zero\u200bwidth \u202ertl\u202c \u2067isolate\u2069",
        "\U0001f6a2 e\u0301 \u0142\u00f3d\u017a \u4e16\u754c",
        "a < b && c > d",
        "javascript:alert(1)",
        "{'class': 1} ${x} #{y} <%= z %>",
        "![the bridge](file:///etc/passwd)",
    ],
)
def test_what_is_no_construct_comes_out_as_text(text: str) -> None:
    html = to_html(text)
    assert words(html).strip() == text
    assert re.findall(r"<(\w+)", html) == ["p"]


def test_control_characters_are_shown_not_dropped() -> None:
    assert to_html("a\x00b\x0bc\ud800d") == "<p>a\ufffdb\ufffdc\ufffdd</p>\n"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](https://x.example/)", ["https://x.example/"]),
        ("[a](mailto:a@example.org)", ["mailto:a@example.org"]),
        ("[a](#place)", ["#place"]),
        ("<https://x.example/>", ["https://x.example/"]),
        ("[a](http://x.example/)", []),
        ("[a](HTTP://x.example/)", []),
        ("[a](file:///etc/passwd)", []),
        ("[a](//x.example/)", []),
        ("[a](/relative)", []),
        ("[a](javascript:alert`1`)", []),
        ("[a](data:text/html,x)", []),
        ("[a](ftp://x.example/)", []),
        ("[a]( \tjava\nscript:alert(1))", []),
    ],
)
def test_links_lead_only_where_they_may(text: str, links: list[str]) -> None:
    assert re.findall(r'href="([^"]*)"', to_html(text)) == links


def test_a_link_that_may_not_be_followed_keeps_its_address_as_text() -> None:
    assert to_html("[the log](http://x.example/1)") == "<p>the log (http://x.example/1)</p>\n"


@pytest.mark.parametrize("source", ["https://x.example/a.png", "http://169.254.169.254/", "asset:logo"])
def test_a_picture_is_its_words(source: str) -> None:
    assert to_html(f"![the *bridge*]({source})") == f"<p>the bridge ({source})</p>\n"


def test_a_block_that_runs_against_the_document_says_so() -> None:
    assert to_html("سلام دنیا") == '<p dir="rtl">سلام دنیا</p>\n'
    assert to_html("سلام دنیا", base="rtl") == "<p>سلام دنیا</p>\n"
    assert to_html("Hello", base="rtl") == '<p dir="ltr">Hello</p>\n'
    assert to_html("123", base="rtl") == "<p>123</p>\n"


def test_one_foreign_name_does_not_turn_a_paragraph() -> None:
    assert "dir" not in to_html("سپاه is the name by which the guard is known at home.")


@pytest.mark.parametrize("depth", [5, 10, 20, 50, 1000])
@pytest.mark.parametrize("nested", ["> ", "- ", "1. "])
def test_nesting_is_capped_and_no_word_is_lost(nested: str, depth: int) -> None:
    html = to_html(nested * depth + "deep")
    assert "deep" in words(html)
    assert html.count("<blockquote>") + html.count("<li>") <= 12


def test_items_below_the_cap_keep_their_words() -> None:
    text = "".join("  " * level + f"- item{level}.\n" for level in range(40))
    assert re.findall(r"item\d+\.", words(to_html(text))) == [f"item{level}." for level in range(40)]


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def ticks(size: int) -> str:
    """Runs of backticks of every length, so that none closes another."""
    return "".join("`" * length + " " for length in range(1, math.isqrt(2 * size) - 2))


ADVERSARIES: dict[str, Callable[[int], str]] = {
    **{
        piece: repeated(piece)
        for piece in ("[", "![[", "[a](", "](", "<", "<a@b.c", "**a", "_*", "a**b*c*b**")
    },
    **{
        piece: repeated(piece)
        for piece in ("> ", "- a\n", "1. a\n", "|", "| a ", "`` ` ", "\\", "&amp", "[x][", "a\n")
    },
    "runs": lambda size: "*" * (size // 2) + "a" + "*" * (size // 2),
    "ticks": ticks,
    "lazy": lambda size: "> " * 20 + repeated("a\n")(size),
    "definitions": lambda size: "".join(f"[a{number}]: x\n" for number in range(size // 12)),
    "rows": lambda size: "|a|b|\n|-|-|\n" + repeated("|x|y|\n")(size),
    "columns": lambda size: "|" + "a|" * (size // 5) + "\n|" + "-|" * (size // 5) + "\n|x|\n",
    "short rows": lambda size: (
        "|".join("a" * 1000) + "\n" + "|".join("-" * 1000) + "\n" + repeated("|\n")(size)
    ),
    "brackets below the cap": lambda size: "[a" * (size // 50 - 10) + "b" * (size - size // 10),
    "lines below the cap": lambda size: "> " * 12 + "a line of words\n" * (size // 20 - 10),
    "cells below the cap": lambda size: "|a|b|\n|-|-|\n" + "|x x x x x|y y y y y|\n" * (size * 9 // 200),
}


def seconds(text: str) -> float:
    started = time.process_time()
    to_html(text)
    return time.process_time() - started


@pytest.mark.parametrize("name", ADVERSARIES)
def test_time_grows_with_the_text_alone(name: str) -> None:
    """Four times the text may take ten times as long, and a second for a busy machine: not sixteen."""
    make = ADVERSARIES[name]
    small, large = seconds(make(SIZE // 4)), seconds(make(SIZE))
    assert large < 10 * small + 1


def test_a_text_of_punctuation_is_printed_as_it_was_typed() -> None:
    text = "[*a*](b)" * 2_001
    assert to_html(text) == f"<p>{text}</p>\n"


SAFE_TAGS = {
    *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "hr", "br"),
    *("a", "table", "thead", "tbody", "tr", "th", "td", "div"),
}


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("<>/=\"'&;:#[]()!*_`|-~\\ \n\tabijs{}%123."), max_size=80))
def test_no_text_becomes_markup_of_its_own(text: str) -> None:
    html = to_html(text)
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= SAFE_TAGS
    assert not re.search(r"<[^>]*\s(on\w+|style|src)=", html)
