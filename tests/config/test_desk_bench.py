"""The bench of the desk does what it says, at a size that a test can wait for; no time is judged here."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.benches import Figure, desk
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


@pytest.fixture(scope="module")
def rushed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[Figure]]]:
    """A folder whose database was rushed at, and what was counted: made once, it is dear."""
    folder = tmp_path_factory.mktemp("rushed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(folder / "data"))
        patch.setenv("SECRET_KEY", os.environ["SECRET_KEY"])
        patch.setenv("DATABASE_URL", f"sqlite:///{folder}/crush.sqlite3")
        yield folder, desk.crush(folder, os.environ["DATABASE_URL"], forms=24, at_once=4)


def test_forms_that_arrive_at_once_are_neither_lost_nor_doubled(rushed: tuple[Path, list[Figure]]) -> None:
    _, figures = rushed
    assert [each.value for each in figures[:4]] == [0, 0, 0, 0]


def test_a_submission_is_weighed_against_a_bare_page(rushed: tuple[Path, list[Figure]]) -> None:
    folder, _ = rushed
    names = [each.name for each in desk.submission(folder, batches=1, batch=20)]
    assert names == [
        "submit against a bare view, processor time",
        "submit, processor time",
        "bare view, processor time",
    ]
