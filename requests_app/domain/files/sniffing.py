"""Tells the kind of a file from its content, for the few kinds that are taken, and refuses everything else.

Written here rather than taken from a library: those guess among thousands of kinds by the first bytes, and
what is needed is the reverse, that the whole file is one of thirteen kinds and nothing else besides.
"""

import re
import zipfile
from typing import BinaryIO

from requests_app.domain.files import containers
from requests_app.domain.files.kinds import ACCEPTED, MOST_BYTES, FileRefusedError, Kind
from requests_app.domain.files.naming import ending_of

HEAD = 1_024
_PICTURES = ((b"\x89PNG\r\n\x1a\n", Kind.PNG), (b"\xff\xd8\xff", Kind.JPEG))
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = b"PK\x03\x04"
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
_MARKUP = re.compile(
    r"<\s*(?:!doctype|\?xml|html|head|body|script|style|svg|math|iframe|object|embed|img|table|title|a\s|!--)",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"\A\s*(?:#!|%!|\{\\rtf|<\?|From \S+ |MIME-Version:)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_TEXTS = {ending: kind for kind in Kind if kind.is_text for ending in kind.endings}


def kind_of(file: BinaryIO, name: str) -> Kind:
    """The kind that the whole content proves; raises FileRefusedError. `file` can be moved about in."""
    size = file.seek(0, 2)
    if not size:
        raise FileRefusedError("It is empty. Choose the file once more; perhaps it was not saved yet.")
    if size > MOST_BYTES:
        raise FileRefusedError(f"It is larger than {MOST_BYTES // 2**20} MB. Make it smaller, or divide it.")
    head = _at(file, 0, HEAD)
    if head.startswith(_PACKED):
        return containers.kind_of(file, size)
    if head.startswith(_COMPOUND):
        raise FileRefusedError(
            "It is locked with a password or of an old office format. "
            "Save it without a password as DOCX, XLSX, PPTX or PDF."
        )
    kind = _by_head(file, head, size) or _text(file, name)
    _refuse_second_face(file, kind)
    return kind


def _by_head(file: BinaryIO, head: bytes, size: int) -> Kind | None:
    for magic, kind in _PICTURES:
        if head.startswith(magic):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head.startswith(b"%PDF-"):
        _check_pdf(file, size)
        return Kind.PDF
    return None


def _check_pdf(file: BinaryIO, size: int) -> None:
    """Whole to its end, open to be read, and without what a reader program would run or unpack."""
    content = _at(file, 0, size)
    last = content.rfind(b"%%EOF")
    if last < 0 or content[last + 5 :].strip(b"\0\t\n\x0c\r "):
        raise FileRefusedError("This PDF is damaged or has something else behind its end. Save it anew.")
    if b"/Encrypt" in content:
        raise FileRefusedError("This PDF is locked and cannot be checked. Save it without a password.")
    if _ACTIVE.search(content):
        raise FileRefusedError(
            "This PDF holds a script or another file inside it. Print it to a new PDF and choose that one."
        )


def _refuse_second_face(file: BinaryIO, kind: Kind) -> None:
    """An archive behind a text or a PDF; a picture loses whatever is behind it when it is made anew."""
    file.seek(0)
    if not kind.is_picture and zipfile.is_zipfile(file):
        raise FileRefusedError("There is an archive hidden in it. Choose the file without the archive.")


def _text(file: BinaryIO, name: str) -> Kind:
    """Plain text to the last letter, by the name one of the three kinds of it."""
    ending = ending_of(name)
    kind = _TEXTS.get(ending) if ending else Kind.TEXT
    text = _decoded(_at(file, 0, MOST_BYTES))
    if text is None or _CONTROLS.search(text):
        raise FileRefusedError(f"It is of no kind that we take. We take {ACCEPTED}.")
    if _SCRIPT.match(text) or _MARKUP.search(text[:HEAD]):
        raise FileRefusedError(f"It is a page, a drawing or a program made of text. We take {ACCEPTED}.")
    if not text.strip():
        raise FileRefusedError("There is nothing but empty space in it. Choose another file.")
    if kind is None:
        raise FileRefusedError(
            f"It holds plain text under a name that ends in .{ending[:12]}. We take {ACCEPTED}."
        )
    return kind


def _decoded(content: bytes) -> str | None:
    """Text as the programs of our clients write it: UTF-8, UTF-16 with its mark, or an older Western code."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for code in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    return None


def _at(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
