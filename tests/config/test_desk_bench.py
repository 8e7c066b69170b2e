"""The bench of the desk does what it says, at a size that a test can wait for; no time is judged here."""

import os
from pathlib import Path

import pytest

from config.benches import desk
from config.management.commands.bench import NAMES

pytestmark = pytest.mark.once


def test_it_is_one_of_the_benches() -> None:
    assert "desk" in NAMES


def test_the_queue_of_two_sizes_is_read_in_turns_with_the_same_queries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    sizes = ((60, 55), (200, 70))
    addresses = [f"sqlite:///{tmp_path}/{count}.sqlite3" for count, _ in sizes]
    figures = {each.name: each for each in desk.queue("SQLite", addresses, sizes, rounds=1)}
    looks = [name for name in figures if name.endswith(": queries")]
    assert len(looks) == len(desk.LOOKS)
    assert {figures[name].value for name in looks} == {6}
    assert {each.value for name, each in figures.items() if name.endswith("numbers of them")} == {1}


def test_forms_that_arrive_at_once_are_neither_lost_nor_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SECRET_KEY", os.environ["SECRET_KEY"])
    figures = desk.crush(tmp_path, f"sqlite:///{tmp_path}/crush.sqlite3", forms=24, at_once=4)
    assert [each.value for each in figures[:4]] == [0, 0, 0, 0]


def test_a_submission_is_weighed_against_a_bare_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    address = f"sqlite:///{tmp_path}/crush.sqlite3"
    desk.crush(tmp_path, address, forms=4, at_once=2)
    monkeypatch.setenv("DATABASE_URL", address)
    names = [each.name for each in desk.submission(tmp_path, batches=1, batch=20)]
    assert names == [
        "submit against a bare view, processor time",
        "submit, processor time",
        "bare view, processor time",
    ]
