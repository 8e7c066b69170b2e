"""The linter against what nobody meant to write: it never raises, and its time grows with the text alone."""

from collections.abc import Callable
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.domain.linting import lint
from reports.domain.sections import SectionKind
from reports.domain.snapshot import Finding, Scenario, Snapshot, Source
from tests.reports.domain.linting.texts import CLEAN, section

pytestmark = pytest.mark.once

_ODD = (
    '“ ” " ‘ ’ ` ``` [ ]( ) < > | - # * _ . ! … 。 ؟ ¤ % ( \\ &amp; \n \n\n> \x00 \ud800 １ https:// U.S. '
    "TBD 30 likely very may might could some remote chance is confidence"
)
_MARKS = st.one_of(st.just(" "), st.sampled_from(_ODD.split(" ")))
TEXT = st.one_of(
    st.text(max_size=60), st.lists(st.one_of(_MARKS, st.text(max_size=4)), max_size=30).map("".join)
)
PERCENT = st.one_of(st.none(), st.floats(), st.integers(-5, 200).map(float))
SNAPSHOTS = st.builds(
    Snapshot,
    **dict.fromkeys(("title", "marking", "reference", "prepared_for", "editor_note"), TEXT),
    language=st.sampled_from(["en", "EN-us", "fa", ""]),
    dated=st.one_of(TEXT, st.dates().map(str)),
    edition=st.integers(-1, 3),
    series=st.none(),
    picture=st.none(),
    yardstick=st.sampled_from(["icd203a", "icd203b", "phia", "", "other"]),
    sections=st.lists(st.builds(section, st.sampled_from(SectionKind), TEXT), max_size=3).map(tuple),
    findings=st.lists(
        st.builds(Finding, TEXT, st.sampled_from(["judgement", "fact", "", "x"]), TEXT, PERCENT, TEXT, TEXT),
        max_size=2,
    ).map(tuple),
    scenarios=st.lists(
        st.builds(
            Scenario,
            st.integers(),
            TEXT,
            TEXT,
            TEXT,
            PERCENT,
            horizon=TEXT,
            indicators=st.lists(TEXT, max_size=2),
        ),
        max_size=2,
    ).map(tuple),
    sources=st.lists(
        st.builds(Source, TEXT, grade=TEXT, supports=st.lists(TEXT, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    **{name: st.just(()) for name in ("authors", "questions", "countries", "topics")},
)


@settings(max_examples=150, deadline=None)
@given(SNAPSHOTS)
def test_it_never_raises_and_every_fault_has_a_place_and_an_advice(snapshot: Snapshot) -> None:
    faults = lint(snapshot)
    assert all(fault.rule and fault.place and fault.advice for fault in faults)
    assert len({fault.key for fault in faults}) == len(faults)
    assert max((len(fault.place) for fault in faults), default=0) <= 120


MONSTERS: dict[str, Callable[[int], str]] = {
    "prose": lambda size: "The crews may stay in port, and it is likely (30 %) that they do. " * (size // 66),
    **{
        unit: lambda size, unit=unit: unit * (size // len(unit))  # type: ignore[misc]
        for unit in (
            *(
                "a",
                "1",
                " ",
                ".",
                "?!",
                "…x",
                "“",
                "‘",
                '"a',
                "`",
                "[",
                "[a](",
                "<",
                "|",
                " | ",
                "\n",
                "> a\n",
            ),
            *(
                "*",
                "_a",
                "\\",
                "U.S. A",
                "a.",
                "a. ",
                "may ",
                "might ",
                "could ",
                "very ",
                "likely ",
                "likely (3",
            ),
            *(
                "remote ",
                "the chance of ",
                "high confidence in ",
                "confidence ",
                "3 % ",
                "12,",
                "¤",
                "https://",
                "’s ",
            ),
            *(
                "[insert ",
                "??",
                "```\n",
                "[^a",
                "&amp;",
                "不",
                "。",
                "is ",
                "some ",
                "some of them ",
                "it is ",
            ),
        )
    },
}


def seconds(text: str) -> float:
    judged = replace(
        CLEAN,
        findings=(replace(CLEAN.findings[2], text=text),),
        sections=(section(SectionKind.ANALYSIS, text),),
    )
    started = process_time()
    lint(judged)
    return process_time() - started


@pytest.mark.parametrize("name", list(MONSTERS))
def test_time_grows_with_the_text_alone(name: str) -> None:
    """Four times the text may take ten times as long, and a second for a busy machine: not sixteen."""
    make = MONSTERS[name]
    small, large = seconds(make(25_000)), seconds(make(100_000))
    assert large < 10 * small + 1


def test_a_megabyte_takes_seconds() -> None:
    assert seconds(MONSTERS["prose"](500_000)) < 12
