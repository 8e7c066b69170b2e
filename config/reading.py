"""How the text of a variable becomes a value: one function per kind, ValueError with what was expected.

Apart from `config.env`, so that the table of the settings can be read at a glance.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url


def text(raw: str) -> str:
    if not raw.strip():
        raise ValueError("must not be empty")
    return raw.strip()


def flag(raw: str) -> bool:
    match raw.strip().lower():
        case "1" | "true" | "yes" | "on":
            return True
        case "0" | "false" | "no" | "off" | "":
            return False
    raise ValueError(f"must be 1 or 0, not {raw!r}")


def whole(smallest: int, largest: int) -> Callable[[str], int]:
    def read(raw: str) -> int:
        if not raw.strip().isdecimal() or not smallest <= int(raw) <= largest:
            raise ValueError(f"must be a whole number from {smallest} to {largest}, not {raw!r}")
        return int(raw)

    return read


def iban(raw: str) -> str:
    """An account number whose check digits are right (ISO 13616), without its blanks."""
    plain = "".join(raw.split()).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", plain):
        raise ValueError("must be an IBAN, such as DE89 3704 0044 0532 0130 00")
    if int("".join(str(int(each, 36)) for each in plain[4:] + plain[:4])) % 97 != 1:
        raise ValueError("must be an IBAN: its check digits are wrong")
    return plain


def names(raw: str) -> list[str]:
    return [name.strip() for name in raw.split(",") if name.strip()]


def folder(raw: str) -> Path:
    return Path(text(raw)).expanduser().absolute()


file = folder  # a path is a path


def address(*schemes: str) -> Callable[[str], str]:
    def read(raw: str) -> str:
        parts = urlsplit(raw.strip())
        if parts.scheme not in schemes or not (parts.netloc or parts.path.strip("/")):
            raise ValueError(f"must be an address that starts with {' or '.join(s + '://' for s in schemes)}")
        return raw.strip().rstrip("/")

    return read


def zone(raw: str) -> str:
    try:
        ZoneInfo(raw.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"must be a time zone such as Europe/Rome, not {raw!r}") from None
    return raw.strip()


def database(raw: str) -> dict[str, Any]:
    if raw.partition("://")[0] not in ("postgres", "postgresql", "sqlite") or raw.endswith("://"):
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


def mail(raw: str) -> MailRoute:
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


def store(raw: str) -> ObjectStore:
    parts = urlsplit(raw.strip())
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    match parts.scheme:
        case "file" if parts.path.startswith("/"):
            return ObjectStore(folder=Path(unquote(parts.path)))
        case "s3" if parts.netloc and set(query) <= {"endpoint", "region"}:
            return ObjectStore(
                bucket=parts.netloc,
                prefix=parts.path.strip("/"),
                endpoint=query.get("endpoint", ""),
                region=query.get("region", ""),
            )
    raise ValueError("must be file:///folder or s3://bucket/prefix?endpoint=https://host&region=name")
