"""Reads the notice that a mail could not be delivered (RFC 3464) and marks the mail that it is about.

A notice comes from any server and can be forged, so it is believed only where it returns the identifier of a
mail of ours together with the address that the mail went to; nothing of its own words but one line is kept.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from typing import Any

from django.db.models.functions import Now

from reports.models import Mail

MOST_BYTES = 2 * 2**20
_STATUS = re.compile(r"[45]\.\d{1,3}\.\d{1,3}")
_IDENTIFIER = re.compile(rb"^message-id:\s*(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


class BounceRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It is no notice that can be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One reader that a notice names: its address in lower case, and why nothing arrived, on one line."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says: the identifier of the mail that came back, and whom it did not reach."""

    message_id: str
    failures: tuple[Failure, ...]


def read(raw: bytes) -> Notice:
    """The notice in these bytes; raises BounceRefused for anything else."""
    if len(raw) > MOST_BYTES:
        raise BounceRefused(f"This has {len(raw):,} bytes; a notice has at most {MOST_BYTES:,}.")
    message = email.message_from_bytes(raw, policy=default)
    report = next((part for part in message.walk() if _type(part) == "message/delivery-status"), None)
    if report is None:
        raise BounceRefused("This is no notice of a failed delivery: it has no delivery status (RFC 3464).")
    identifier = next((found for part in message.walk() if (found := _returned(part))), "")
    if not identifier:
        raise BounceRefused("The notice does not return the identifier of the mail that it is about.")
    return Notice(identifier, tuple(_failures(report)))


def record(notice: Notice) -> list[Mail]:
    """Mark the mails that did not arrive; one that is marked already keeps its first reason."""
    marked = []
    for failure in notice.failures:
        ours = Mail.objects.filter(message_id=notice.message_id, to__iexact=failure.address)
        ours.filter(bounced_at=None).update(bounced_at=Now(), bounce_reason=failure.reason)
        marked += list(ours)
    return marked


def _type(part: EmailMessage) -> str:
    return str(part.get_content_type())


def _returned(part: EmailMessage) -> str:
    """The identifier in the part that holds the returned mail or its headers."""
    if _type(part) not in _RETURNED:
        return ""
    inner: Any = part.get_payload()
    whole = inner[0].as_bytes() if isinstance(inner, list) else part.get_payload(decode=True)
    found = _IDENTIFIER.search(bytes(whole or b""))
    return found[1].decode("ascii", "replace") if found else ""


def _failures(report: EmailMessage) -> Iterator[Failure]:
    """The readers whose mail failed for good; the first block of a report is about the server."""
    blocks: Any = report.get_payload()
    for block in blocks[1:] if isinstance(blocks, list) else []:
        if _field(block, "Action").lower() != "failed":
            continue
        reason = " ".join((_status(block), _without_kind(_field(block, "Diagnostic-Code")))).strip()
        for name in ("Original-Recipient", "Final-Recipient"):
            address = _without_kind(_field(block, name)).strip("<>").lower()
            if address:
                yield Failure(address, reason[:300] or "No reason was given.")
                break


def _status(block: EmailMessage) -> str:
    found = _STATUS.search(_field(block, "Status"))
    return found[0] if found else ""


def _field(block: EmailMessage, name: str) -> str:
    """A field on one line, without what a screen cannot show."""
    return " ".join("".join(each if each.isprintable() else " " for each in str(block.get(name, ""))).split())


def _without_kind(value: str) -> str:
    """The value behind `rfc822;` or `smtp;`."""
    return value.partition(";")[2].strip() if ";" in value else value
