"""Pages become the same articles as text does; what stands around the article is named, and nothing runs."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from reports.domain.article import Article
from reports.domain.sections import SectionKind as K
from reports.importing import drafting, sources
from reports.importing.refusals import ImportRefusedError

pytestmark = pytest.mark.once

ARTICLE = """<h1><a href="https://sample.example/a">A Test Title</a></h1>
<p class="meta">By <a href="https://sample.example/ida">Ida Example</a> | <time>4 May 2024</time></p>
<figure><img src="pier.jpg" alt="Pier"><figcaption>A pier (Credits: <b>Ida</b>)</figcaption></figure>
<p><strong>Sample Notes ISSN 1234-5679 Volume 1 Issue 2</strong></p>
<p>The lead of <em>the</em> test, which is long enough to be a sentence, and names
<a href="https://sample.example/a_(b)">its source</a>, a * and a [bracket].</p>
<h2>Key Findings</h2><ul><li>It rains.</li><li>It <i>snows</i>.<ul><li>On roofs.</li></ul></li></ul>
<h2>Background</h2><p>It rained.</p>
<table><tr><th>Year</th><th>Rain</th></tr><tr><td>2023</td><td>a | b</td></tr></table>
<blockquote><p>It poured.</p></blockquote><pre>rain = 1\nsnow = 2</pre>
<p>&nbsp;</p><p>&nbsp;</p><p>Rain matters.</p>
<h2>Scenarios</h2><ol><li><b>First</b>: It rains.</li><li><b>Second</b>: It snows.</li></ol>
<h2>Conclusion</h2><p>It ends.<br>Soon.</p>"""
AROUND = """<!DOCTYPE html><html><head><title>A Test Title - Sample</title><style>p {{}}</style>
<script>document.write("<p>Key Findings</p>")</script></head><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav><main><article>{0}<footer>Tags: rain</footer></article>
<aside>Beside</aside><article><h3>Another</h3><p>Short.</p></article></main>
<form><label>E-mail</label><button>Subscribe</button></form><p hidden>Hidden</p>
<footer>Foot</footer></body></html>"""


def read(tmp_path: Path, html: str, name: str = "a.html") -> Article:
    file = tmp_path / name
    file.write_text(html)
    return drafting.read(file)[0]


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt"])
def test_the_article_of_a_page_is_read(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, AROUND.format(ARTICLE), name)

    assert (found.title, found.authors, str(found.dated)) == ("A Test Title", ("Ida Example",), "2024-05-04")
    assert (found.picture_caption, found.picture_credit) == ("A pier", "Ida")
    assert (found.series.title, found.series.volume, found.series.issue) == ("Sample Notes", 1, 2)
    assert found.lead == (
        "The lead of *the* test, which is long enough to be a sentence, and names "
        r"[its source](https://sample.example/a_%28b%29), a \* and a \[bracket]."
    )
    assert found.findings == ("It rains.", "It *snows*.\n\n- On roofs.")
    assert found.body(K.BACKGROUND) == (
        "It rained.\n\n| Year | Rain |\n|---|---|\n| 2023 | a \\| b |\n\n> It poured.\n\n"
        "```\nrain = 1\nsnow = 2\n```"
    )
    assert (found.body(K.ANALYSIS), found.body(K.CONCLUSION)) == ("Rain matters.", "It ends.\nSoon.")
    assert [(each.number, each.name, each.text) for each in found.scenarios] == [
        (1, "First", "It rains."),
        (2, "Second", "It snows."),
    ]


def test_what_stands_around_the_article_is_named_with_its_reason(tmp_path: Path) -> None:
    found = read(tmp_path, AROUND.format(ARTICLE))

    assert {each.text.strip("#- "): each.reason for each in found.left_out} == {
        "Home": "is a menu of the page",
        "pier.jpg": "is the address of a picture; pictures are added by hand",
        "Pier": "is the picture’s name; the picture itself is not in a text",
        "Tags: rain": "is the foot of the page",
        "Beside": "stands beside the article on its page",
        "Another": "stands outside the article on its page",
        "Short.": "stands outside the article on its page",
        "E-mail": "is a form of the page",
        "Subscribe": "is a form of the page",
        "Hidden": "is hidden on the page",
        "Foot": "is the foot of the page",
    }
    assert found.words.balances
    assert found.words.read == found.words.placed + found.words.labels + found.words.left_out


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body>{ARTICLE}</body></html>",
        f"<html><body><main>{ARTICLE}</main><p>After.</p></body></html>",
        f"<html><form>{ARTICLE}</form></html>",
        f"<div><div>{ARTICLE}",
        f"<title>A Test Title</title>{ARTICLE.replace('h1', 'p').replace('A Test Title', '')}",
    ],
)
def test_a_page_that_marks_no_article_is_read_too(tmp_path: Path, page: str) -> None:
    found = read(tmp_path, page)

    assert (found.title, found.body(K.CONCLUSION)) == ("A Test Title", "It ends.\nSoon.")


def test_typed_marks_are_read_as_they_are_in_text(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<h1>A Test Title</h1><p>Sample Notes ISSN 1234-5679 Volume 1 Issue 2</p><p># A lead</p>"
        "<p><b>Key Findings</b></p><p>• It rains.<br>• It snows.</p>"
        "<p>Scenarios</p><p>1. First: It rains.</p><p>2. Second: It snows.</p>",
    )

    assert (found.lead, found.findings) == (r"\# A lead", ("It rains.", "It snows."))
    assert [each.name for each in found.scenarios] == ["First", "Second"]


def test_nothing_of_a_page_runs_or_leads_astray(tmp_path: Path) -> None:
    lead = """<p onclick="x()">The lead<script>alert(1)</script> of a long test that has
<a href="javascript:x()">one</a> and <a href="data:text/html,x">another</a> link, and says
&lt;script&gt; and {{ x }}.</p>"""
    found = read(tmp_path, f"<h1>A Test</h1><p>Sample Notes ISSN 1234-5679 Volume 1 Issue 2</p>{lead}")

    assert found.lead == (
        r"The lead of a long test that has one and another link, and says \<script> and {{ x }}."
    )


def test_a_page_in_the_old_encoding_that_it_declares_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    page = f"<html><meta charset=windows-1251>{ARTICLE.replace('A Test Title', 'Гавань и дождь')}</html>"
    file.write_bytes(page.encode("cp1251"))

    assert drafting.read(file)[0].title == "Гавань и дождь"


def test_a_refusal_names_the_paragraph_of_the_page(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError) as refusal:
        read(tmp_path, AROUND.format(ARTICLE.replace("5679", "5678")))

    assert refusal.value.line == 6


@pytest.mark.parametrize("page", ["<html></html>", "<html><script>x</script>", "<html><p>&nbsp;</p>"])
def test_an_empty_page_is_refused(tmp_path: Path, page: str) -> None:
    with pytest.raises(ImportRefusedError, match="There is no text on this page"):
        read(tmp_path, page)


@pytest.mark.parametrize(
    "unit",
    [
        "<ul><li>",
        "<p><article>",
        "<b>",
        "<table><tr><td>",
        "<!--",
        "<![CDATA[",
        "<a x=y ",
        "&amp;",
        "<p>a</p>",
        "<",
    ],
)
def test_a_page_of_anything_takes_seconds(tmp_path: Path, unit: str) -> None:
    file = tmp_path / "a.html"
    file.write_text("<html>" + unit * (600_000 // len(unit)))
    start = time.process_time()

    with suppress(ImportRefusedError):
        sources.read(file)

    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "scenarios",
    [
        "<p>First</p><p>It rains.</p><p>Second</p><p>It snows.</p>",
        "<p>Scenario 1</p><p>First</p><p>It rains.</p><p>Scenario 2</p><p>Second</p><p>It snows.</p>",
        "<p>First: It rains.<br>Second: It snows.</p>",
    ],
)
def test_scenarios_that_a_page_marks_by_nothing_are_named(tmp_path: Path, scenarios: str) -> None:
    head = "<h1>A Test</h1><p>Sample Notes ISSN 1234-5679 Volume 1 Issue 2</p><p>The lead.</p>"
    findings = "<p>Key Findings</p><p>* It rains.</p><p>* It snows.</p>"
    found = read(tmp_path, f"{head}{findings}<p>Scenarios</p>{scenarios}<p>Conclusion</p><p>So.</p>")

    told = [(each.number, each.name, each.text) for each in found.scenarios]
    assert told == [(1, "First", "It rains."), (2, "Second", "It snows.")]
    assert (found.findings, found.body(K.CONCLUSION)) == (("It rains.", "It snows."), "So.")
