"""Small files of each kind, made here byte by byte, and what hides in files that are refused."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

_MAIN = "application/vnd.openxmlformats-officedocument."
_TYPES = f'<Types><Override ContentType="{_MAIN}%s.main+xml"/></Types>'
_DOCX = {
    "[Content_Types].xml": _TYPES % "wordprocessingml.document",
    "word/document.xml": "<w:document>We lease two berths.</w:document>",
}


def docx(more: Mapping[str, str | bytes] | None = None, **options: Any) -> bytes:
    """A document of Word with more entries."""
    return packed({**_DOCX, **(more or {})}, **options)


def office(main: str) -> bytes:
    """A document of the office format whose main part is of that type."""
    return packed({"[Content_Types].xml": _TYPES % main})


def odf(kind: str) -> bytes:
    """An OpenDocument file of that type."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<office/>", zipfile.ZIP_DEFLATED)
    return written.getvalue()


def packed(entries: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these entries."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return written.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """A picture of that format."""
    written = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(written, kind, **options)
    return written.getvalue()
