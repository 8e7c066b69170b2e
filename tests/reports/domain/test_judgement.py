"""Yardsticks, confidence and grades: the standards' tables, their edges and their gaps."""

import pytest

from reports.domain.confidence import Confidence
from reports.domain.grading import CREDIBILITY, RELIABILITY, Grade
from reports.domain.likelihood import BANDS, Yardstick, band, bands_of, check_percent, phrase


@pytest.mark.parametrize("yardstick", list(Yardstick))
def test_every_band_holds_its_edges_and_its_middle_and_nothing_beyond(yardstick: Yardstick) -> None:
    for each in BANDS[yardstick]:
        assert each.holds(each.low)
        assert each.holds(each.midpoint)
        assert each.holds(each.high) is not each.open_end
        assert not each.holds(each.low - 0.1)
        assert not each.holds(each.high + 0.1)


def test_the_two_wordings_of_the_american_standard_share_their_ranges() -> None:
    assert [(each.low, each.high) for each in BANDS[Yardstick.ICD_203_A]] == [
        (each.low, each.high) for each in BANDS[Yardstick.ICD_203_B]
    ]
    assert [(each.low, each.high) for each in BANDS[Yardstick.ICD_203_A]] == [
        (1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99),
    ]  # fmt: skip


def test_a_number_on_a_shared_edge_belongs_to_the_word_that_the_author_chose() -> None:
    assert [each.term for each in bands_of(Yardstick.ICD_203_A, 80)] == ["likely", "very likely"]
    assert check_percent(Yardstick.ICD_203_A, "likely", 80) == 80
    assert check_percent(Yardstick.ICD_203_A, "very likely", 80) == 80


@pytest.mark.parametrize(
    ("yardstick", "term", "percent", "sentence"),
    [
        (
            Yardstick.PHIA, "likely", 77,
            "77 % lies in a gap of UK PHIA probability yardstick; “likely” is 55–75\u202f%.",
        ),
        (Yardstick.PHIA, "realistic possibility", 50, "“realistic possibility” is 40–<50\u202f%."),
        (Yardstick.ICD_203_A, "likely", 81, "81 % is outside “likely”, which is 55–80\u202f%."),
        (Yardstick.ICD_203_B, "likely", 60, "“likely” is not a word of ICD 203, wording B"),
        (Yardstick.ICD_203_A, "almost certain", 100, "100 % lies in a gap"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_the_limits(
    yardstick: Yardstick, term: str, percent: float, sentence: str
) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        check_percent(yardstick, term, percent)
    assert sentence in str(refusal.value)


def test_a_word_prints_with_its_range() -> None:
    assert phrase(Yardstick.ICD_203_A, "Likely") == "likely (55–80\u202f%)"
    assert band(Yardstick.PHIA, "probable").term == "likely"


def test_every_level_of_confidence_says_what_it_rests_on() -> None:
    assert [bool(each.rests_on) for each in Confidence] == [True, True, True]


def test_every_grade_is_read_back_and_explained() -> None:
    for letter in RELIABILITY:
        for digit in CREDIBILITY:
            grade = Grade.parse(f" {letter.lower()}{digit} ")
            assert str(grade) == letter + digit
            assert grade.meaning == f"{RELIABILITY[letter]}; {CREDIBILITY[digit]}"


@pytest.mark.parametrize("text", ["", "B", "2B", "G1", "A7", "A0", "B22", "ｂ２"])
def test_what_is_no_grade_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a grade"):
        Grade.parse(text)
