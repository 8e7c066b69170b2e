"""The spellings that one fact has in different articles: series lines, bylines, dates, captions."""

from datetime import date

import pytest

from reports.domain.article import Article, SeriesPlate, parse
from reports.domain.sections import SectionKind as K

pytestmark = pytest.mark.once


def whole(below: str, *, head: str = "Sample Notes ISSN 1234-5679 Volume 1 Issue 2") -> Article:
    return parse(f"A Test Title\n\n{head}\n\nThe lead of the test.\n\n{below}")


def kinds(found: Article) -> set[K]:
    return {kind for kind, _ in found.sections}


@pytest.mark.parametrize(
    "line",
    [
        "Sample Notes ISSN 1234-5679 Volume 20 Issue 3",
        "Sample Notes, ISSN: 1234–5679, Vol. 20, No. 3",
        "Sample Notes | Vol. XX | Nr. 3 | ISSN 12345679",
        "Sample Notes (ISSN 1234-5679) – Issue 3, Volume 20",
        "Sample Notes – Volume No. 20 – Issue No. 3 – eISSN 1234-5679 – 2024",
        "ISSN 1234-5679 · Sample Notes · 20 January 2024 · vol 20(3)",
        "Series: Sample Notes\nISSN: 1234-5679\nVolume: 20\nIssue: 3",
        "Sample Notes\nISSN 1234-5679 Volume 20 Issue 3",
    ],
)
def test_a_series_line_is_read_in_its_variants(line: str) -> None:
    found = whole("Key Findings\n\n• One.", head=line)

    assert found.series == SeriesPlate("Sample Notes", "1234-5679", 20, 3)
    assert found.lead == "The lead of the test."


@pytest.mark.parametrize(
    ("line", "authors", "dated"),
    [
        ("Ida Example", ("Ida Example",), None),
        ("By Ida Example", ("Ida Example",), None),
        ("Written by Ida Example and Tom Specimen", ("Ida Example", "Tom Specimen"), None),
        (
            "Authors: Ida Example, Tom Specimen & Jo van der Test",
            ("Ida Example", "Tom Specimen", "Jo van der Test"),
            None,
        ),
        ("Ida Example | 5 January 2024", ("Ida Example",), date(2024, 1, 5)),
        ("January 5th, 2024 by Ida Example", ("Ida Example",), date(2024, 1, 5)),
        ("Author: Ida Example, PhD", ("Ida Example, PhD",), None),
        ("Author: Testhouse", ("Testhouse",), None),
        ("Friday, 5 January 2024, 10:30 GMT", (), date(2024, 1, 5)),
        ("London, 5 January 2024", (), date(2024, 1, 5)),
        ("Published on 2024-01-05", (), date(2024, 1, 5)),
        ("5 janvier 2024", (), date(2024, 1, 5)),
        ("25/01/2024", (), date(2024, 1, 25)),
    ],
)
def test_bylines_and_dates_are_read_in_their_variants(
    line: str, authors: tuple[str, ...], dated: date | None
) -> None:
    found = whole("Key Findings\n\n• One.", head=f"Sample Notes ISSN 1234-5679 Volume 20 Issue 3\n{line}")

    assert (found.authors, found.dated) == (authors, dated)
    assert found.lead == "The lead of the test."


@pytest.mark.parametrize(
    ("lines", "caption", "credit"),
    [
        ("A pier (Credits: Ida Example)", "A pier", "Ida Example"),
        ("Pier\nA pier at dawn (Photo: Ida Example, CC BY)", "A pier at dawn", "Ida Example, CC BY"),
        ("A pier at dawn\nPhoto by Ida Example", "A pier at dawn", "Ida Example"),
        ("A pier. Source: Ida Example", "A pier.", "Ida Example"),
        ("A pier. © Ida Example", "A pier.", "© Ida Example"),
        ("A pier [Image credit: Ida Example]", "A pier", "Ida Example"),
        ("A pier (Ida Example via Wikimedia Commons)", "A pier", "Ida Example via Wikimedia Commons"),
        ("Map of the pier", "Map of the pier", ""),
    ],
)
def test_captions_and_credits_are_told_apart(lines: str, caption: str, credit: str) -> None:
    found = whole("Key Findings\n\n• One.", head=f"{lines}\n\nSample Notes Volume 20 Issue 3")

    assert (found.picture_caption, found.picture_credit) == (caption, credit)
    assert found.lead == "The lead of the test."


@pytest.mark.parametrize(
    "scenarios",
    [
        "1. First: It rains.\n2. Second: It snows.",
        "1) First – It rains.\n\n2) Second – It snows.",
        "Scenario 1 – First: It rains.\nScenario 2 – Second: It snows.",
        "Scenario One: First\n\nIt rains.\n\nScenario Two: Second\n\nIt snows.",
        "• First: It rains.\n• Second: It snows.",
        "First: It rains.\n\nSecond: It snows.",
        "1. First. It rains.\n2. Second. It snows.",
        "a) First: It rains.\nb) Second: It snows.",
        "1. First\n\nIt rains.\n\n2. Second\n\nIt snows.",
        "i. First: It\n   rains.\nii. Second: It\n   snows.",
    ],
)
def test_scenarios_are_read_however_they_are_numbered(scenarios: str) -> None:
    found = whole(f"Scenarios\n\n{scenarios}\n\nConclusion\n\nIt ends.")

    assert [(each.number, each.name, each.text.replace("\n", " ")) for each in found.scenarios] == [
        (1, "First", "It rains."),
        (2, "Second", "It snows."),
    ]
    assert K.SCENARIOS not in kinds(found)
