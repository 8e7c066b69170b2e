"""What the repository holds: the agreed folders, nothing left open, no machine's folder, no registry."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    *("manage.py", "pyproject.toml", "README.md", "config", "reports", "requests_app", "tests"),
    *(".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Dockerfile", "compose.yaml", ".dockerignore"),
}
OPEN_ENDS = re.compile(r"(?:#|//|/\*|<!--).*\b(?:TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
REGISTRIES = re.compile(r"\b(?:pypi|pythonhosted|npmjs|jsdelivr|unpkg|debian|crates)\.(?:org|com|io|net)\b")
HOME = re.compile(r"(?<![\w.])/(?:root|home|work|Users)/\w")


def tracked() -> list[Path]:
    """The files that are or would be committed; in a copy without history, what no tool has made."""
    if shutil.which("git") and (ROOT / ".git").exists():
        line = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        found = [ROOT / name for name in listed.split("\0") if name]
    else:
        ignored = {".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text().split())}
        found = [path for path in ROOT.rglob("*") if not ignored & set(path.relative_to(ROOT).parts)]
    return [path for path in found if path.is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked():
        if path == Path(__file__) or path.suffix in {".png", ".pdf", ".jpg", ".woff2"}:
            continue
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        ):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    return found


def test_the_top_level_is_the_agreed_one() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP


def test_nothing_is_left_open() -> None:
    assert lines_with(OPEN_ENDS) == []


def test_no_registry_or_download_host_is_named() -> None:
    assert lines_with(REGISTRIES) == []


def test_no_folder_of_a_machine_is_named() -> None:
    assert lines_with(HOME) == []


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc"])
def test_no_module_is_a_drawer_for_everything(name: str) -> None:
    assert [str(path.relative_to(ROOT)) for path in tracked() if name in (path.stem, path.parent.name)] == []


def test_no_asset_of_others_is_committed() -> None:
    fonts = {".woff", ".woff2", ".ttf", ".otf", ".map"}
    found = [path for path in tracked() if path.suffix in fonts or ".min." in path.name]

    assert [str(path.relative_to(ROOT)) for path in found] == []


def test_ignored_rules_have_their_reason() -> None:
    """A `noqa` or `type: ignore` without a code hides more than was meant."""
    assert lines_with(re.compile(r"#\s*(?:noqa(?!:)|type:\s*ignore(?!\[))")) == []
