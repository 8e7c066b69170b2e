"""Takes out of a PDF of ours what it was made from: the snapshot that travels inside."""

import io

import pikepdf

from reports.rendering.printed import SOURCE


class NoSourceError(ValueError):
    """There is no snapshot to be had from the file; the sentence says why."""


def source(pdf: bytes) -> str:
    """The canonical JSON inside an edition or a copy of it; raises NoSourceError."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            if SOURCE not in opened.attachments:
                raise NoSourceError(f"No {SOURCE} travels in this file: it is no edition, or an old one.")
            return opened.attachments[SOURCE].get_file().read_bytes().decode()
    except pikepdf.PasswordError as problem:
        raise NoSourceError("The file is locked with a password; take one that is not.") from problem
    except (pikepdf.PdfError, UnicodeDecodeError) as problem:
        raise NoSourceError("The file is damaged, or no PDF.") from problem
