"""The pages that belong to no app, and what the log may say of a request."""

import logging
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from config import views
from config.logs import NoAddresses

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def mailbox(settings: Settings, tmp_path: Path) -> Path:
    """A demo that has sent one mail."""
    settings.DEMO, settings.EMAIL_FILE_PATH = True, str(tmp_path)
    text = "Open it:\nhttp://127.0.0.1/x/\n" + "-" * 79
    mail = EmailMultiAlternatives("Überprüft: ready", text, to=["a@b.example"])
    mail.attach_alternative("<p>Open it</p>", "text/html")
    backend = "django.core.mail.backends.filebased.EmailBackend"
    with get_connection(backend, file_path=str(tmp_path)) as sender:
        mail.connection = sender
        mail.send()
    return tmp_path


def test_health_needs_nobody_to_sign_in(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize(
    ("problem", "status", "wait"),
    [(OperationalError("database is locked"), 503, "10"), (ValueError("canary"), 500, None)],
)
def test_a_database_that_is_away_is_told_apart_from_a_fault(
    client: Client, monkeypatch: pytest.MonkeyPatch, problem: Exception, status: int, wait: str | None
) -> None:
    def fail() -> None:
        raise problem

    monkeypatch.setattr(views.connection, "cursor", fail)
    client.raise_request_exception = False

    response = client.get("/healthz")

    assert (response.status_code, response.headers.get("Retry-After")) == (status, wait)
    assert "canary" not in response.content.decode()
    assert "<h1" in response.content.decode()


def test_the_demo_shows_its_mails(client: Client, mailbox: Path) -> None:
    listed = client.get("/demo/mail/").content.decode()
    (name,) = [path.name for path in mailbox.iterdir()]
    shown = client.get(f"/demo/mail/{name}/").content.decode()

    assert "Überprüft: ready" in listed
    assert f'href="/demo/mail/{name}/"' in listed
    assert '<a href="http://127.0.0.1/x/" rel="nofollow">' in shown


@pytest.mark.parametrize("address", ["/demo/mail/", "/demo/mail/any.log/"])
def test_mails_are_shown_in_the_demo_only(
    client: Client, mailbox: Path, settings: Settings, address: str
) -> None:
    settings.DEMO = False

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["..%2Fsecret.key", "%2Fetc%2Fpasswd", "none.log"])
def test_nothing_but_mails_is_shown(client: Client, mailbox: Path, name: str) -> None:
    (mailbox.parent / "secret.key").write_text("canary")

    assert client.get(f"/demo/mail/{name}/").status_code == 404


def test_a_form_that_is_too_large_says_so(client: Client, settings: Settings) -> None:
    response = client.post("/account/login/", {"login": "x" * 13_000_000, "password": "y"})

    assert response.status_code == 413
    assert "too large" in response.content.decode()


def test_a_form_with_too_many_fields_is_refused(client: Client) -> None:
    response = client.post("/account/login/", {f"field{number}": "x" for number in range(9000)})

    assert response.status_code == 400
    assert "text/html" in response.headers["Content-Type"]


def test_staff_and_clients_sign_in_with_their_address(client: Client, dana: object) -> None:
    page = client.get("/account/login/")

    assert page.status_code == 200
    assert 'name="login"' in page.content.decode()


def test_the_log_names_the_view_and_never_the_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.addFilter(NoAddresses())

    client.get("/requests/open/canary-7f3a/")
    client.get("/nowhere/canary-7f3a/?q=canary-7f3a")

    assert [record.getMessage() for record in caplog.records] == ["404 in requests:open", "404 in no view"]
    assert "canary-7f3a" not in caplog.text


def test_a_refusal_is_logged_without_what_was_sent() -> None:
    nothing = (None, None, None)
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s", ("canary",), nothing)
    record.request, record.status_code = object(), 400

    NoAddresses().filter(record)

    assert (record.getMessage(), record.exc_info) == ("400 in no view", None)
