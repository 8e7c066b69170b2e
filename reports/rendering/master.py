"""From the printed PDF to a master that is copied by changing bytes at known places.

`make` gives every page the form in which a copy says for whom it is, and makes each line of text movable by
a hair; `Master` finds these places again in a stored file and writes copies. Same bytes in, same bytes out.
"""

import io
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reports.rendering import embedding, slots, stamp

_LEFT, _BOTTOM = 70.87, 22.0
"""Where the stamp stands on a page, in points: on the text's left edge, below the running foot."""
_PAGE_MARK = b"%%copy-page-%05d\n"
_NOBODY = uuid.UUID(int=0)
_XMP_END = b"</rdf:RDF>"
_XMP_NAMES = (
    '<rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"><xmpMM:DocumentID>{document}'
    "</xmpMM:DocumentID><xmpMM:InstanceID>{instance}</xmpMM:InstanceID></rdf:Description>"
)
_INSTANCE = re.compile(rb"<xmpMM:InstanceID>uuid:([0-9a-f-]{36})<")
_IDENTITY = re.compile(rb"/ID ?\[ ?<([0-9a-fA-F]{32})> ?<([0-9a-fA-F]{32})>")
_DRAWN = (
    b"\nQ\n/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC\nq /CopyStamp Do Q\nEMC\n"
)


class NotAMasterError(ValueError):
    """The bytes are no PDF of which copies could be made."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in the file and what it can hold."""

    start: int
    end: int
    ways: tuple[slots.Way, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """The slots of a page and where its checksum lies."""

    slots: tuple[_Slot, ...]
    checksum: int
    former: int


@dataclass(frozen=True, slots=True)
class Master:
    """A PDF and its changeable places, as offsets."""

    pdf: bytes
    pages: tuple[_Page, ...]
    form_at: int
    name_at: int
    trailers_at: tuple[int, ...]
    advances: dict[int, int]

    @property
    def lines(self) -> int:
        """How many lines can be moved."""
        return sum(len(page.slots) for page in self.pages)

    def beginnings(self) -> list[list[tuple[float, float]]]:
        """Where the movable lines of each page begin, in CSS pixels from the upper left corner."""
        return [
            [
                (float(x), float(y))
                for x, y in (self.pdf[slot.start : slot.end].split() for slot in page.slots)
            ]
            for page in self.pages
        ]

    def copy(self, said: stamp.Stamp, *, ways: bytes, instance: uuid.UUID) -> bytearray:
        """The copy of somebody: the stamp, each line moved one of four ways, and a name of its own."""
        pdf = bytearray(self.pdf)
        form = stamp.stream(said, self.advances)
        pdf[self.form_at : self.form_at + len(form)] = form
        pdf[self.name_at : self.name_at + 36] = str(instance).encode()
        for at in self.trailers_at:
            pdf[at : at + 32] = instance.hex.encode()
        first = 0
        for page in self.pages:
            _move(pdf, page, ways[first : first + len(page.slots)])
            first += len(page.slots)
        return pdf


def _move(pdf: bytearray, page: _Page, ways: bytes) -> None:
    low = high = 0
    for slot, number in zip(page.slots, ways, strict=True):
        way = slot.ways[number]
        pdf[slot.start : slot.end] = way.text
        low += way.first
        high += way.second
    pdf[page.checksum : page.checksum + 4] = slots.checksum(page.former, low, high)


# --- Making one ----------------------------------------------------------------------------------


def make(printed: bytes, *, identity: bytes) -> bytes:
    """The master of a printed PDF; `identity` are 16 bytes that name it in its trailer and metadata.

    Raises NotAMasterError when the bytes are no PDF, FontMissingError where the stamp's font is missing.
    """
    try:
        with pikepdf.open(io.BytesIO(printed)) as pdf:
            form = _form(pdf)
            plan = [_rewrite(pdf, page, form, number) for number, page in enumerate(pdf.pages)]
            _describe(pdf, identity)
            _keep(pdf, plan)
            written = io.BytesIO()
            pdf.save(
                written,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                recompress_flate=False,
                deterministic_id=True,
            )
    except pikepdf.PdfError as problem:
        raise NotAMasterError("The file is no PDF that can be copied.") from problem
    made = _IDENTITY.sub(b"/ID [<%s><%s>" % (identity.hex().encode(), b"0" * 32), written.getvalue())
    load(made)  # a file of which no copy can be made must not become an edition
    return made


def _rewrite(pdf: pikepdf.Pdf, page: pikepdf.Page, form: pikepdf.Object, number: int) -> dict[str, Any]:
    """Give the page its stamp and its slots; what is returned finds them again in the saved file."""
    page.contents_coalesce()
    content = b"q\n" + page.obj.Contents.read_bytes() + _DRAWN
    packed = slots.pack(content, mark=_PAGE_MARK % number)
    stream = pikepdf.Stream(pdf, b"")
    stream.write(packed.data, filter=Name.FlateDecode)
    page.obj.Contents = pdf.make_indirect(stream)
    if Name.XObject not in page.obj.Resources:
        page.obj.Resources.XObject = Dictionary()
    page.obj.Resources.XObject[Name.CopyStamp] = form
    return {"size": len(packed.data), "slots": packed.slots}


def _form(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The one form that all pages draw."""
    form = pikepdf.Stream(pdf, b"")
    form.write(stamp.stream(stamp.Stamp(), {}), filter=Name.FlateDecode)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, stamp.WIDTH, stamp.HEIGHT])
    form.Matrix = Array([1, 0, 0, 1, _LEFT, _BOTTOM])
    form.Resources = Dictionary(Font=Dictionary(F=embedding.font(pdf)))
    return pdf.make_indirect(form)


def _describe(pdf: pikepdf.Pdf, identity: bytes) -> None:
    """Name the document and the file in the XMP metadata, which stay readable in the file."""
    names = _XMP_NAMES.format(document=uuid.UUID(bytes=identity).urn[4:], instance=_NOBODY.urn[4:])
    xmp = pdf.Root.Metadata.read_bytes() if Name.Metadata in pdf.Root else b""
    if _XMP_END not in xmp:
        raise NotAMasterError("The file has no metadata.")
    pdf.trailer.ID = Array([String(identity), String(identity)])  # the second is written anew by `save`
    pdf.Root.Metadata.write(xmp.replace(_XMP_END, names.encode() + _XMP_END, 1))


def _keep(pdf: pikepdf.Pdf, plan: list[dict[str, Any]]) -> None:
    """Put the plan of the pages where a PDF has a place for such things (ISO 32000-1, 14.5)."""
    private = pdf.make_indirect(pikepdf.Stream(pdf, json.dumps(plan, separators=(",", ":")).encode()))
    about = pdf.trailer.get(Name.Info, Dictionary())
    modified = String(str(about.get(Name.ModDate, "D:20000101000000Z")))
    pdf.Root.PieceInfo = Dictionary(Copies=Dictionary(LastModified=modified, Private=private))


# --- Finding the places again --------------------------------------------------------------------


def load(pdf: bytes) -> Master:
    """The master in a stored file; raises NotAMasterError when it is none."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            plan = json.loads(opened.Root.PieceInfo.Copies.Private.read_bytes())
            form = opened.pages[0].obj.Resources.XObject.CopyStamp
            advances = _advances(form.Resources.Font.F.DescendantFonts[0].W)
    except (pikepdf.PdfError, AttributeError, KeyError, ValueError) as problem:
        raise NotAMasterError("The file was not made to be copied.") from problem
    instance = _INSTANCE.search(pdf)
    identities = tuple(match.start(2) for match in _IDENTITY.finditer(pdf))
    if instance is None or not identities:
        raise NotAMasterError("The file was not made to be copied.")
    pages = tuple(_pages(pdf, plan))
    return Master(pdf, pages, _find(pdf, stamp.MARK), instance.start(1), identities, advances)


def _pages(pdf: bytes, plan: list[dict[str, Any]]) -> Iterator[_Page]:
    for number, page in enumerate(plan):
        start = _find(pdf, _PAGE_MARK % number)
        found = []
        for offset, distance in page["slots"]:
            at = start + offset
            end = at + int.from_bytes(pdf[at - 4 : at - 2], "little")  # the stored block says its length
            found.append(_Slot(at, end, slots.ways(pdf[at:end], distance)))
        checksum = start + page["size"] - 4
        yield _Page(tuple(found), checksum, int.from_bytes(pdf[checksum : checksum + 4], "big"))


def _find(pdf: bytes, mark: bytes) -> int:
    """Where the stream begins whose first stored block begins with the mark."""
    at = pdf.find(mark)
    if at < 0:
        raise NotAMasterError("The file was not made to be copied.")
    return at - 7


def _advances(widths: pikepdf.Object) -> dict[int, int]:
    values = list(widths)
    return {int(code): int(width[0]) for code, width in zip(values[::2], values[1::2], strict=True)}
