"""The environment of every test run: a throw-away data folder, cheap passwords, styles not collected.

A pytest plug-in, because the settings are read before the first conftest is.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings  # lazy: read at its first use, after DATA_DIR is set below

_OWNER = "TESTS_DATA_DIR"


def _folder() -> Path:
    """One folder a run, one below it for each xdist worker; the process that made it removes it."""
    if _OWNER not in os.environ:
        os.environ[_OWNER] = tempfile.mkdtemp(prefix="briefings-tests-")
        atexit.register(shutil.rmtree, os.environ[_OWNER], ignore_errors=True)
    folder = Path(os.environ[_OWNER], os.environ.get("PYTEST_XDIST_WORKER", "main"))
    folder.mkdir(exist_ok=True)
    return folder


os.environ["DATA_DIR"] = str(_folder())
os.environ.setdefault("SECRET_KEY", "tests-only-" + "k" * 50)


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = (
        True  # or each test client would read every static file before its first page
    )
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
