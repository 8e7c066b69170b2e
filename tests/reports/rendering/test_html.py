"""Page fragment, teaser and print document: structure, escaping, and nothing that may not be there."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from reports.domain.marking import Marking
from reports.domain.sections import SectionKind
from reports.domain.snapshot import Finding, Picture, Scenario, SectionText, SeriesPlace, tease
from reports.rendering import html, parts
from tests.reports.rendering.samples import BRIEFING, TABLE, TAILORED, briefing, with_body

HOSTILE = '<script>alert("1")</script>{{ template }}{% now "Y" %} & \'quoted\' \u202ertl\u202c a\u200bb'


class Outline(HTMLParser):
    """What a reader's software sees: elements, headings, ids, links and words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.ids += [str(given["id"])] if "id" in given else []
        self.links += [str(given["href"])] if "href" in given else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag in self.tags if re.fullmatch(r"h[1-6]", tag)]

    @property
    def text(self) -> str:
        return "".join(self.words)


@pytest.mark.parametrize("snapshot", [BRIEFING, TAILORED, with_body(f"# a\n\n### b\n\n{TABLE}\n\n# c")])
@pytest.mark.parametrize("made", [html.article, html.document])
def test_headings_begin_once_and_skip_no_level(made, snapshot) -> None:
    headings = Outline(made(snapshot)).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


@pytest.mark.parametrize("made", [html.article, html.document])
def test_ids_are_unique_and_the_contents_lead_to_them(made) -> None:
    outline = Outline(made(TAILORED))
    assert len(outline.ids) == len(set(outline.ids))
    inside = [link[1:] for link in outline.links if link.startswith("#")]
    assert inside
    assert set(inside) <= set(outline.ids)


@pytest.mark.parametrize("made", [html.article, html.document])
def test_sections_stand_in_print_order_and_empty_ones_are_left_out(made) -> None:
    snapshot = briefing(sections=tuple(reversed(BRIEFING.sections[:3])), findings=(), scenarios=())
    sections = re.findall(r'<section id="([\w-]+)"', made(snapshot))
    assert sections == ["executive-summary", "background", "analysis"]


def test_findings_are_a_list_and_scenarios_an_ordered_one_with_their_names() -> None:
    fragment = html.article(BRIEFING)
    assert fragment.count('<ol class="findings">') == 1
    assert re.findall(r"<h3><span[^>]*>([^<]*)</span> ([^<]*)</h3>", fragment) == [
        ("Scenario 1", "Calm winter"),
        ("Scenario 2", "Ice"),
    ]


def test_page_and_print_place_the_same_sections() -> None:
    page, printed = (
        re.findall(r"<section id=.*?</section>", made(BRIEFING), re.DOTALL)
        for made in (html.article, html.document)
    )
    assert page == printed


def hostile_snapshot():
    return replace(
        TAILORED,
        title=HOSTILE,
        authors=(HOSTILE,),
        series=SeriesPlace(HOSTILE, "x", "2049-3630", 1, 1),
        reference=HOSTILE,
        prepared_for=HOSTILE,
        questions=(HOSTILE,),
        topics=(HOSTILE,),
        picture=Picture(HOSTILE, HOSTILE),
        editor_note=HOSTILE,
        sections=(SectionText(SectionKind.ANALYSIS, HOSTILE, HOSTILE),),
        findings=(Finding(HOSTILE),),
        scenarios=(Scenario(1, HOSTILE, HOSTILE),),
    )


@pytest.mark.parametrize(
    ("made", "times"),
    [
        (html.article, 12),
        (html.document, 15),
        (lambda snapshot: html.teaser(tease(snapshot)), 3),
    ],
)
def test_text_comes_back_exactly_and_never_runs(made, times: int) -> None:
    source = made(hostile_snapshot())
    outline = Outline(source)
    assert "script" not in outline.tags
    assert outline.text.count(HOSTILE) >= times
    assert "onerror" not in source


def test_control_characters_are_shown() -> None:
    source = html.document(replace(TAILORED, title="a\x00b\x1fc", questions=("d\x0be",)))
    assert "a\ufffdb\ufffdc" in source
    assert "d\ufffde" in source


def test_a_clients_question_is_no_markdown() -> None:
    assert "**now** &lt;b&gt; [x](y)" in html.article(replace(TAILORED, questions=("**now** <b> [x](y)",)))


def test_a_teaser_says_nothing_beyond_the_first_paragraph() -> None:
    secret = "kestrel"
    snapshot = briefing(
        editor_note=secret,
        picture=Picture(secret, secret),
        questions=(secret,),
        prepared_for=secret,
        sections=(
            SectionText(SectionKind.EXECUTIVE_SUMMARY, "", f"The *lead*.\n\n{secret}"),
            SectionText(SectionKind.ANALYSIS, secret, secret),
        ),
        findings=(Finding(secret),) * 3,
        scenarios=(Scenario(1, secret, secret),),
    )
    fragment = html.teaser(tease(snapshot))
    assert secret not in fragment
    assert "The <em>lead</em>." in fragment
    assert "3 key findings" in fragment


def test_the_fragment_has_no_style_and_no_script() -> None:
    fragment = html.article(with_body(TABLE))
    assert not re.search(r"style|<script|<link|<img", fragment)


def test_a_right_to_left_report_says_so() -> None:
    assert html.article(briefing(language="fa")).startswith('<article class="report" lang="fa" dir="rtl">')
    assert '<html lang="ar" dir="rtl">' in html.document(briefing(language="ar"))


def test_the_print_document_is_the_same_each_time() -> None:
    assert html.document(BRIEFING) == html.document(replace(BRIEFING))


def test_only_a_draft_is_marked_so() -> None:
    assert "DRAFT" not in html.document(BRIEFING)
    assert "DRAFT" in html.document(BRIEFING, draft=True)


def test_the_label_is_printed_in_its_colour() -> None:
    for marking in Marking:
        assert f'style="color: {marking.colour}">{marking.value}<' in html.document(
            briefing(marking=marking.value)
        )


def test_a_long_title_is_cut_between_words_in_the_running_head() -> None:
    assert parts.shorten("Winter") == "Winter"
    cut = parts.shorten("Winter on the strait, and everything that follows: from its closing")
    assert cut == "Winter on the strait, and everything that follows: from its…"
    assert len(parts.shorten("W" * 500)) == 61


@pytest.mark.parametrize(
    ("dated", "words"), [("2024-01-03", "3 January 2024"), ("2023-12-31", "31 December 2023"), ("", "")]
)
def test_dates_are_written_out(dated: str, words: str) -> None:
    assert parts.in_words(dated) == words


@pytest.mark.parametrize(
    ("names", "words"), [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")]
)
def test_authors_are_listed(names: tuple[str, ...], words: str) -> None:
    assert parts.and_list(names) == words
