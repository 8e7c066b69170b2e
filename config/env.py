"""Reads every setting that varies from the environment, with its type and its default.

One table, so that the README, `doctor` and the settings speak of the same variables; a missing or malformed one is
refused by its name.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url


class BadSetting(Exception):
    """A variable that cannot be used; the text names it and says what is expected."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{name}: {expected}")
        self.name = name


def _text(raw: str) -> str:
    if not raw.strip():
        raise ValueError("must not be empty")
    return raw.strip()


def _flag(raw: str) -> bool:
    match raw.strip().lower():
        case "1" | "true" | "yes" | "on":
            return True
        case "0" | "false" | "no" | "off" | "":
            return False
    raise ValueError(f"must be 1 or 0, not {raw!r}")


def _whole(smallest: int, largest: int) -> Callable[[str], int]:
    def read(raw: str) -> int:
        if not raw.strip().isdecimal() or not smallest <= int(raw) <= largest:
            raise ValueError(f"must be a whole number from {smallest} to {largest}, not {raw!r}")
        return int(raw)

    return read


def _names(raw: str) -> list[str]:
    return [name.strip() for name in raw.split(",") if name.strip()]


def _folder(raw: str) -> Path:
    return Path(_text(raw)).expanduser().absolute()


def _address(*schemes: str) -> Callable[[str], str]:
    def read(raw: str) -> str:
        parts = urlsplit(raw.strip())
        if parts.scheme not in schemes or not (parts.netloc or parts.path.strip("/")):
            raise ValueError(f"must be an address that starts with {' or '.join(s + '://' for s in schemes)}")
        return raw.strip().rstrip("/")

    return read


def _zone(raw: str) -> str:
    try:
        ZoneInfo(raw.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"must be a time zone such as Europe/Rome, not {raw!r}") from None
    return raw.strip()


def _database(raw: str) -> dict[str, Any]:
    if raw.split("://")[0] not in ("postgres", "postgresql", "sqlite") or raw.endswith("://"):
        raise ValueError("must be an address such as postgres://user:password@host/name")
    return dict(dj_database_url.parse(raw.strip()))


@dataclass(frozen=True, slots=True)
class MailRoute:
    """How mail leaves: by SMTP, or into a folder."""

    folder: Path | None = None
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def _mail(raw: str) -> MailRoute:
    parts = urlsplit(raw.strip())
    match parts.scheme:
        case "file" if parts.path.startswith("/"):
            return MailRoute(folder=Path(unquote(parts.path)))
        case "smtp" | "smtp+tls" | "smtps" if parts.hostname:
            return MailRoute(
                host=parts.hostname,
                port=parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
                user=unquote(parts.username or ""),
                password=unquote(parts.password or ""),
                starttls=parts.scheme == "smtp+tls",
                tls=parts.scheme == "smtps",
            )
    raise ValueError("must be smtp://, smtp+tls:// or smtps://user:password@host:port, or file:///folder")


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """Where editions are kept: a folder, or a bucket (its keys come from the usual AWS_ variables)."""

    folder: Path | None = None
    bucket: str = ""
    prefix: str = ""
    endpoint: str = ""
    region: str = ""


def _store(raw: str) -> ObjectStore:
    parts = urlsplit(raw.strip())
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    match parts.scheme:
        case "file" if parts.path.startswith("/"):
            return ObjectStore(folder=Path(unquote(parts.path)))
        case "s3" if parts.netloc and set(query) <= {"endpoint", "region"}:
            return ObjectStore(bucket=parts.netloc, prefix=parts.path.strip("/"), **query)
    raise ValueError("must be file:///folder or s3://bucket/prefix?endpoint=https://host&region=name")


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting: its name, how it is read, what stands when it is absent ({data} and {port} are filled in), what it is for."""

    name: str
    read: Callable[[str], Any]
    default: str
    meaning: str


VARIABLES = (
    Variable("DATA_DIR", _folder, "{base}/var", "The folder of everything the service writes."),
    Variable("PORT", _whole(1, 65535), "8000", "The port of the web server, on 127.0.0.1."),
    Variable("SITE_URL", _address("http", "https"), "http://127.0.0.1:{port}", "The address that readers use; https turns on secure cookies."),
    Variable("ALLOWED_HOSTS", _names, "", "More host names to answer to, separated by commas."),
    Variable("SECRET_KEY", _text, "", "Signs sessions and links; made once as DATA_DIR/secret.key when absent."),
    Variable("DEBUG", _flag, "0", "1 shows tracebacks on the page: never where others can reach it."),
    Variable("DEMO", _flag, "0", "1 shows the mails that were sent at /demo/mail; the demo command sets it."),
    Variable("TIME_ZONE", _zone, "UTC", "The house's own time zone; times are stored in UTC."),
    Variable("DATABASE_URL", _database, "sqlite:///{data}/db.sqlite3", "The database, for instance postgres://user:password@host/name."),
    Variable("REDIS_URL", _address("redis", "rediss", "redis+socket"), "redis+socket://{data}/broker/broker.sock", "The broker; when absent a private one is started."),
    Variable("EMAIL_URL", _mail, "file://{data}/mail", "Where mail goes, for instance smtp+tls://user:password@host:587."),
    Variable("DEFAULT_FROM_EMAIL", _text, "Briefings <briefings@localhost>", "The sender of every mail."),
    Variable("STORAGE_URL", _store, "file://{data}/files", "Where editions are kept, for instance s3://bucket/prefix."),
    Variable("ACCEL_REDIRECT_PREFIX", _text, "", "The internal address under which nginx sends editions itself, for instance /editions."),
    Variable("JOB_LEASE_SECONDS", _whole(1, 3600), "30", "How long a worker holds a job without a sign of life."),
    Variable("JOB_RING_SECONDS", _whole(1, 3600), "10", "How long a job that was rung for may wait before it is rung for again."),
    Variable("JOB_ATTEMPTS", _whole(1, 100), "3", "How often a job is tried before it is given up."),
    Variable("RENDER_CPU_SECONDS", _whole(1, 3600), "60", "Processor time allowed to one PDF."),
    Variable("RENDER_WALL_SECONDS", _whole(1, 3600), "90", "Time allowed to one PDF by the clock."),
    Variable("RENDER_MEMORY_BYTES", _whole(10**8, 10**12), "1500000000", "Memory allowed to one PDF."),
    Variable("RENDER_MAX_PAGES", _whole(1, 100_000), "500", "Pages allowed to one PDF."),
)  # fmt: skip


def load(environ: Mapping[str, str], base: Path) -> dict[str, Any]:
    """Every variable read, or BadSetting for the first that cannot be."""
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        data = quote(str(values.get("DATA_DIR", "")))
        fallback = variable.default.format(base=base, data=data, port=values.get("PORT"))
        raw = environ.get(variable.name)
        values[variable.name] = _read(variable, fallback if raw is None else raw, optional=raw is None)
    values["SECRET_KEY"] = values["SECRET_KEY"] or kept_secret(values["DATA_DIR"])
    return values


def _read(variable: Variable, raw: str, *, optional: bool) -> Any:
    if optional and not raw:
        return [] if variable.read is _names else ""
    try:
        return variable.read(raw)
    except (ValueError, LookupError) as error:
        raise BadSetting(variable.name, str(error)) from None


def kept_secret(folder: Path) -> str:
    """The secret key of this data folder, made by whoever comes first: linked into place whole, never half written."""
    path = folder / "secret.key"
    try:
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = folder / f"secret.{os.getpid()}.tmp"
            with open(draft, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:  # noqa: PTH123
                file.write(secrets.token_urlsafe(64))
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise BadSetting("DATA_DIR", f"{folder} cannot be written ({error.strerror}); choose another folder") from None
