"""Widths, breaks and directions of words, and the words of dates and numbers."""

import pytest

from reports.domain.parts import TimelineEntry
from reports.figures.lettering import Box, clean, of_language, of_text, width, wrap, wrap_all
from reports.figures.wording import counted, country, listed, position, sentence, short, when
from tests.reports.figures.samples import ARABIC, LONG, PERSIAN

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "text", [LONG, PERSIAN, ARABIC, "日本の地域情勢と経済回廊の見通し" * 3, "W" * 90, "Ж" * 70]
)
def test_wrapping_keeps_every_character_and_the_room(text: str) -> None:
    lines = wrap(text, 150, 11)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 11) <= 150 for line in lines)


def test_what_is_cut_says_so() -> None:
    assert wrap("one two three four five", 60, 11, most=1) == ["one two…"]
    assert wrap("one", 60, 11, most=1) == ["one"]
    assert wrap("", 60, 11) == [""]


def test_long_words_share_the_lines_there_are() -> None:
    assert wrap_all(["a b", LONG], 100, 11, total=4)[0] == ("a b",)
    assert sum(map(len, wrap_all([LONG] * 3, 100, 11, total=6))) <= 6


def test_cleaning_keeps_the_marks_that_a_language_needs() -> None:
    assert clean(" a\x00\tb\u202ec\u2066 \n d ") == "a bc d"
    assert clean("راه\u200cهای") == "راه\u200cهای"


def test_directions() -> None:
    assert [of_language(tag) for tag in ("fa", "ar-EG", "uz-Arab", "az-Latn", "en", "")] == ["rtl"] * 3 + [
        "ltr"
    ] * 3
    assert of_text("تهران 2024 (AV)") == "rtl"
    assert of_text("Tehran تهران city") == "ltr"
    assert of_text("2024") == "ltr"


def test_boxes_meet_where_they_share_ground() -> None:
    box = Box(0, 0, 10, 10)
    assert box.meets(Box(9, 9, 12, 12))
    assert not box.meets(Box(10, 0, 20, 10))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (TimelineEntry("2024-01-03", ""), "3 January 2024"),
        (TimelineEntry("2024-01", "", True), "about January 2024"),
        (TimelineEntry("2024", ""), "2024"),
    ],
)
def test_dates_in_words(entry: TimelineEntry, words: str) -> None:
    found = when(entry)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize("wrong", ["", "2024-02-30", "2024-13", "soon", "2024-01-02-03", "0"])
def test_what_is_no_date_is_none(wrong: str) -> None:
    assert when(TimelineEntry(wrong, "")) is None


def test_words_for_values() -> None:
    assert short("about 3 September 2024") == "about 3 Sep 2024"
    assert position(-18.141, -178.444) == "18.14° S, 178.44° W"
    assert [country(code) for code in ("IR", "XK", "ZZ")] == ["Iran", "Kosovo", "ZZ"]
    assert [counted(1, "risk"), counted(2, "country", "countries")] == ["1 risk", "2 countries"]
    assert [listed([]), listed(["A"]), listed(["A", "B", "C"])] == ["", "A", "A, B and C"]
    assert sentence("Done", ". ") == "Done."
