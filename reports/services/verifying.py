"""Answers whether a document is ours and still stands, to anybody, and never for whom it was made.

The title of a tailored report is as secret as its text; that of a briefing is told as far as its series goes.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from reports.domain import codes
from reports.models import Copy, Edition, Publication
from reports.services import access

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class Standing(StrEnum):
    """What can be said of a code or a file."""

    AUTHENTIC = "authentic"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Notice:
    """A correction; its text only where everybody may read the briefing."""

    label: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The standing of an edition, its number and date, and what may be told of it."""

    standing: Standing
    number: int = 0
    issued: datetime | None = None
    latest: int = 0
    title: str = ""
    slug: str = ""
    notices: tuple[Notice, ...] = ()


UNKNOWN = Answer(Standing.UNKNOWN)


def by_code(text: str) -> Answer:
    """The standing of the edition with that code, or of the one from which the copy with it was made."""
    return _answer(edition_of(text))


def by_digest(sha256: str) -> Answer:
    """The standing of the file with that SHA-256, which is ours to the byte or not at all."""
    digest = sha256.strip().lower()
    if not _SHA256.match(digest):
        return UNKNOWN
    stored = _editions().filter(pdf_sha256=digest).first()
    return _answer(stored or _edition_of_copy(sha256=digest))


def edition_of(text: str) -> Edition | None:
    """The edition with that code, or from which the copy with it was made."""
    code = codes.parse(text) or ""
    return _edition_of(code) or _edition_of_copy(code=code)


def looks_like_digest(text: str) -> bool:
    return bool(_SHA256.match(text.strip().lower()))


def _editions() -> QuerySet[Edition]:
    editions: QuerySet[Edition] = Edition.objects.select_related("report__series").defer("html")
    return editions


def _edition_of(code: str) -> Edition | None:
    """The newest edition whose snapshot has that code; codes are longer than what they are looked up by."""
    first = codes.first_of(code) if code else ""
    found = _editions().filter(snapshot_sha256__gte=first, snapshot_sha256__lt=f"{first}g") if first else []
    return next((each for each in found if codes.of_digest(each.snapshot_sha256) == code), None)


def _edition_of_copy(**known: str) -> Edition | None:
    copy = Copy.objects.filter(**known).first()
    return _editions().filter(pk=copy.edition_id).first() if copy else None


def _answer(edition: Edition | None) -> Answer:
    if edition is None:
        return UNKNOWN
    latest = edition.report.editions.order_by("-number").values_list("number", flat=True)[0]
    corrections = list(edition.corrections.all())
    publication = Publication.objects.filter(report=edition.report).select_related("report__series").first()
    item = access.item_of(publication.report, publication.marking) if publication else None
    is_known = item is not None and access.exists(access.NOBODY, item)
    if any(each.kind_recalls for each in corrections):
        standing = Standing.WITHDRAWN
    else:
        standing = Standing.SUPERSEDED if latest > edition.number else Standing.AUTHENTIC
    is_open = item is not None and access.may_read_whole(access.NOBODY, item)
    return Answer(
        standing=standing,
        number=edition.number,
        issued=edition.frozen_at,
        latest=latest,
        title=publication.title if publication and is_known else "",
        slug=publication.slug if publication and is_known else "",
        notices=tuple(
            Notice(each.get_kind_display(), each.at, each.text if is_open else "") for each in corrections
        ),
    )
