"""The settings as a whole: safe where readers are, and one line when a variable is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]


def command(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-P", "-m", "config", *arguments],
        env={**kept, "PYTHONPATH": str(ROOT), **environ},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_djangos_deployment_check_has_nothing_to_say_of_production() -> None:
    done = command("check", "--deploy", "--fail-level", "WARNING", SITE_URL="https://briefings.example")

    assert done.stderr.strip() == "", done.stderr
    assert done.returncode == 0


def test_a_malformed_variable_is_one_line() -> None:
    done = command("check", PORT="eighty")

    assert done.returncode == 1
    assert done.stderr == "manage.py: PORT: must be a whole number from 1 to 65535, not 'eighty'\n"


def test_every_migration_is_written() -> None:
    assert command("makemigrations", "--check", "--dry-run").returncode == 0


def test_a_bucket_takes_the_place_of_the_folder() -> None:
    probe = "from django.core.files.storage import storages; print(storages['editions'].bucket_name)"

    done = command("shell", "--no-imports", "-c", probe, STORAGE_URL="s3://papers/editions")

    assert done.stdout == "papers\n", done.stderr


def test_a_start_on_a_path_too_long_for_a_socket_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)

    done = command("demo", DATA_DIR=str(folder), PORT="1")

    assert done.returncode == 1
    assert "DATA_DIR is too long for a socket" in done.stderr or "port 1 cannot be used" in done.stderr
    assert len(done.stderr.splitlines()) == 1
