"""`manage.py test`: every proof of the project, one after the other, and one summary.

With arguments only pytest runs, with those arguments, which is what one wants while working on one thing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Proof:
    """One command that must end with 0."""

    name: str
    line: list[str]
    environment: dict[str, str]


def main(arguments: list[str]) -> int:
    if not shutil.which("chromium"):
        print("Browser tests are skipped: there is no Chromium on the PATH.", flush=True)
    try:
        with _folder() as folder:
            return _run(_pytest(folder, *arguments)) if arguments else _everything(folder)
    except KeyboardInterrupt:
        return 130


def _everything(folder: Path) -> int:
    results = [(proof.name, *_timed(proof)) for proof in _proofs(folder)]
    second = "tests on PostgreSQL"
    try:
        with postgres.running(folder / "postgres") as address:
            tests = _pytest(folder, "-q", "-n", "2", "-m", "not browser and not once", database=address)
            results.append((second, *_timed(tests)))
    except (OSError, RuntimeError, subprocess.CalledProcessError) as problem:
        print(f"PostgreSQL could not be started: {problem}")
        results.append((second, 1, 0.0))
    return _summary(results)


def _proofs(folder: Path) -> list[Proof]:
    here = {"DATA_DIR": str(folder / "data")}
    migrations = [sys.executable, "-P", "-m", "config", "makemigrations", "--check", "--dry-run"]
    return [
        Proof("ruff: rules", [str(BIN / "ruff"), "check", "--quiet", "."], here),
        Proof("ruff: format", [str(BIN / "ruff"), "format", "--check", "."], here),
        Proof("mypy: types", [str(BIN / "mypy")], here),
        Proof("migrations: none missing", migrations, here),
        _pytest(folder, "-q", "-n", "2"),
    ]


def _pytest(folder: Path, *arguments: str, database: str = "") -> Proof:
    """The tests of the architecture hold the import contracts; what knows no database runs once."""
    name = "tests on PostgreSQL" if database else "tests on SQLite"
    line = [sys.executable, "-m", "pytest", f"--basetemp={folder / 'tests'}", *arguments]
    return Proof(name, line, {"DATABASE_URL": database} if database else {})


def _timed(proof: Proof) -> tuple[int, float]:
    print(f"\n=== {proof.name}", flush=True)
    started = time.monotonic()
    return _run(proof), time.monotonic() - started


def _run(proof: Proof) -> int:
    return subprocess.run(
        proof.line, cwd=ROOT, env={**os.environ, **proof.environment}, check=False
    ).returncode


def _summary(results: list[tuple[str, int, float]]) -> int:
    print("\n=== summary")
    for name, code, seconds in results:
        print(f"  {'ok    ' if code == 0 else 'FAILED'} {name:<28}{seconds:6.1f} s")
    failed = [name for name, code, _ in results if code]
    print(f"{len(results) - len(failed)} of {len(results)} proofs hold.")
    return 1 if failed else 0


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for this run alone, under a short path: a socket's path may not be long."""
    folder = Path(tempfile.mkdtemp(prefix="briefings-"))
    folder.chmod(0o711)  # PostgreSQL runs as another user where we are root
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
