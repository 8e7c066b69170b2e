"""The published schema: every snapshot is valid by it, and what is no snapshot is not."""

import json
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reports.domain.schema import NAME, schema
from reports.domain.snapshot import Snapshot, canonical_json, from_json
from tests.reports.rendering.samples import BRIEFING, FULL, TAILORED

pytestmark = pytest.mark.once

PUBLISHED = schema(f"https://briefings.example/schemas/{NAME}")
JUDGE = Draft202012Validator(PUBLISHED)


def test_it_is_a_schema_of_its_dialect() -> None:
    Draft202012Validator.check_schema(PUBLISHED)
    assert NAME == "snapshot-1.json"


@pytest.mark.parametrize("snapshot", [BRIEFING, TAILORED, FULL], ids=["briefing", "tailored", "full"])
def test_snapshots_are_valid(snapshot: Snapshot) -> None:
    JUDGE.validate(json.loads(canonical_json(snapshot)))


@given(st.from_type(Snapshot))
def test_any_snapshot_is_valid(snapshot: Snapshot) -> None:
    JUDGE.validate({**json.loads(canonical_json(snapshot)), "schema": 1})


def test_everything_is_described() -> None:
    assert set(PUBLISHED["$defs"]) == {
        *("SeriesPlace", "Picture", "SectionText", "Finding", "Scenario", "Risk", "Source", "TimelineEntry"),
        *("Place", "FigureImage", "Answer"),
    }
    assert all(part["description"] for part in [PUBLISHED, *PUBLISHED["$defs"].values()])


@pytest.mark.parametrize(
    "change",
    [
        {"title": None},
        {"schema": 2},
        {"findings": [{"text": "x"}]},
        {"sections": [{"kind": "gossip", "title": "", "body": "", "reused_from": ""}]},
        {"unheard": "of"},
    ],
)
def test_what_is_no_snapshot_is_refused(change: dict[str, Any]) -> None:
    assert not JUDGE.is_valid({**json.loads(canonical_json(BRIEFING)), **change})


def test_a_part_that_is_missing_is_refused() -> None:
    data = json.loads(canonical_json(FULL))
    del data["risks"]
    assert not JUDGE.is_valid(data)


def test_what_is_valid_comes_back_as_it_was() -> None:
    assert asdict(from_json(canonical_json(FULL))) == asdict(FULL)


def test_an_origin_is_left_out_where_there_is_none_and_kept_where_there_is() -> None:
    taken = replace(FULL, findings=(replace(FULL.findings[0], reused_from="Northern Files 1/1, edition 1"),))
    assert '"reused_from"' not in canonical_json(replace(FULL, sections=()))
    JUDGE.validate(json.loads(canonical_json(taken)))
    assert from_json(canonical_json(taken)) == taken
