"""Whole articles with several difficulties at once: each part of them ends where a reader would put it."""

from pathlib import Path

import pytest

from reports.domain.article import Article, SeriesPlate, parse
from reports.domain.sections import SectionKind as K

pytestmark = pytest.mark.once

ARTICLES = Path(__file__).parents[1] / "articles"


def article(name: str) -> Article:
    return parse((ARTICLES / name).read_text(), name=name)


def openings(found: Article) -> dict[K, str]:
    """The first word of each section."""
    return {kind: body.split()[0] for kind, body in found.sections}


def test_dashes_capitals_and_a_broken_caption() -> None:
    found = article("ferry-strait.txt")

    assert found.series == SeriesPlate("Sample Notes", "2434-561X", 12, 7)
    assert found.authors == ("Ida Example", "Tom Specimen")
    assert (found.picture_caption, found.picture_credit) == (
        "Kazar ferry at dusk",
        "Port Office of Kazar, CC BY-SA 3.0",
    )
    assert [len(text.split("\n")) for text in found.findings] == [1, 2, 1]
    assert openings(found) == {
        K.EXECUTIVE_SUMMARY: "Three",
        K.BACKGROUND: "The",
        K.ANALYSIS: "A",
        K.RISK_ASSESSMENT: "Political:",
        K.CONCLUSION: "To",
        K.CALL_TO_ACTION: "If",
    }
    assert [each.name for each in found.scenarios] == ["Quiet return", "Escorted crossings", "Closure"]
    assert found.scenarios[1].text.endswith("The escorts meet daily in the fairway.")
    assert found.left_out[0].text == "Share this:"
    assert found.doubts == ()


def test_findings_without_bullets_scenarios_with_lists_and_the_author_at_the_foot() -> None:
    found = article("tunnel-letters.txt")

    assert (found.series.volume, found.series.issue, found.authors) == (3, 12, ("Ida Example",))
    assert (found.picture_caption, found.picture_credit) == (
        "The works at the north portal.",
        "Cantonal Archive",
    )
    assert len(found.findings) == 2
    assert [(each.number, each.name, each.text.count("\n- ")) for each in found.scenarios] == [
        (1, "Pay and Finish", 2),
        (2, "Vote Again", 2),
        (3, "Stop", 0),
    ]
    assert openings(found) == {
        K.EXECUTIVE_SUMMARY: "The",
        K.BACKGROUND: "Voters",
        K.ANALYSIS: "The",
        K.RISK_ASSESSMENT: "If",
        K.CONCLUSION: "Ultimately",
        K.SOURCES: "1.",
        K.CALL_TO_ACTION: "For",
    }
    assert (found.left_out, found.doubts) == ((), ())


def test_headings_on_the_lines_of_their_texts() -> None:
    found = article("run-in-headings.txt")

    assert found.series == SeriesPlate("Sample Notes", "1234-5679", 9, 1)
    assert [each.name for each in found.scenarios] == ["Reinforced", "Closed", "As now"]
    assert openings(found) == {
        K.EXECUTIVE_SUMMARY: "Post",
        K.BACKGROUND: "The",
        K.ANALYSIS: "A",
        K.RISK_ASSESSMENT: "Someone",
        K.CONCLUSION: "Sleep",
    }
    assert len(found.findings) == 1


def test_notes_of_markdown_go_where_they_are_called() -> None:
    found = article("footnotes.md")

    assert found.findings[1].endswith("[^1]\n\n[^1]: Valuation of 2019, held at the district office.")
    assert found.scenarios[1].text == "A court voids the sale.[^2]\n\n[^2]: Appeals take three years."
    assert found.body(K.BACKGROUND).endswith('\n\n[pans]: https://register.example/mora "Register of Mora"')
    assert found.body(K.CONCLUSION) == "All in all, the pans were sold because nobody counted them."
    assert found.body(K.CALL_TO_ACTION).startswith("*Do you need a report")
