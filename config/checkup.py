"""What `manage.py doctor` looks at: each part that the service needs, tried for real.

A probe returns what it found; what is wrong it raises as a sentence that says how to mend it. Anything else
that a probe raises is reported with the advice of its row.
"""

import os
import shutil
import stat
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import redis
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from config import native
from config.bootstrap import CACHE
from config.celery import app
from reports.rendering import fonts, sandbox
from reports.rendering.identity import UnsignableError
from reports.services import signing
from requests_app.services import scanning

LEAST_FREE_BYTES = 2 * 10**9
SHORTEST_KEY = 50
SIGNING_NOTICE = timedelta(days=30)
PAGE = "<!doctype html><html lang='en'><title>Check</title><p>Print me.</p></html>"


class WrongError(Exception):
    """Something is not as it must be; the sentence says what, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report."""

    name: str
    ok: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Check:
    """A probe, and what to do when it fails in a way that it did not foresee."""

    name: str
    probe: Callable[[], str]
    advice: str


def examine() -> Iterator[Finding]:
    """Every check in turn; one that fails does not keep the others from being made."""
    return map(look, CHECKS)


def look(check: Check) -> Finding:
    try:
        return Finding(check.name, ok=True, sentence=check.probe())
    except WrongError as wrong:
        return Finding(check.name, ok=False, sentence=str(wrong))
    except Exception as problem:  # noqa: BLE001 -- the drivers of all these parts raise what they like
        cause = f"{type(problem).__name__}: {problem}".split("\n", maxsplit=1)[0].rstrip(".")
        return Finding(check.name, ok=False, sentence=f"{cause}. {check.advice}")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise WrongError(f"{len(missing)} migrations are not applied: run manage.py migrate.")
    if connection.vendor != "sqlite":
        return f"{connection.vendor} answers and all migrations are applied."
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        raise WrongError(f"SQLite writes in mode {mode}: move DATA_DIR to a local disk, where WAL works.")
    return "SQLite answers in WAL mode and all migrations are applied."


def _broker() -> str:
    url = settings.REDIS_URL.replace("redis+socket://", "unix://")
    with redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2) as client:
        client.ping()
    return "The broker answers."


def _worker() -> str:
    if not app.control.ping(timeout=2, limit=1):
        raise WrongError("No worker answers: start one with manage.py serve, or look into its log.")
    return "A worker answers."


def _mail() -> str:
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        _write_probe(folder)
        return f"Mail is written to {folder}; set EMAIL_URL to send it."
    with get_connection():
        return f"{settings.EMAIL_HOST} takes mail."


def _storage() -> str:
    editions, content = storages["editions"], uuid.uuid4().bytes
    name = editions.save(f"probe/{uuid.uuid4().hex}", ContentFile(content))
    try:
        with editions.open(name) as file:
            if file.read() != content:
                raise WrongError("The storage returns other bytes than were stored: choose another one.")
    finally:
        editions.delete(name)
    return "The storage keeps, returns and deletes a file."


def _libraries() -> str:
    missing = native.lacking()
    if missing:
        raise WrongError(f"{missing[0]} is missing: run apt-get install {' '.join(native.PACKAGES)}.")
    faceless = native.fontless(CACHE)
    if faceless:
        raise WrongError(f"The {faceless[0]} fonts are missing: apt-get install {' '.join(native.PACKAGES)}.")
    return "The renderer's libraries and fonts are there."


def _renderer() -> str:
    printed = sandbox.print_pdf(PAGE)
    if not printed.sealed:
        return f"A page is printed in {printed.seconds:.2f} s; this kernel cannot cut its network off."
    return f"A page is printed in {printed.seconds:.2f} s, cut off from the network."


def _disk() -> str:
    free = shutil.disk_usage(settings.DATA_DIR).free
    _write_probe(settings.DATA_DIR)
    if free < LEAST_FREE_BYTES:
        raise WrongError(f"{free / 1e9:.1f} GB are free in {settings.DATA_DIR}: make room, 2 GB at least.")
    return f"{free / 1e9:.1f} GB are free in {settings.DATA_DIR}."


def _secret_key() -> str:
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        raise WrongError(f"SECRET_KEY is short: use {SHORTEST_KEY} random characters or more.")
    if "SECRET_KEY" in os.environ:
        return "The secret key comes from the environment."
    path = settings.DATA_DIR / "secret.key"
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise WrongError(f"Others can read {path}: run chmod 600 {path}.")
    return f"The secret key is in {path}, for this user only."


def _staff() -> str:
    if not settings.STAFF_MFA:
        if settings.DEMO:
            return "Staff signs in without a second factor, because this is the demo."
        raise WrongError("Staff signs in without a second factor: set STAFF_MFA=1, or leave it out.")
    return "Staff signs in with a second factor."


def _site_url() -> str:
    local = "//127.0.0.1" in settings.SITE_URL or "//localhost" in settings.SITE_URL
    if settings.DEBUG:
        raise WrongError("DEBUG is on: others could read tracebacks; set DEBUG=0.")
    if not (settings.HTTPS or local):
        raise WrongError(f"SITE_URL is {settings.SITE_URL}: readers need https; set it to the https address.")
    return f"Readers use {settings.SITE_URL}."


def _signing() -> str:
    fonts.stamp_font()
    try:
        held = signing.current()
    except UnsignableError as problem:
        raise WrongError(f"Nothing is handed out until this is mended: {problem}") from None
    if held is None:
        return "Copies are stamped, not signed: name a key in SIGNING_KEY_FILE to sign them."
    ends = held.certificate.not_valid_after_utc
    if ends < timezone.now() + SIGNING_NOTICE:
        raise WrongError(
            f"The signing certificate ends on {ends.date()}: renew it, or nothing is handed out then."
        )
    return f"Copies are stamped, and signed until {ends.date()}."


def _scanner() -> str:
    if not scanning.is_on():
        return "Files of clients are not scanned: name ClamAV's socket in CLAMD_SOCKET to scan them."
    scanning.ping()
    return "The virus scanner answers; files of clients are scanned before they are kept."


def _write_probe(folder: Path) -> None:
    probe = folder / f".probe-{uuid.uuid4().hex}"
    probe.write_bytes(b"probe")
    probe.unlink()


CHECKS = (
    Check("database", _database, "Check DATABASE_URL and that its server runs."),
    Check("broker", _broker, "Start it with manage.py serve, or correct REDIS_URL."),
    Check("worker", _worker, "Without a broker no worker can answer; mend that first."),
    Check("mail", _mail, "Check EMAIL_URL, and that this machine may reach its server."),
    Check("storage", _storage, "Check STORAGE_URL, and that the folder or bucket may be written."),
    Check("libraries", _libraries, "Run manage.py demo once; it brings them."),
    Check("renderer", _renderer, "Look at what the libraries line says."),
    Check("disk", _disk, "Set DATA_DIR to a folder that can be written."),
    Check("secret key", _secret_key, "Remove an empty secret.key from DATA_DIR; a new one is made."),
    Check("copies", _signing, "Install fonts-noto-core, and check SIGNING_KEY_FILE."),
    Check("scanner", _scanner, "Start clamd, or correct CLAMD_SOCKET; until then no file is taken."),
    Check("staff", _staff, "Correct STAFF_MFA."),
    Check("site", _site_url, "Correct SITE_URL."),
)
