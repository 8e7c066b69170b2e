"""Articles as the trade writes them: each file of `tests/reports/articles` has a difficulty of its own."""

import re
from datetime import date
from pathlib import Path

import pytest

from reports.domain.article import Article, ArticleError, SeriesPlate, parse
from reports.domain.sections import SectionKind

pytestmark = pytest.mark.once

ARTICLES = Path(__file__).parents[1] / "articles"
K = SectionKind
SEVEN = {K.EXECUTIVE_SUMMARY, K.BACKGROUND, K.ANALYSIS, K.RISK_ASSESSMENT, K.CONCLUSION}


def article(name: str, series: str | None = None) -> Article:
    return parse((ARTICLES / name).read_text(), name=name, series=series)


def kinds(found: Article) -> set[SectionKind]:
    return {kind for kind, _ in found.sections}


def whole(
    below: str, *, head: str = "Sample Notes ISSN 1234-5679 Volume 1 Issue 2\nAuthor: Ida Example"
) -> Article:
    return parse(f"A Test Title\n\n{head}\n\nThe lead of the test.\n\n{below}")


def files() -> list[str]:
    return sorted(path.name for path in ARTICLES.iterdir() if path.name not in ("README.md", "western.txt"))


@pytest.mark.parametrize("name", files())
def test_no_word_of_any_article_is_lost_or_doubled(name: str) -> None:
    words = article(name, series="Sample Notes" if name.startswith("no-series") else None).words

    assert words.balances
    assert words.read == words.placed + words.labels + words.left_out


@pytest.mark.parametrize(
    ("name", "plate", "authors", "dated"),
    [
        (
            "gap-and-furniture.txt",
            ("Sample Notes", "1234-5679", 3, 11),
            ("Ida Example", "Tom Specimen"),
            None,
        ),
        ("wrapped.txt", ("Sample Notes", "1234-5679", 4, 2), ("Tom Specimen",), date(2024, 3, 12)),
        ("no-blank-lines.txt", ("Sample Notes", "1234-5679", 5, 1), ("Ida Example",), None),
        (
            "marked-up.md",
            ("Sample Notes", "1234-5679", 6, 2),
            ("Ida Example, PhD", "Tom Specimen"),
            date(2024, 1, 5),
        ),
        (
            "front-matter.md",
            ("Sample Notes", "1234-5679", 7, 3),
            ("Ida Example", "Tom Specimen"),
            date(2024, 2, 29),
        ),
        (
            "roman-and-bare-byline.txt",
            ("Sample Letters", "1000-002X", 12, 4),
            ("Ida Example", "Tom de Specimen"),
            date(2024, 3, 5),
        ),
        ("scenarios-in-paragraphs.txt", ("Sample Notes", "1234-5679", 2, 9), ("Tom Specimen",), None),
        ("masthead-first.txt", ("Sample Letters", "1000-002X", 1, 0), ("Ida Example",), date(2024, 5, 5)),
        ("persian.txt", ("پرونده‌های نمونه", "1234-5679", 9, 2), ("آیدا نمونه",), None),
        ("cyrillic.txt", ("Пробные записки", "1234-5679", 9, 3), ("Ида Примерова",), date(2024, 1, 5)),
        ("chinese.txt", ("样本札记", "1234-5679", 9, 4), ("样本人",), None),
    ],
)
def test_the_head_is_read(
    name: str, plate: tuple[str, str, int, int], authors: tuple[str, ...], dated: date | None
) -> None:
    found = article(name)

    assert found.series == SeriesPlate(*plate)
    assert found.authors == authors
    assert found.dated == dated


@pytest.mark.parametrize(
    ("name", "more", "findings", "scenarios"),
    [
        ("gap-and-furniture.txt", {K.CALL_TO_ACTION}, 3, ["Short Truce", "Long Silence"]),
        ("wrapped.txt", set(), 3, ["One Bridge", "Two Ferries"]),
        ("no-blank-lines.txt", set(), 2, ["Late Mandate", "Caretaker Summer"]),
        ("marked-up.md", {K.SOURCES}, 2, ["On Time", "A Year Late"]),
        ("roman-and-bare-byline.txt", {K.CALL_TO_ACTION}, 2, ["Best Case", "Worst Case"]),
        (
            "scenarios-in-paragraphs.txt",
            {K.SOURCES, K.SCENARIOS},
            2,
            ["A Line to the North", "A Line to the South", "Sand"],
        ),
        ("masthead-first.txt", {K.SOURCES}, 2, ["Reopening", "Museum"]),
        ("persian.txt", set(), 2, ["یک پل", "دو کشتی"]),
        ("cyrillic.txt", set(), 2, ["Один мост", "Два парома"]),
        ("chinese.txt", set(), 2, ["一座桥", "两条渡船"]),
    ],
)
def test_the_parts_are_found(name: str, more: set[SectionKind], findings: int, scenarios: list[str]) -> None:
    found = article(name)

    assert kinds(found) == SEVEN | more
    assert len(found.findings) == findings
    assert [each.name for each in found.scenarios] == scenarios
    assert all(each.text for each in found.scenarios)
    assert [each.number for each in found.scenarios] == list(range(1, len(scenarios) + 1))


def test_a_wider_gap_begins_the_unheaded_analysis_and_a_formula_the_conclusion() -> None:
    found = article("gap-and-furniture.txt")

    assert found.body(K.BACKGROUND).endswith("ran out in spring.")
    assert found.body(K.ANALYSIS).startswith("The owner can wait")
    assert found.body(K.CONCLUSION).startswith("To conclude,")
    assert found.body(K.CALL_TO_ACTION).startswith("Should your own contracts")


def test_what_is_left_out_is_said_with_line_and_reason() -> None:
    left = {(each.line, each.text): each.reason for each in article("gap-and-furniture.txt").left_out}

    assert left[3, "Harbour crane"].startswith("is the picture’s name")
    assert left[28, "Read also: Five Ports That Changed Hands"] == "is a link to another article"
    assert left[51, "Tags: grain, Port Sample"] == "is a tag line of the page"
    assert left[54, "The Lamp Tax, Explained"] == "is the title of another article"
    assert left[56, "Related Posts"] == "ends the article"
    assert left[58, "Why Nobody Insures Testland"] == "follows “Related Posts”"
    assert len(left) == 13


def test_an_article_without_headings_has_a_summary_an_analysis_and_a_conclusion() -> None:
    found = article("no-series-no-headings.txt", series="Sample Notes")

    assert found.series == SeriesPlate(title="Sample Notes")
    assert kinds(found) == {K.EXECUTIVE_SUMMARY, K.ANALYSIS, K.CONCLUSION}
    assert found.lead.startswith("Ships still look")
    assert found.body(K.CONCLUSION).startswith("In conclusion")


def test_markdown_keeps_its_tables_emphasis_and_sub_headings() -> None:
    found = article("marked-up.md")

    assert "| Owner  | 120    | 3    |" in found.body(K.ANALYSIS)
    assert "*not* a copy" in found.lead
    assert "### Who decides\n\n1. The harbour master.\n2. The council, if asked." in found.body(K.ANALYSIS)
    assert found.findings[1] == "Cost is unknown:\n\n- the pipe is bought,\n- the pumps are not."
    assert found.title == "Copper Coast: the Second Pipeline"
    assert (found.picture_caption, found.picture_credit) == ("Pipes on the quay", "Tom Specimen")


def test_labels_at_the_head_are_read() -> None:
    found = article("masthead-first.txt")

    assert found.title == "Stone Bridges: Which Ones Still Stand"
    assert (found.marking, found.language) == ("TLP:GREEN", "en")
    assert found.countries == ("Bosnia and Herzegovina", "Iran and Iraq")
    assert found.topics == ("bridges", "stones")
    assert found.editor_note == "The stones were counted again in May.\nThe count did not change."


@pytest.mark.parametrize(
    ("name", "language"), [("persian.txt", "fa"), ("cyrillic.txt", "ru"), ("chinese.txt", "zh")]
)
def test_the_language_is_told_from_the_script(name: str, language: str) -> None:
    assert article(name).language == language


def test_unknown_headings_stay_as_sub_headings_in_their_section() -> None:
    found = article("scenarios-in-paragraphs.txt")

    assert "### Water on the Line\n\nEvery station" in found.body(K.BACKGROUND)
    assert re.findall("^### .*", found.body(K.RISK_ASSESSMENT), re.MULTILINE) == [
        "### Political Risks",
        "### Operational Risks",
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Background", K.BACKGROUND),
        ("KEY JUDGMENTS", K.KEY_FINDINGS),
        ("key judgements:", K.KEY_FINDINGS),
        ("3. Risk Outlook", K.RISK_ASSESSMENT),
        ("IV. Final Remarks", K.CONCLUSION),
        ("Why does it matter?", K.ANALYSIS),
        ("Geopolitical scenario", K.ANALYSIS),
        ("Scenario Analysis", K.SCENARIOS),
        ("References", K.SOURCES),
        ("Executive\u00a0Summary\u200b", K.EXECUTIVE_SUMMARY),
        ("Background to the Crisis", K.BACKGROUND),
        ("Possible Scenarios", K.SCENARIOS),
    ],
)
def test_headings_open_their_section_however_they_are_written(heading: str, kind: SectionKind) -> None:
    found = whole(f"{heading}\n\nThe text of that section is here, and is long enough to be one.")

    texts = [*found.findings, *(body for each, body in found.sections if each is kind)]
    assert any("The text of that section" in text for text in texts)


def test_a_second_heading_of_one_kind_is_kept_as_a_sub_heading() -> None:
    found = whole("Analysis\n\nFirst.\n\nAssessment\n\nSecond.")

    assert found.body(K.ANALYSIS) == "First.\n\n### Assessment\n\nSecond."


def test_a_block_of_whole_sentences_has_a_paragraph_to_a_line() -> None:
    found = whole("Risk Assessment\n\nPolitical risk: low.\nEconomic risk: high.\n\nConclusion\n\nIt ends.")

    assert found.body(K.RISK_ASSESSMENT) == "Political risk: low.\n\nEconomic risk: high."


def test_a_wrapped_paragraph_stays_one() -> None:
    found = whole("Risk Assessment\n\nThe risk is low and\nit stays so.\n\nConclusion\n\nIt ends.")

    assert found.body(K.RISK_ASSESSMENT) == "The risk is low and\nit stays so."


def test_one_paragraph_after_a_wide_gap_is_enough_for_an_analysis() -> None:
    found = whole("Background\n\nIt began.\n\n\nIt means something.\n\nRisk Assessment\n\nSome.")

    assert (found.body(K.BACKGROUND), found.body(K.ANALYSIS)) == ("It began.", "It means something.")


def test_without_a_gap_or_a_heading_nothing_is_guessed_to_be_analysis() -> None:
    found = whole("Background\n\nIt began.\n\nIt went on.\n\nRisk Assessment\n\nSome.")

    assert found.body(K.BACKGROUND) == "It began.\n\nIt went on."
    assert K.ANALYSIS not in kinds(found)


@pytest.mark.parametrize(
    "offer",
    [
        "For a tailored report on this subject, contact our team.",
        "If you need a bespoke analysis, write to us.",
        "For further information, reports and advice, feel free to contact us.",
        "The desk writes customised briefings on request.",
        "Contact: desk@notes.example",
    ],
)
def test_the_closing_offer_is_known_by_its_sense(offer: str) -> None:
    found = whole(f"Conclusion\n\nIt ends.\n\n{offer}\n\n* First printed elsewhere.")

    assert found.body(K.CALL_TO_ACTION) == offer
    assert found.body(K.CONCLUSION) == "It ends.\n\n- First printed elsewhere."


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministers reached out to their neighbours and asked for a joint assessment.",
        "Its needs are those of its clients: weapons, fuel and intelligence.",
        "We judge that the report of the commission will be contested.",
    ],
)
def test_analysis_is_not_mistaken_for_an_offer(sentence: str) -> None:
    found = whole(f"Conclusion\n\nIt ends.\n\n{sentence}")

    assert found.body(K.CONCLUSION) == f"It ends.\n\n{sentence}"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "holds no text"),
        ("\n\n \n", 1, "holds no text"),
        ("Key Findings\n\n• One\n", 1, "no title"),
        ("A Title\n\nSample Notes ISSN 1234-5679 Volume 1 Issue 2\n", 3, "no text below"),
        ("A Title\n\nSome text here.\n", 1, "names the series"),
        ("A Title\n\nSample Notes ISSN 1234-5678 Volume 1 Issue 2\n\nText.", 3, "does not check"),
        ("A Title\n\nSample Notes ISSN 1234-56 Volume 1 Issue 2\n\nText.", 3, "not an ISSN"),
        ("A Title\n\nSample Notes Volume 1 Issue 2-3\n\nText.", 3, "not the number"),
        (
            "A Title\n\nSample Notes Volume 1 Issue 2\nOther Notes Volume 4 Issue 2\n\nText.",
            4,
            "second series line",
        ),
        ("A Title\n\nSample Notes Volume 1 Issue 2\nDate: 05/06/2024\n\nText.", 4, "two ways"),
        ("A Title\n\nSample Notes Volume 1 Issue 2\nDate: 31 February 2024\n\nText.", 4, "no day 31"),
        ("A Title\n\nSample Notes Volume 1 Issue 2\nTLP:BLUE\n\nText.", 4, "not a TLP label"),
        ("A Title\n\nSample Notes Volume 1 Issue 2\n\nText.\x07", 5, "control character (U+0007)"),
        ("A Title\n\nSample Notes Volume 1 Issue 2\n\nText.\x00", 5, "control character (U+0000)"),
        ("word " * 100, 1, "is a paragraph"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(ArticleError, match=re.escape(reason)) as refusal:
        parse(text)

    assert refusal.value.line == line


def test_the_named_series_must_be_the_one_in_the_text() -> None:
    with pytest.raises(ArticleError, match="belongs to the series “Sample Notes”, not “Other”"):
        parse("A Title\n\nSample Notes Volume 1 Issue 2\n\nText.", series="Other")
