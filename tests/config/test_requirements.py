"""What is installed: locked by hash, told apart from where it comes from, and each with its reason."""

import re
import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "config" / "requirements"
LOCKS = sorted(FOLDER.glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DECLARED = {
    "base": [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["production"]],
    "dev": PROJECT["dependency-groups"]["dev"],
}
PINNED = re.compile(r"^([a-z0-9.-]+)==([^\s;]+)", re.MULTILINE)


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[._-]+", "-", found[0]).lower()


def locked(name: str) -> dict[str, str]:
    return dict(PINNED.findall((FOLDER / f"{name}.txt").read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pin_has_hashes_and_nothing_else_is_in_a_lock(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", lock.read_text().strip())

    for entry in entries:
        first, *hashes = entry.replace("\\", "").split("\n")
        assert PINNED.match(first), first
        assert hashes
        assert all(re.fullmatch(r"\s*--hash=sha256:[0-9a-f]{64}\s*", line) for line in hashes)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_a_place(lock: Path) -> None:
    assert re.findall(r"https?:|file:|\.(?:org|com|io|net)\b|index-url|find-links", lock.read_text()) == []


def test_what_is_declared_is_locked() -> None:
    assert {name_of(each) for each in DECLARED["base"]} <= locked("base").keys()
    assert {name_of(each) for kind in DECLARED.values() for each in kind} <= locked("dev").keys()


def test_the_locks_agree_with_the_bounds() -> None:
    for requirement in [*DECLARED["base"], *DECLARED["dev"]]:
        version = tuple(map(int, re.findall(r"\d+", locked("dev")[name_of(requirement)])[:3]))
        lowest = re.search(r">=([\d.]+)", requirement)
        assert lowest, requirement
        assert version >= tuple(map(int, lowest[1].split("."))), requirement


def test_both_locks_pin_the_same_versions() -> None:
    base, dev = locked("base"), locked("dev")

    assert {name: dev[name] for name in base} == base


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text()

    lines = re.findall(r'^    "[A-Za-z][^"]*[<>=][^"]*",(.*)$', text, re.MULTILINE)

    assert len(lines) == sum(len(kind) for kind in DECLARED.values())
    assert [line for line in lines if not re.match(r"\s+# \w.{3,}", line)] == []
