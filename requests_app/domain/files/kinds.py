"""The kinds of files that are taken, and the one refusal of all others.

The list is short on purpose: each kind on it can be checked whole, or be made anew from its pixels.
"""

from enum import StrEnum

MOST_FILES = 10
MOST_BYTES = 10 * 2**20


class FileRefusedError(Exception):
    """The file is not taken; the sentence says why and what to do."""


class Kind(StrEnum):
    """A kind by the ending of its name; `.media_type` is what it is sent as."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"
    TEXT = "txt"
    CSV = "csv"
    MARKDOWN = "md"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"

    @property
    def media_type(self) -> str:
        """Its media type (IANA)."""
        return _MEDIA_TYPES[self]

    @property
    def is_picture(self) -> bool:
        """Whether it is decoded and encoded anew before it is kept."""
        return self in (Kind.PNG, Kind.JPEG, Kind.WEBP)

    @property
    def is_text(self) -> bool:
        """Whether its content is plain text, whose name alone tells the kind."""
        return self in (Kind.TEXT, Kind.CSV, Kind.MARKDOWN)

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS.get(self, self.value.upper())

    @property
    def endings(self) -> tuple[str, ...]:
        """How the name of such a file may end; the first is the usual one."""
        return (self.value, *_OTHER_ENDINGS.get(self, ()))


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.WEBP: "image/webp",
    Kind.TEXT: "text/plain",
    Kind.CSV: "text/csv",
    Kind.MARKDOWN: "text/markdown",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.PPTX: f"{_OFFICE}.presentationml.presentation",
    Kind.ODT: f"{_OPEN}.text",
    Kind.ODS: f"{_OPEN}.spreadsheet",
    Kind.ODP: f"{_OPEN}.presentation",
}
_LABELS = {
    Kind.JPEG: "JPEG picture",
    Kind.PNG: "PNG picture",
    Kind.WEBP: "WebP picture",
    Kind.TEXT: "plain text",
    Kind.MARKDOWN: "Markdown",
}
_OTHER_ENDINGS = {Kind.JPEG: ("jpeg", "jpe"), Kind.TEXT: ("text",), Kind.MARKDOWN: ("markdown",)}

ENDINGS = tuple(ending for kind in Kind for ending in kind.endings)
ACCEPTED = "PDF, PNG, JPEG, WebP, plain text, CSV, Markdown, DOCX, XLSX, PPTX, ODT, ODS and ODP"
"""The list that a refusal and the form say."""
