"""The door for files out: the only way a PDF leaves the house.

What leaves is a copy, stamped for whoever takes it and signed where signing is on, and recorded; a file that
cannot be read, copied, locked or signed is a page that says so, never half a document, never one that is
open or unsigned.
"""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import storages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from reports.domain.snapshot import Snapshot
from reports.models import DataExport, Download, Edition, Report, User
from reports.rendering.printed import RenderFailed
from reports.services import access, copies, corrections, locks, pages, pictures, storing
from reports.services.copies import Recipient

log = logging.getLogger(__name__)

_DIGEST = re.compile(r"[0-9a-f]{64}")
RETRY_SECONDS = 120


def send_briefing(user: User | AnonymousUser, slug: str, *, address: str) -> HttpResponse:
    """The PDF of a published briefing; where the gate does not open it whole, it does not exist."""
    edition, _, is_open = _opened(user, slug)
    reader = user if isinstance(user, User) else None
    return send(edition, reader=reader, address=address, shared=is_open)


def send_picture(user: User | AnonymousUser, slug: str, digest: str) -> HttpResponse:
    """A picture of a published briefing, for those who may read all of it."""
    _, snapshot, is_open = _opened(user, slug)
    figure = next((each for each in snapshot.figures if each.digest == digest), None)
    if figure is None:
        raise Http404
    return _picture(digest, figure.media_type, shared=is_open)


def _opened(user: User | AnonymousUser, slug: str) -> tuple[Edition, Snapshot, bool]:
    """The published edition as this reader may see it, and whether everybody may; 404 where not whole."""
    publication = pages.publication(slug)
    if publication is None:
        raise Http404
    edition = publication.edition
    seen = access.open_edition(access.NOBODY, edition)
    is_open = isinstance(seen, access.Whole)
    if not is_open:
        seen = access.open_edition(access.reader_of(user), edition)
    if not isinstance(seen, access.Whole):
        raise Http404
    return edition, seen.snapshot, is_open


def send(
    edition: Edition,
    *,
    reader: User | None,
    address: str,
    shared: bool = False,
    recipient: Recipient | None = None,
    password: str = "",
) -> HttpResponse:
    """Hand out a copy of an edition and record it. The caller has asked whether this reader may have it.

    `shared` says that everybody may: the same file for all, which caches may keep. Else it is made out to the
    recipient, by default the reader, and locked with the password that is given, else with the report's own.
    """
    recall = corrections.recall_of(edition)
    if recall and not (reader and reader.is_staff):
        return _page("reports/recalled.html", {"recall": recall}, status=410)
    try:
        if shared:
            response, rows = _shared(edition), []
        else:
            known = recipient or (copies.recipient_of(reader) if reader else Recipient())
            lock = password or locks.password_of(edition)
            made = copies.prepare(edition, known, reader=reader, password=lock)
            response, rows = _file(made.pdf), [made.copy]
    except OSError:
        return unavailable()
    except copies.CopyFailedError as problem:
        log.error("no copy of edition %s can be made: %s", edition.pk, problem)
        cause = str(problem) if reader and reader.is_staff else ""
        context = {"cause": cause, "is_locked": isinstance(problem, locks.LockFailedError)}
        return _page("reports/no_copy.html", context, status=503)
    with transaction.atomic():
        for row in (*rows, Download(edition=edition, reader=reader, address=address[:254])):
            row.save()
    response["Content-Disposition"] = _disposition(edition)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-cache" if shared else "private, no-store"
    return response


def send_paper(make: Callable[[], bytes], *, name: str) -> HttpResponse:
    """A paper that is printed for one reader now and not kept; the caller has asked who may have it."""
    try:
        response = _file(make())
    except RenderFailed as problem:
        log.error("%s cannot be printed: %s", name, problem)
        return unavailable()
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def send_archive(export: DataExport) -> HttpResponseBase:
    """A person's archive, in pieces; the caller has asked whether it is this person's and still kept."""
    try:
        file = storing.opened(export.stored_name)
    except storing.FileDamagedError:
        return unavailable()
    response = FileResponse(
        file,
        content_type="application/zip",
        headers={
            "Content-Length": str(export.size),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
    response["Content-Disposition"] = f'attachment; filename="my-data-{export.asked_at:%Y-%m-%d}.zip"'
    return response


def send_kept_picture(digest: str) -> HttpResponse:
    """A picture of a text that is being written, for staff; the caller has asked whether they may see it."""
    if _DIGEST.fullmatch(digest):
        for media_type in pictures.SUFFIXES:
            if pictures.is_kept(digest, media_type):
                return _picture(digest, media_type)
    raise Http404


def _picture(digest: str, media_type: str, *, shared: bool = False) -> HttpResponse:
    """The picture's bytes; its address is its digest, so it is asked for again only to ask who may see it."""
    try:
        content = pictures.read(digest, media_type)
    except storing.FileDamagedError:
        return unavailable()
    kept = "public, max-age=3600" if shared else "private, max-age=600"
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": kept}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _shared(edition: Edition) -> HttpResponse:
    """What is the same for everybody: its bytes, or the order to the web server in front to send it."""
    prefix: str = settings.ACCEL_REDIRECT_PREFIX
    if not prefix or copies.are_signed():
        return _file(copies.public(edition))
    if storages["editions"].size(edition.pdf_name) != edition.pdf_size:
        raise storing.FileDamagedError("The stored file is not the one that was issued.")
    return HttpResponse(
        content_type="application/pdf",
        headers={"X-Accel-Redirect": str(PurePosixPath("/", prefix, edition.pdf_name))},
    )


def _file(content: bytes) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Length": str(len(content))}
    )


def _disposition(edition: Edition) -> str:
    """A name in ASCII and, where that loses something, in UTF-8; of a tailored report only its number."""
    suffix = f"-edition-{edition.number}" if edition.number > 1 else ""
    full = f"{_name(edition.report)}{suffix}.pdf"
    plain = f"{slugify(_name(edition.report)) or f'briefing-{edition.report_id}'}{suffix}.pdf"
    return saved_as(full, plain)


def saved_as(full: str, plain: str) -> str:
    """The header that names a file to be saved (RFC 6266): `plain` is for those who read ASCII only."""
    if full.isascii():
        return str(content_disposition_header(True, full))
    extended = str(content_disposition_header(True, full)).removeprefix("attachment; ")
    return f'attachment; filename="{plain}"; {extended}'


def _name(report: Report) -> str:
    return report.slug if report.is_briefing else report.reference


def unavailable() -> HttpResponse:
    """The page in the place of a file that the storage cannot give just now."""
    return _page("503.html", {}, status=503)


def _page(template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """A page in the place of the file; what passes says when to come again."""
    headers = {"Cache-Control": "no-store"}
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_SECONDS)
    return HttpResponse(render_to_string(template, context), status=status, headers=headers)
