"""Where a report answers what was asked: the list of passages, and what becomes of answers in a snapshot."""

import json
from dataclasses import replace

import pytest

from reports.domain.answering import LONGEST, answer_to, named, passages
from reports.domain.comparing import differences
from reports.domain.merging import merge
from reports.domain.schema import schema
from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import Answer, canonical_json, from_json
from tests.reports.rendering.samples import FULL, TAILORED

ASKED = replace(TAILORED, questions=("When?", "Who?"), answers=(Answer(2, ("Analysis",)),))


def test_each_section_and_each_of_its_parts_can_answer_in_print_order() -> None:
    assert [(name, each.title, each.anchor) for name, each in passages(FULL).items()] == [
        ("Executive Summary", "Executive Summary", "executive-summary"),
        ("Key Findings", "Key Findings", "key-findings"),
        ("finding 1", "Finding 1", "finding-1"),
        ("finding 2", "Finding 2", "finding-2"),
        ("finding 3", "Finding 3", "finding-3"),
        ("Background Information", "Background Information", "background"),
        ("Analysis", "Analysis", "analysis"),
        ("Risk Assessment", "Risk Assessment", "risk-assessment"),
        ("risk 1", "Risk 1", "risk-1"),
        ("risk 2", "Risk 2", "risk-2"),
        ("Scenarios Analysis", "Scenarios Analysis", "scenarios"),
        ("scenario 1", "Scenario 1", "scenario-1"),
        ("scenario 2", "Scenario 2", "scenario-2"),
        ("Conclusion", "Conclusion", "conclusion"),
    ]


def test_a_passage_quotes_what_stands_there() -> None:
    found = passages(FULL)
    assert found["finding 3"].text == "The ice holds."
    assert found["risk 2"].text == "Permits lapse"
    assert found["Analysis"].text == next(
        each.body for each in FULL.sections if each.kind is SectionKind.ANALYSIS
    )


@pytest.mark.parametrize(
    ("typed", "name"),
    [(" FINDING  2", "finding 2"), ("outlook", "Scenarios Analysis"), ("Nowhere", "nowhere")],
)
def test_a_passage_has_one_spelling(typed: str, name: str) -> None:
    assert named(typed) == name
    assert max(len(spec.title) for spec in SPECS) < LONGEST


def test_a_question_without_an_answer_is_open() -> None:
    assert answer_to(ASKED, 1) == Answer(1)
    assert (answer_to(ASKED, 1).is_open, answer_to(ASKED, 2).is_open) == (True, False)
    assert not Answer(1, (), "No source.").is_open


def test_a_snapshot_without_answers_has_the_text_that_it_always_had() -> None:
    assert "answers" not in json.loads(canonical_json(TAILORED))
    assert from_json(canonical_json(TAILORED)) == TAILORED


def test_answers_come_back_from_the_text_of_a_snapshot() -> None:
    assert from_json(canonical_json(ASKED)) == ASKED
    assert json.loads(canonical_json(ASKED))["answers"] == [
        {"question": 2, "places": ["Analysis"], "reason": ""}
    ]


def test_the_schema_knows_answers_and_asks_for_none() -> None:
    whole = schema("x")
    assert whole["properties"]["answers"] == {"type": "array", "items": {"$ref": "#/$defs/Answer"}}
    assert "answers" not in whole["required"]


def test_answers_are_compared_question_by_question() -> None:
    newer = replace(ASKED, answers=(Answer(1, (), "Not known."), Answer(2, ("Analysis", "finding 1"))))
    found = differences(ASKED, newer)
    assert [(each.area, each.place) for each in found] == [
        ("answers", "Answer to question 1, reason"),
        ("answers", "Answer to question 2"),
    ]


def test_answers_that_only_they_gave_are_taken_from_them() -> None:
    theirs = replace(ASKED, answers=(Answer(1, ("finding 1",)),))
    merged = merge(ASKED, replace(ASKED, title="Mine"), theirs)
    assert (merged.snapshot.title, merged.snapshot.answers) == ("Mine", theirs.answers)
