"""The typed parts of a report, on the page and in print; and that what is empty prints nothing."""

import re
from dataclasses import replace

import pytest

from reports import figures
from reports.domain.sections import SectionKind
from reports.domain.snapshot import Finding, Place, Scenario, SectionText, Snapshot, Source
from reports.rendering import html
from tests.reports.rendering.samples import ANSWERED, BRIEFING, DIGEST, FULL, briefing

MADE = pytest.mark.parametrize("made", [html.article, html.document])


def section(source: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', source, re.DOTALL)
    return found[0] if found else ""


def words(source: str) -> str:
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", " ", source)).strip()


@MADE
def test_a_finding_says_what_it_is_and_each_measure_apart(made) -> None:
    said = section(made(FULL), "key-findings")
    assert '<li id="finding-2">' in said
    assert (
        "Permits are renewed late. Stated as judgement Likelihood likely (55–80\u202f%), stated as 60\u202f% "
        "Confidence moderate Basis Two officials said so."
    ) in words(said)
    assert not any("Likelihood" in line and "Confidence" in line for line in said.split("</p>"))


@MADE
def test_a_scenario_says_all_that_is_known_of_it(made) -> None:
    said = words(section(made(FULL), "scenarios"))
    assert (
        "Likelihood unlikely (20–45\u202f%), stated as 30\u202f% Impact 5 of 5 Horizon by 30 June 2024"
        in said
    )
    assert "Indicators Ice reports Premiums rise" in said


@MADE
def test_risks_are_a_table_with_scoped_heads(made) -> None:
    said = section(made(FULL), "risk-assessment")
    assert said.count('scope="col"') == 6
    assert '<th scope="row"><bdi>Ice in the fairway</bdi></th><td class="end">4</td>' in said
    assert "The fairway is <em>narrow</em>." in said
    bare = replace(FULL, risks=FULL.risks[1:])
    assert section(made(bare), "risk-assessment").count('scope="col"') == 5


@MADE
def test_a_source_has_its_grade_in_words_and_leads_to_what_it_supports(made) -> None:
    said = section(made(FULL), "sources")
    assert "A2 completely reliable; probably true." in words(said)
    assert "Accessed 12 January 2024." in said
    for link in ('href="https://example.org/log"', 'href="#finding-1"', 'href="#analysis"'):
        assert link in said
    assert ", figure 1." in words(said).replace(" ,", ",").replace(" .", ".")


@MADE
def test_an_address_that_cannot_be_followed_is_text(made) -> None:
    said = made(replace(FULL, sources=(Source("x", "javascript:alert(1)", "", "Z9"),)))
    assert "javascript:alert(1)" in said
    assert 'href="javascript' not in said


@MADE
def test_all_that_is_judged_stands_in_one_table(made) -> None:
    said = section(made(FULL), "judgements")
    rows = [words(row) for row in re.findall(r"<tr>.*?</tr>", said)]
    assert rows[1] == (
        "Finding 2 Permits are renewed late. likely (55–80\u202f%), stated as 60\u202f% moderate"
    )
    assert rows[2] == "Scenario 1 Calm winter (by 30 June 2024) likely (55–80\u202f%) not stated"
    assert "Partly corroborated, good sources" in said


def test_drawings_stand_in_their_sections() -> None:
    page = html.article(FULL, figures.all_of(FULL))
    placed = {
        name: re.findall(r'<figure class="plate ([\w-]+)"', section(page, name))
        for name in re.findall(r'<section id="([\w-]+)"', page)
    }
    assert {name: kinds for name, kinds in placed.items() if kinds} == {
        "background": ["locator-map", "timeline"],
        "analysis": ["picture"],
        "risk-assessment": ["country-risk-map", "risk-matrix"],
        "scenarios": ["scenario-chart"],
        "judgements": ["likelihood-legend"],
    }


def test_a_picture_has_its_alternative_its_caption_and_its_credit() -> None:
    page, printed = html.article(FULL), html.document(FULL)
    for made, address in ((page, f"pictures/{DIGEST}"), (printed, f"asset:{DIGEST}")):
        assert f'<img src="{address}" alt="A bridge." width="80" height="50">' in made
        assert "<b>Figure 1.</b> <bdi>The bridge at dusk</bdi>" in made
        assert "Example Agency" in made
    assert html.article(FULL, pictures="/x/").count(f'src="/x/{DIGEST}"') == 1


def test_what_has_no_section_of_its_own_goes_to_the_nearest() -> None:
    only = (SectionText(SectionKind.EXECUTIVE_SUMMARY, "", "Short."),)
    bare = replace(FULL, sections=only, findings=(), scenarios=(), risks=(), sources=())
    page = html.article(bare, figures.all_of(bare))
    assert re.findall(r'<section id="([\w-]+)"', page) == ["executive-summary"]
    assert page.count("<figure") == 4


@MADE
@pytest.mark.parametrize("name", ["standing", "plate", "judged", "risks", "source-list", "graded", "origin"])
def test_a_report_without_typed_values_prints_none(made, name: str) -> None:
    plain = replace(BRIEFING, yardstick="icd203a")
    body = made(plain, figures.all_of(plain)).partition("<body>")[2] or made(plain, figures.all_of(plain))
    assert f'class="{name}' not in body
    assert 'id="judgements"' not in body


@MADE
def test_a_section_that_was_used_before_names_its_edition(made) -> None:
    text = SectionText(SectionKind.BACKGROUND, "", "Words.", "Northern Files 20/3, edition 1")
    assert "taken from <bdi>Northern Files 20/3, edition 1</bdi>" in made(briefing(sections=(text,)))


@MADE
def test_parts_that_were_used_before_name_their_editions(made) -> None:
    lists = {
        name: (replace(getattr(FULL, name)[0], reused_from="Northern Files 20/3, edition 1"),)
        for name in ("findings", "scenarios", "sources")
    }
    page = made(replace(FULL, **lists))
    for name in ("key-findings", "scenarios", "sources"):
        assert words(section(page, name)).count("Taken from Northern Files 20/3, edition 1") == 1


def test_the_printed_contents_name_the_scenarios() -> None:
    contents = html.document(FULL).partition('<nav class="contents">')[2].partition("</nav>")[0]
    assert "Scenarios Analysis Calm winter · Ice Conclusion" in words(contents)


@pytest.mark.parametrize(("report", "early"), [(FULL, True), (ANSWERED, False)])
def test_the_proof_stands_with_the_contents_or_behind_an_answer(report: Snapshot, early: bool) -> None:
    before, _, after = html.document(report, site="https://briefings.example").partition("<main>")
    assert ('class="proof"' in before, 'class="proof"' in after) == (early, not early)


@MADE
def test_an_unfinished_text_is_set_as_it_is(made) -> None:
    odd = briefing(
        yardstick="",
        findings=(Finding("x", "judgement", "rather likely", 12.0, "some", "y"),),
        scenarios=(Scenario(1, "", "", "likely", None, 9, "soon", ("", " ")),),
        sources=(Source("", "x y", "then", "b 2", ("", "finding 9")),),
        places=(Place("Nowhere", "ZZ"),),
    )
    said = words(made(odd, figures.all_of(odd)))
    assert "Likelihood rather likely, stated as 12\u202f%" in said
    assert "Supports finding 9" in said


HOSTILE = '<script>alert("1")</script>{{ template }}{% now "Y" %} & \'quoted\''


@MADE
def test_typed_values_are_text(made) -> None:
    hostile: Snapshot = replace(
        FULL,
        findings=tuple(replace(each, text=HOSTILE, basis=HOSTILE, kind=HOSTILE) for each in FULL.findings),
        scenarios=tuple(replace(each, name=HOSTILE, indicators=(HOSTILE,)) for each in FULL.scenarios),
        risks=tuple(replace(each, subject=HOSTILE, trend=HOSTILE, text=HOSTILE) for each in FULL.risks),
        sources=(Source(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,)),),
        timeline=tuple(replace(each, text=HOSTILE) for each in FULL.timeline),
        places=tuple(replace(each, name=HOSTILE) for each in FULL.places),
        figures=tuple(
            replace(each, caption=HOSTILE, credit=HOSTILE, alternative=HOSTILE) for each in FULL.figures
        ),
    )
    source = made(hostile, figures.all_of(hostile))
    assert "<script" not in source
    assert "<now" not in source
    assert source.count("&lt;script&gt;") > 20
