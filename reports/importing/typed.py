"""Adds typed parts to an imported text: what an article cannot say of its findings, scenarios and sources.

They stand in a JSON file of the shape of a snapshot, so that a text from elsewhere can be given its
likelihoods, grades and places without an editor's form.
"""

import json
from pathlib import Path
from typing import Any

from reports.domain.snapshot import Snapshot, canonical_json, from_json

_BY_PLACE = frozenset({"findings", "scenarios"})
"""What the text has already: the file adds to each in turn."""


class TypedPartsError(ValueError):
    """The file does not fit the text; the sentence says where."""


def added(snapshot: Snapshot, file: Path) -> Snapshot:
    """The snapshot with the parts in the file; raises TypedPartsError."""
    data, extra = json.loads(canonical_json(snapshot)), json.loads(file.read_text(encoding="utf-8"))
    for note in extra.pop("notes", ()):
        _annotate(data, note)
    for name, value in extra.items():
        if name in _BY_PLACE and len(value) != len(data[name]):
            raise TypedPartsError(f"{file.name}: the text has {len(data[name])} {name}, not {len(value)}.")
        pairs = zip(data[name], value, strict=True) if name in _BY_PLACE else ()
        data[name] = [{**old, **new} for old, new in pairs] or value
    try:
        return from_json(json.dumps(data))
    except TypeError as problem:
        raise TypedPartsError(f"{file.name}: {problem}.") from problem


def _annotate(data: dict[str, Any], note: dict[str, str]) -> None:
    """Call a footnote behind some words of a section, and write it beneath."""
    section = next((each for each in data["sections"] if each["kind"] == note["section"]), None)
    if section is None or section["body"].count(note["after"]) != 1:
        raise TypedPartsError(f"“{note['after']}” does not stand once in {note['section']}.")
    label = f"note-{section['body'].count('[^') + 1}"
    called = section["body"].replace(note["after"], f"{note['after']}[^{label}]")
    section["body"] = f"{called}\n\n[^{label}]: {note['note']}"
