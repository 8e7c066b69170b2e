"""Set-up on a machine that lacks something: each failure is one line that says what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap, native

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What set-up needs of the project, where nothing was set up."""
    copy = tmp_path / "checkout"
    (copy / "config").mkdir(parents=True)
    shutil.copy(ROOT / "manage.py", copy)
    for name in ("__init__.py", "bootstrap.py", "native.py"):
        shutil.copy(ROOT / "config" / name, copy / "config")
    shutil.copytree(ROOT / "config" / "requirements", copy / "config" / "requirements")
    return copy


def run(checkout: Path, *, path: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """`manage.py version` as a bare machine would run it; no registry can be reached."""
    unreachable = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    environment = {"PATH": path or os.environ["PATH"], "HOME": "/nowhere", **unreachable, **environ}
    python = getattr(sys, "_base_executable", sys.executable)
    line = [python, str(checkout / "manage.py"), "version"]
    return subprocess.run(line, env=environment, capture_output=True, text=True, timeout=60, check=False)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in done.stderr.splitlines() if not line.startswith("set-up  ")]
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("manage.py: ")
    return lines[0]


def test_an_unreachable_registry_is_one_line(checkout: Path) -> None:
    said = one_line(run(checkout))

    assert "fetching the installer with pip failed" in said
    assert said.endswith("Check that the package registry can be reached and run the command again.")


def test_a_failed_set_up_leaves_no_half_environment(checkout: Path) -> None:
    run(checkout)

    assert not (checkout / ".venv").exists()


def test_a_folder_that_cannot_be_written_is_one_line(checkout: Path) -> None:
    (checkout / ".cache").touch()  # refuses whoever runs this, root too

    assert one_line(run(checkout)) == (
        f"manage.py: {checkout} cannot be written (File exists): copy the project to a folder that "
        "you can write and run it there."
    )


def test_missing_libraries_without_a_package_manager_are_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(native, "LIBRARIES", ("libnowhere.so.0",))
    monkeypatch.setattr(native.shutil, "which", lambda name: None)

    with pytest.raises(native.MissingError, match=r"libnowhere\.so\.0: install pango and harfbuzz"):
        native.provide(tmp_path, print)


def test_packages_that_cannot_be_fetched_are_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    apt = programs / "apt-get"
    apt.write_text("#!/bin/sh\necho 'E: Unable to fetch some archives.' >&2\nexit 100\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(native, "LIBRARIES", ("libnowhere.so.0",))

    with pytest.raises(native.MissingError, match=r"Unable to fetch some archives\. Check the network"):
        native.provide(tmp_path, print)


def test_an_old_python_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))

    assert bootstrap.enter(["manage.py", "demo"]) == 1
    assert capsys.readouterr().err.startswith("manage.py: Python 99.0 or newer is needed, this is 3.")


@pytest.mark.parametrize(
    ("stamp", "wanted", "expected"),
    [("base", "base", True), ("dev", "dev", True), ("dev", "base", True), ("base", "dev", False)],
)
def test_what_is_installed_is_known_from_the_stamp(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, stamp: str, wanted: str, *, expected: bool
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    (tmp_path / "stamp").write_text(bootstrap.digest(stamp))
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")

    assert bootstrap.installed(wanted) is expected


def test_a_changed_lock_is_installed_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = bootstrap.digest("base")
    (tmp_path / "base.txt").write_text("other==1.0\n")
    monkeypatch.setattr(bootstrap, "REQUIREMENTS", tmp_path)

    assert bootstrap.digest("base") != before


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("error: Failed to fetch\n  ╰─▶ dns error: no such host\n", "error: Failed to fetch."),
        ("warning: x\nCaused by: disk full.\n", "Caused by: disk full."),
        ("", "it said nothing."),
    ],
)
def test_the_telling_line_of_a_failure_is_found(output: str, expected: str) -> None:
    assert bootstrap.last_words(output) == expected


def test_caches_stay_inside_the_checkout() -> None:
    surroundings = bootstrap.surroundings()

    for name in ("XDG_CACHE_HOME", "PYTHONPYCACHEPREFIX", "FONTCONFIG_FILE"):
        assert surroundings[name].startswith(f"{ROOT}/.cache/")
    assert "PYTHONDONTWRITEBYTECODE" not in surroundings


def test_unpacked_packages_are_found_by_their_folder(tmp_path: Path) -> None:
    libraries = tmp_path / "native" / "root" / "usr" / "lib" / "x86_64-linux-gnu"
    libraries.mkdir(parents=True)

    assert native.variables(tmp_path)["LD_LIBRARY_PATH"].split(":")[0] == str(libraries)


def test_the_font_configuration_keeps_its_cache_beside_it(tmp_path: Path) -> None:
    native._configure(tmp_path)

    written = native.configuration(tmp_path).read_text()
    assert f"<cachedir>{tmp_path}/fontconfig</cachedir>" in written
    assert "<dir>/usr/share/fonts</dir>" in written
