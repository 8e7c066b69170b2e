"""Two snapshots told apart, and two people's changes brought together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain.comparing import Op, differences, pieces
from reports.domain.merging import merge
from reports.domain.sections import SectionKind
from reports.domain.snapshot import Finding, Risk, Scenario, SectionText, Snapshot

TEXT = Snapshot(
    title="Ferries", language="en", marking="TLP:CLEAR", authors=("Ada",), dated="2026-11-03", edition=0,
    series=None, reference="RQ-2026-000001", prepared_for="Us", questions=(), countries=(), topics=("ice",),
    picture=None, editor_note="",
    sections=(
        SectionText(SectionKind.EXECUTIVE_SUMMARY, "Executive Summary", "Short."),
        SectionText(SectionKind.ANALYSIS, "Analysis", "Ice came early this year."),
    ),
    findings=(Finding("Open.", "judgement", "likely", 62.0), Finding("Old.", "fact")),
    scenarios=(Scenario(1, "Calm", "Nothing."), Scenario(2, "Wind", "Much.")),
    risks=(Risk("Cutter", 3, 4, "rising"),), yardstick="icd203a",
)  # fmt: skip


def told(before: str, after: str) -> str:
    """The pieces with marks around what went and came."""
    marks = {Op.SAME: "{}", Op.REMOVED: "[-{}-]", Op.ADDED: "[+{}+]"}
    return "".join(marks[piece.op].format(piece.text) for piece in pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Ice came early.", "Ice came late.", "Ice came [-early.-][+late.+]"),
        ("a b c d", "a x y d", "a [-b c-][+x y+] d"),
        ("One.\n\nTwo.", "One.\n\nTwo.\n\nThree.", "One.\n\nTwo.[+\n\nThree.+]"),
        ("", "New.", "[+New.+]"),
        ("冬港关闭", "冬港开放", "冬港[-关闭-][+开放+]"),
        ("یخ زود آمد", "یخ دیر آمد", "یخ [-زود-][+دیر+] آمد"),
    ],
)
def test_what_changed_is_told_in_words(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.op is not Op.ADDED) == before
    assert "".join(piece.text for piece in found if piece.op is not Op.REMOVED) == after


def test_the_same_text_has_no_differences() -> None:
    assert differences(TEXT, TEXT) == ()


def test_each_difference_says_its_place() -> None:
    newer = replace(
        TEXT,
        title="Ferries Again",
        sections=(TEXT.sections[0], SectionText(SectionKind.CONCLUSION, "Conclusion", "So.")),
        findings=(replace(TEXT.findings[0], percent=70.0), Finding("New.")),
        risks=(),
        scenarios=(TEXT.scenarios[1],),
    )
    assert [each.place for each in differences(TEXT, newer)] == [
        "Title", "Analysis", "Conclusion", "Finding 1, percent", "Finding 2", "Finding 2, kind",
        "Risk 1, taken out", "Scenario 1, taken out",
    ]  # fmt: skip


def test_a_long_passage_is_compared_in_time_and_cut_where_it_stayed() -> None:
    words = " ".join(f"word{number}" for number in range(20_000))
    [changed] = differences(TEXT, replace(TEXT, editor_note=words))
    assert changed.pieces[0].op is Op.ADDED
    older = replace(TEXT, editor_note=f"{words}\nend")
    [changed] = differences(older, replace(older, editor_note=f"{words}\nEND"))
    assert [piece.op for piece in changed.pieces] == [Op.SAME, Op.REMOVED, Op.ADDED]
    assert len(changed.pieces[0].text) < 320


def test_merging_takes_from_each_what_only_that_one_changed() -> None:
    mine = replace(TEXT, title="Mine", risks=())
    analysis = SectionText(SectionKind.ANALYSIS, "Analysis", "Theirs.")
    theirs = replace(TEXT, sections=(TEXT.sections[0], analysis), topics=("sea",))
    merged = merge(TEXT, mine, theirs)
    assert merged.snapshot == replace(theirs, title="Mine", risks=())
    assert merged.contested == frozenset()


def test_what_both_changed_stays_mine_and_is_named() -> None:
    mine = replace(TEXT, title="Mine", sections=(TEXT.sections[0],))
    theirs = replace(TEXT, title="Theirs", sections=(replace(TEXT.sections[0], body="Theirs."),))
    merged = merge(TEXT, mine, theirs)
    assert merged.contested == {"title"}
    assert (merged.snapshot.title, merged.snapshot.sections) == ("Mine", theirs.sections)


def test_another_yardstick_takes_its_words_along() -> None:
    theirs = replace(TEXT, yardstick="icd203b", findings=(Finding("Open.", "judgement", "probable"),))
    assert merge(TEXT, replace(TEXT, title="Mine"), theirs).snapshot.findings == theirs.findings
    both = merge(TEXT, replace(TEXT, findings=()), theirs)
    assert (both.snapshot.yardstick, both.snapshot.findings) == ("icd203a", ())
    assert both.contested == {"yardstick"}
