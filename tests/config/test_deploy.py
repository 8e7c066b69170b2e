"""The settings of a real installation: Django's own check for them has nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once


def test_check_deploy_has_nothing_to_say(tmp_path: Path) -> None:
    own = {
        "SITE_URL": "https://briefings.example.org",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "".join(chr(33 + number % 90) for number in range(80)),
        "PYTHONPATH": str(settings.BASE_DIR),
        "STAFF_MFA": "1",
    }
    line = [sys.executable, "-P", "-m", "config", "check", "--deploy", "--fail-level", "WARNING"]
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}

    done = subprocess.run(line, env=kept | own, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("System check identified no issues")
