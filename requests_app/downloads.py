"""The door for a client's files: saved, never shown, and recorded where somebody of the house takes one.

Whoever calls it has asked whether this person may have the file; the headers see to it that no browser runs
or draws what a stranger has written.
"""

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.text import slugify

from reports import downloads
from reports.models import User
from reports.services import storing
from requests_app.models import Attachment
from requests_app.services import attaching


def send(attachment: Attachment, *, staff: User | None) -> HttpResponseBase:
    """The file in pieces, to be saved under its name; `staff` is who takes it, when it is not its owner."""
    if not attachment.stored_name:
        raise Http404  # it was removed; the row says that there was one
    try:
        file = storing.opened(attachment.stored_name)
    except storing.FileDamagedError:
        return downloads.unavailable()
    if staff:
        attaching.record_download(attachment, by=staff)
    response = FileResponse(
        file,
        content_type=attachment.media_type,
        headers={
            "Content-Length": str(attachment.size),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
    # Set last: the response would name the file by its digest, and show it.
    response["Content-Disposition"] = downloads.saved_as(attachment.name, _in_ascii(attachment))
    return response


def _in_ascii(attachment: Attachment) -> str:
    stem, _, ending = attachment.name.rpartition(".")
    return f"{slugify(stem) or f'file-{attachment.position}'}.{ending}"
