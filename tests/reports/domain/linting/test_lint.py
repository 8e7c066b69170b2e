"""The linter against the text it was written for: each planted fault, and silence on the clean one."""

from collections import Counter
from dataclasses import replace

import pytest

from reports.domain.linting import MUST_BE_MENDED, RULES, lint
from reports.domain.snapshot import Snapshot, canonical_json, from_json
from tests.reports.domain.linting.texts import CLEAN, EXPECTED, PLANTED

pytestmark = pytest.mark.once


def test_every_planted_fault_is_found_and_nothing_else() -> None:
    found = {(fault.rule, fault.place, fault.sentence) for fault in lint(PLANTED)}
    print(f"planted {len(EXPECTED)}, found {len(found & EXPECTED)}, false alarms {len(found - EXPECTED)}")
    assert len(EXPECTED) == 32
    assert found == EXPECTED


def test_a_clean_report_is_met_with_silence() -> None:
    assert lint(CLEAN) == ()


def test_faults_come_in_the_order_of_print_and_each_once() -> None:
    faults = lint(PLANTED)
    places = list(dict.fromkeys(fault.place for fault in faults))
    assert places[:6] == [
        "editor’s note", "question 1", "question 2", "Executive Summary", "finding 1", "finding 2",
    ]  # fmt: skip
    assert places[-2:] == ["figure 1", "figure 2"]
    assert max(Counter(fault.key for fault in faults).values()) == 1
    assert lint(PLANTED) == faults
    assert lint(from_json(canonical_json(PLANTED))) == faults


def test_every_advice_is_a_sentence_and_every_rule_cites_where_it_comes_from() -> None:
    assert all(fault.advice.endswith((".", "?")) for fault in lint(PLANTED))
    assert all(fault.rule in RULES for fault in lint(PLANTED))
    assert all(text.startswith(("ICD 203", "The house's")) for text in RULES.values())
    assert max(map(len, RULES)) <= 40
    assert set(RULES) > MUST_BE_MENDED


def test_the_key_is_that_of_the_wording() -> None:
    first = lint(PLANTED)[1]
    assert len(first.key) == 64
    assert replace(first, advice="Otherwise.").key == first.key
    for changed in (
        replace(first, rule="x"),
        replace(first, place="x"),
        replace(first, sentence=first.sentence + " "),
    ):
        assert changed.key != first.key


def _without(snapshot: Snapshot, **changes: object) -> set[str]:
    return {fault.rule for fault in lint(replace(snapshot, **changes))}  # type: ignore[arg-type]


def test_a_report_without_anything_is_told_what_it_lacks() -> None:
    bare = {"sections": (), "findings": (), "scenarios": (), "risks": (), "sources": (), "timeline": ()}
    assert _without(CLEAN, **bare, figures=(), yardstick="") == {
        "required-section", "no-yardstick", "too-few-scenarios", "no-sources", "nothing-to-see",
    }  # fmt: skip


@pytest.mark.parametrize("kept", ["risks", "timeline", "figures", "scenarios"])
def test_one_thing_to_see_is_enough(kept: str) -> None:
    none: dict[str, object] = {"risks": (), "timeline": (), "figures": (), "scenarios": ()}
    del none[kept]
    assert "nothing-to-see" not in _without(CLEAN, **none)


def test_a_scenario_is_asked_for_its_date_and_its_signs() -> None:
    bare = replace(CLEAN.scenarios[0], horizon="soon", indicators=(" ",))
    faults = lint(replace(CLEAN, scenarios=(bare, CLEAN.scenarios[1])))
    assert [(fault.rule, fault.place) for fault in faults] == [
        ("scenario-without-horizon", "scenario 1"),
        ("scenario-without-indicator", "scenario 1"),
    ]


def test_a_number_without_its_word_is_told_so_once() -> None:
    odd = replace(CLEAN.findings[2], likelihood="")
    faults = lint(replace(CLEAN, findings=(*CLEAN.findings[:2], odd)))
    assert [fault.rule for fault in faults] == ["judgement-without-likelihood", "percent-outside-band"]


def test_an_open_question_and_a_lost_place_are_mended_and_never_waived() -> None:
    assert {"unanswered-question", "lost-answer"} <= MUST_BE_MENDED
    lost = next(fault for fault in lint(PLANTED) if fault.rule == "lost-answer")
    assert lost.advice == "The report has no “finding 99”, “Sources”: choose another place."


def test_a_first_edition_has_nothing_to_explain() -> None:
    assert lint(replace(CLEAN, edition=1, editor_note="")) == ()


@pytest.mark.parametrize("language", ["fa", "ru", "zh-Hans", "de"])
def test_words_are_judged_in_english_only_and_the_structure_everywhere(language: str) -> None:
    judged = {"mixed-wordings", "likelihood-and-confidence", "hedged-judgement", "percent-against-word"}
    english_only = judged | {"word-against-field"}
    found = {(fault.rule, fault.place, fault.sentence) for fault in lint(replace(PLANTED, language=language))}
    assert found == {each for each in EXPECTED if each[0] not in english_only}
