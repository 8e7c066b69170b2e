"""The doctor: a part that is wrong is a sentence on how to mend it, and the others are still looked at."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from config import checkup, native
from tests.reports.rendering import mastered
from tests.requests_app.files.scanner import clamd
from tests.servers import Broker

pytestmark = pytest.mark.django_db


def found(name: str) -> checkup.Finding:
    return next(checkup.look(check) for check in checkup.CHECKS if check.name == name)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> object:
    """Leaves one check in the doctor's list."""

    def choose(name: str) -> None:
        monkeypatch.setattr(checkup, "CHECKS", [check for check in checkup.CHECKS if check.name == name])

    return choose


@pytest.mark.broker
def test_a_whole_installation_has_only_its_worker_missing(
    broker: Broker, settings: Settings, tmp_path: Path
) -> None:
    settings.REDIS_URL = broker.url
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.STAFF_MFA = True

    wrong = {finding.name: finding.sentence for finding in checkup.examine() if not finding.ok}

    assert wrong == {"worker": "No worker answers: start one with manage.py serve, or look into its log."}
    assert list(tmp_path.iterdir()) == []


def test_an_absent_broker_is_said_with_what_to_do(settings: Settings) -> None:
    settings.REDIS_URL = "redis+socket:///nowhere/broker.sock"

    finding = found("broker")

    assert not finding.ok
    assert finding.sentence.endswith("Start it with manage.py serve, or correct REDIS_URL.")


def test_a_mail_server_that_is_not_there(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert "Check EMAIL_URL" in found("mail").sentence


def test_a_storage_that_cannot_be_written(settings: Settings) -> None:
    storage = {"BACKEND": "reports.services.storing.WholeFileStorage", "OPTIONS": {"location": "/proc/none"}}
    settings.STORAGES = {**settings.STORAGES, "editions": storage}

    finding = found("storage")

    assert not finding.ok
    assert "Check STORAGE_URL" in finding.sentence


def test_a_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "LIBRARIES", ("libnowhere.so.0",))

    assert found("libraries").sentence.startswith("libnowhere.so.0 is missing: run apt-get install libpango")


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "LEAST_FREE_BYTES", 10**18)

    assert found("disk").sentence.endswith("make room, 2 GB at least.")


def test_a_scanner_that_is_not_there_and_one_that_is(settings: Settings) -> None:
    settings.CLAMD_SOCKET = "/nowhere/clamd.ctl"
    assert found("scanner").sentence == (
        "ScannerSilentError: The scanner does not answer. "
        "Start clamd, or correct CLAMD_SOCKET; until then no file is taken."
    )
    with clamd() as (path, _):
        settings.CLAMD_SOCKET = path
        assert found("scanner").ok


def test_a_short_key(settings: Settings) -> None:
    settings.SECRET_KEY = "short"

    assert "SECRET_KEY is short" in found("secret key").sentence


def test_a_key_that_others_can_read(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY")
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret.key").touch(mode=0o644)

    assert found("secret key").sentence.endswith(f"run chmod 600 {tmp_path}/secret.key.")


def test_readers_need_https(settings: Settings) -> None:
    settings.SITE_URL, settings.HTTPS = "http://briefings.example", False

    assert "readers need https" in found("site").sentence


def test_debug_is_wrong_where_others_read(settings: Settings) -> None:
    settings.DEBUG = True

    assert "set DEBUG=0" in found("site").sentence


def test_what_is_wrong_makes_the_command_fail(only, settings: Settings) -> None:  # type: ignore[no-untyped-def]
    only("site")
    settings.DEBUG = True
    said = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("doctor", json=True, stdout=said)

    assert ended.value.code == 1
    assert [(row["name"], row["ok"]) for row in json.loads(said.getvalue())] == [("site", False)]


def test_each_line_says_ok_or_wrong(only, settings: Settings) -> None:  # type: ignore[no-untyped-def]
    only("site")
    said = StringIO()

    call_command("doctor", stdout=said)

    assert said.getvalue() == f"ok     site        Readers use {settings.SITE_URL}.\n"


def test_copies_without_a_signature_are_told_of() -> None:
    assert found("copies").ok
    assert "not signed" in found("copies").sentence


def test_a_signing_key_that_is_not_there(settings: Settings) -> None:
    settings.SIGNING_KEY_FILE = settings.SIGNING_CERTIFICATE_FILE = "/proc/none"

    assert "Nothing is handed out until this is mended" in found("copies").sentence


def test_a_signing_certificate_that_ends_soon(settings: Settings, tmp_path: Path) -> None:
    soon = timezone.now() + timedelta(days=10)
    (tmp_path / "own.pem").write_bytes(
        mastered.pem(mastered.RSA) + mastered.certificate(mastered.RSA, ends=soon)
    )
    settings.SIGNING_KEY_FILE = settings.SIGNING_CERTIFICATE_FILE = tmp_path / "own.pem"

    assert "renew it" in found("copies").sentence
