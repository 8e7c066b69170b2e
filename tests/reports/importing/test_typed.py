"""Typed parts beside an article: added to what the text says, refused where they do not fit."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from reports.domain.linting import lint
from reports.domain.sections import SPECS
from reports.domain.snapshot import Finding, Scenario, SectionText, Snapshot
from reports.importing import drafting, typed
from tests.reports.rendering.samples import BRIEFING

pytestmark = pytest.mark.once
DEMO = Path(settings.BASE_DIR) / "reports" / "demo"


def snapshot_of(article: Path, series: str | None = None) -> Snapshot:
    draft = drafting.read(article, series=series)[1]
    bodies = dict(draft.sections)
    return replace(
        BRIEFING,
        edition=1,
        title=draft.title,
        dated=str(draft.dated),
        editor_note=draft.editor_note,
        sections=tuple(
            SectionText(spec.kind, spec.title, bodies[spec.kind]) for spec in SPECS if spec.kind in bodies
        ),
        findings=tuple(map(Finding, draft.findings)),
        scenarios=tuple(
            Scenario(number, name, text) for number, (name, text) in enumerate(draft.scenarios, start=1)
        ),
    )


@pytest.mark.parametrize(
    ("article", "name", "series"),
    [
        ("briefings/persian-files-20-3.txt", "persian-files-20-3", None),
        ("tailored.txt", "tailored", "Demo"),
    ],
)
def test_the_demonstration_has_no_open_fault(article: str, name: str, series: str | None) -> None:
    whole = typed.added(snapshot_of(DEMO / article, series), DEMO / "parts" / f"{name}.json")
    assert lint(whole) == ()
    assert all((whole.findings[0].kind, whole.risks, whole.sources, whole.timeline, whole.places))


def added(tmp_path: Path, **parts: Any) -> Snapshot:
    file = tmp_path / "parts.json"
    file.write_text(json.dumps(parts))
    return typed.added(BRIEFING, file)


def test_what_the_text_says_stays(tmp_path: Path) -> None:
    whole = added(tmp_path, findings=[{"kind": "fact"}, {}], risks=[])
    assert whole.findings == (replace(BRIEFING.findings[0], kind="fact"), BRIEFING.findings[1])
    assert replace(whole, findings=BRIEFING.findings) == BRIEFING


def test_a_footnote_is_called_behind_its_words(tmp_path: Path) -> None:
    note = {"section": "analysis", "after": "permits end in March. \n", "note": "So the council."}
    with pytest.raises(typed.TypedPartsError, match="does not stand once"):
        added(tmp_path, notes=[note])
    short = replace(BRIEFING, sections=(replace(BRIEFING.sections[2], body="Permits end."),))
    (tmp_path / "parts.json").write_text(json.dumps({"notes": [{**note, "after": "Permits end."}]}))
    assert typed.added(short, tmp_path / "parts.json").sections[0].body == (
        "Permits end.[^note-1]\n\n[^note-1]: So the council."
    )


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"findings": [{}]}, "the text has 2 findings, not 1"),
        ({"risks": [{"topic": "ice"}]}, "topic"),
        ({"unheard": 1}, "unheard"),
        ({"notes": [{"section": "sauces", "after": "x", "note": "y"}]}, "does not stand once in sauces"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, parts: dict[str, Any], sentence: str) -> None:
    with pytest.raises(typed.TypedPartsError, match=sentence):
        added(tmp_path, **parts)
