"""Reads every setting that varies from the environment, with its type and its default.

One table, so that the README and the settings speak of the same variables; a missing or malformed one is
refused by its name.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import quote

from config import reading as r

BROKERS = ("redis", "rediss", "redis+socket")


class SettingError(Exception):
    """A variable that cannot be used; the text names it and says what is expected."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{name}: {expected}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting: its name, how it is read, what stands when it is absent, what it is for.

    In a default {base} is the checkout, {data} and {port} are what was read before; "" leaves it empty.
    """

    name: str
    read: Callable[[str], Any]
    default: str
    meaning: str


VARIABLES = tuple(
    Variable(*row)
    for row in (
        ("DATA_DIR", r.folder, "{base}/var", "The folder of everything the service writes."),
        ("PORT", r.whole(1, 65535), "8000", "The port of the web server, on 127.0.0.1."),
        (
            "SITE_URL",
            r.address("http", "https"),
            "http://127.0.0.1:{port}",
            "The address that readers use; https turns on secure cookies.",
        ),
        ("ALLOWED_HOSTS", r.names, "", "More host names to answer to, separated by commas."),
        (
            "SECRET_KEY",
            r.text,
            "",
            "Signs sessions and links, seals passwords; made once as DATA_DIR/secret.key when absent.",
        ),
        ("DEBUG", r.flag, "0", "1 shows tracebacks on the page: never where others can reach it."),
        ("DEMO", r.flag, "0", "1 shows the mails that were sent at /demo/mail; the demo command sets it."),
        ("TIME_ZONE", r.zone, "UTC", "The house's own time zone; times are stored in UTC."),
        (
            "DATABASE_URL",
            r.database,
            "sqlite:///{data}/db.sqlite3",
            "The database, for instance postgres://user:password@host/name.",
        ),
        (
            "REDIS_URL",
            r.address(*BROKERS),
            "redis+socket://{data}/broker/broker.sock",
            "The broker; when absent a private one is started.",
        ),
        (
            "EMAIL_URL",
            r.mail,
            "file://{data}/mail",
            "Where mail goes, for instance smtp+tls://user:password@host:587.",
        ),
        ("DEFAULT_FROM_EMAIL", r.text, "Briefings <briefings@localhost>", "The sender of every mail."),
        (
            "STORAGE_URL",
            r.store,
            "file://{data}/files",
            "Where editions are kept, for instance s3://bucket/prefix.",
        ),
        (
            "ACCEL_REDIRECT_PREFIX",
            r.text,
            "",
            "The internal address under which nginx sends editions itself, for instance /editions.",
        ),
        (
            "COPY_KEY",
            r.text,
            "",
            "Keys the invisible mark of copies; made once as DATA_DIR/copy.key when absent: keep it.",
        ),
        ("SIGNING_KEY_FILE", r.file, "", "The private key (PEM, RSA or elliptic curve) that signs each PDF."),
        (
            "SIGNING_CERTIFICATE_FILE",
            r.file,
            "",
            "Its certificate (PEM), followed by those that vouch for it; both or neither are set.",
        ),
        (
            "CLAMD_SOCKET",
            r.file,
            "",
            "The socket of ClamAV, for instance /run/clamav/clamd.ctl: files of clients are scanned with it.",
        ),
        ("SIGNING_PASSPHRASE", r.text, "", "Opens the private key where it is encrypted."),
        ("ISSUER_NAME", r.text, "", "Who issues invoices; none are before name, address and IBAN are set."),
        ("ISSUER_ADDRESS", r.text, "", "The issuer's postal address, its lines separated by semicolons."),
        ("ISSUER_VAT_ID", r.text, "", "The issuer's VAT number, where it has one."),
        ("ISSUER_IBAN", r.iban, "", "The account to which invoices are paid."),
        ("INVOICE_DUE_DAYS", r.whole(0, 365), "30", "Days from the issue of an invoice until it is due."),
        (
            "JOB_LEASE_SECONDS",
            r.whole(1, 3600),
            "30",
            "How long a worker holds a job without a sign of life.",
        ),
        (
            "JOB_RING_SECONDS",
            r.whole(1, 3600),
            "10",
            "How long a job that was rung for may wait before it is rung for again.",
        ),
        ("JOB_ATTEMPTS", r.whole(1, 100), "3", "How often a job is tried before it is given up."),
        (
            "STAFF_MFA",
            r.flag,
            "1",
            "0 lets staff in without a second factor; the demo sets it, whose passwords are printed.",
        ),
        (
            "STAFF_SESSION_HOURS",
            r.whole(1, 720),
            "12",
            "How long staff stays signed in; clients stay for two weeks.",
        ),
        (
            "REAUTHENTICATE_MINUTES",
            r.whole(0, 1440),
            "15",
            "How long after a proof of who one is dangerous acts are done without another; 0 never asks.",
        ),
        (
            "INTAKE_EDIT_MINUTES",
            r.whole(0, 1440),
            "30",
            "How long a client may change or withdraw a request before staff sees it.",
        ),
        (
            "INTAKE_LEAST_SECONDS",
            r.whole(0, 600),
            "10",
            "A request of an unknown sender that took less to fill in is held for staff.",
        ),
        (
            "INTAKE_PER_ADDRESS",
            r.whole(1, 100_000),
            "5",
            "Requests of one unknown address in an hour; more are held for staff.",
        ),
        (
            "INTAKE_PER_NETWORK",
            r.whole(1, 100_000),
            "20",
            "Requests of unknown senders from one network in an hour; more are held for staff.",
        ),
        ("RENDER_CPU_SECONDS", r.whole(1, 3600), "60", "Processor time allowed to one PDF."),
        ("RENDER_WALL_SECONDS", r.whole(1, 3600), "90", "Time allowed to one PDF by the clock."),
        ("RENDER_MEMORY_BYTES", r.whole(10**8, 10**12), "1500000000", "Memory allowed to one PDF."),
        ("RENDER_MAX_PAGES", r.whole(1, 100_000), "500", "Pages allowed to one PDF."),
    )
)


def load(environ: Mapping[str, str], base: Path) -> dict[str, Any]:
    """Every variable read, or SettingError for the first that cannot be."""
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        data = quote(str(values.get("DATA_DIR", "")))
        fallback = variable.default.format(base=base, data=data, port=values.get("PORT"))
        raw = environ.get(variable.name)
        values[variable.name] = _read(variable, fallback if raw is None else raw, optional=raw is None)
    for name, leaf in (("SECRET_KEY", "secret.key"), ("COPY_KEY", "copy.key")):
        values[name] = values[name] or kept_secret(values["DATA_DIR"], leaf)
    if bool(values["SIGNING_KEY_FILE"]) != bool(values["SIGNING_CERTIFICATE_FILE"]):
        raise SettingError("SIGNING_KEY_FILE", "is set together with SIGNING_CERTIFICATE_FILE, or neither is")
    return values


def _read(variable: Variable, raw: str, *, optional: bool) -> Any:
    if optional and not raw:
        return [] if variable.read is r.names else ""
    try:
        return variable.read(raw)
    except (ValueError, LookupError) as error:
        raise SettingError(variable.name, str(error)) from None


def kept_secret(folder: Path, leaf: str = "secret.key") -> str:
    """A secret of this data folder; whoever comes first links it into place, never half written."""
    path = folder / leaf
    try:
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=folder) as draft:  # made for this user only
                draft.write(secrets.token_urlsafe(64))
                draft.flush()
                with suppress(FileExistsError):
                    os.link(draft.name, path)
        return path.read_text().strip()
    except OSError as error:
        problem = f"{folder} cannot be written ({error.strerror}); choose another folder"
        raise SettingError("DATA_DIR", problem) from None
