"""Looks into documents that are archives (DOCX, XLSX, PPTX, ODT, ODS, ODP) without trusting what they say.

Every entry is unpacked once, within bounds and with nothing kept, so an archive that would burst, overlap,
hide a second archive or run something is found here and not on an analyst's desk. Sources: APPNOTE.TXT 6.3
(PKWARE), ECMA-376 part 2, OpenDocument 1.3 part 2.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from requests_app.domain.files.kinds import ACCEPTED, FileRefusedError, Kind

MOST_ENTRIES = 2_000
MOST_UNPACKED = 100 * 2**20
MOST_RATIO = 100
SMALL = 2**20
"""Below this size the ratio says nothing: a page of the same letter is no bomb."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CHUNK = 65_536
_LOCKED = 0x1 | 0x40 | 0x2000
_NAMED = 64_000
_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": Kind.DOCX,
    b"spreadsheetml.sheet.main+xml": Kind.XLSX,
    b"presentationml.presentation.main+xml": Kind.PPTX,
}
_OPEN_TYPES = {kind.media_type.encode(): kind for kind in (Kind.ODT, Kind.ODS, Kind.ODP)}
_MACROS = re.compile(
    r"vbaProject|vbaData|macrosheets/|(?:^|/)activeX/|^Basic/|^Scripts/|\.(?:bin|js|vbs|exe|dll|class|jar)$",
    re.IGNORECASE,
)
_HARMLESS = re.compile(r"(?:^|/)printerSettings/[^/]+\.bin$")
_SECOND_FILES = (
    b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF",
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xd0\xcf\x11\xe0", b"%PDF-", b"#!",
)  # fmt: skip
_REMOTE = re.compile(rb'(?:attachedTemplate|oleObject|/frame|subDocument)"[^>]*TargetMode="External"')
_REMOTE_REVERSED = re.compile(
    rb'TargetMode="External"[^>]*(?:attachedTemplate|oleObject|/frame|subDocument)"'
)


def kind_of(file: BinaryIO, size: int) -> Kind:
    """The kind of a document that is an archive; raises FileRefusedError. `size` is the file's, in bytes."""
    entries = _entries(file)
    _check_bounds(entries)
    _check_names(entries)
    _check_places(file, entries, size)
    told: dict[str, bytes] = {}
    for entry in entries:
        content = _unpacked(file, entry)
        if _is_of_interest(entry.filename):
            told[entry.filename] = content
    return _told(entries, told)


def _entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.comment:
                raise FileRefusedError("There is something behind its end. Save it anew.")
            return archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, OSError, NotImplementedError) as problem:
        raise _damaged() from problem


def _check_bounds(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise FileRefusedError("Unpacked, it would be far too large. Divide it, or save it as PDF.")
    if unpacked > SMALL and unpacked > packed * MOST_RATIO:
        raise FileRefusedError("It is packed more tightly than a document can be. Save it as PDF.")
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise FileRefusedError("It is locked with a password and cannot be checked. Save it without one.")


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len({name.lower() for name in names}) != len(names):
        raise _damaged()
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise _damaged()
        if _MACROS.search(name) and not _HARMLESS.search(name):
            raise FileRefusedError(
                "It holds macros or programs. Save it without them (as DOCX, XLSX, PPTX) or as PDF."
            )


def _check_places(file: BinaryIO, entries: list[zipfile.ZipInfo], size: int) -> None:
    """The entries stand one after the other from the first byte; none lies inside another."""
    free = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        start = entry.header_offset
        if start < free or (free == 0 and start != 0):
            raise _damaged()
        free = _data_at(file, entry) + entry.compress_size
    if free > size:
        raise _damaged()


def _data_at(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Where the entry's packed bytes begin; its own head must name it as the table of contents does."""
    file.seek(entry.header_offset)
    head = file.read(_LOCAL.size)
    if len(head) != _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise _damaged()
    *_, name_length, extra_length = _LOCAL.unpack(head)
    if file.read(name_length) != entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437"):
        raise _damaged()
    start: int = entry.header_offset + _LOCAL.size + name_length + extra_length
    return start


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo) -> bytes:
    """Unpack an entry within what it declares; returns its beginning, the part that is looked at."""
    start = _data_at(file, entry)
    file.seek(start)
    left, done, crc, kept = entry.compress_size, 0, 0, b""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    if unpacker is None and (entry.compress_type != zipfile.ZIP_STORED or left != entry.file_size):
        raise _damaged()
    while left:
        packed = file.read(min(_CHUNK, left))
        if not packed:
            raise _damaged()
        left -= len(packed)
        for piece in _pieces(unpacker, packed):
            done, crc = done + len(piece), zlib.crc32(piece, crc)
            kept += piece[: max(0, _NAMED - len(kept))]
            if done > entry.file_size:
                raise _damaged()
    if done != entry.file_size or crc != entry.CRC or (unpacker and not _ended(unpacker)):
        raise _damaged()
    _refuse_second_file(kept)
    return kept


def _pieces(unpacker: "zlib._Decompress | None", packed: bytes) -> Iterator[bytes]:
    """The packed bytes unpacked, 64 KB at a time, so that no chunk can burst at once."""
    if unpacker is None:
        yield packed
        return
    try:
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, _CHUNK)
            packed = unpacker.unconsumed_tail
    except zlib.error as problem:
        raise _damaged() from problem


def _ended(unpacker: "zlib._Decompress") -> bool:
    return unpacker.eof and not unpacker.unused_data


def _refuse_second_file(beginning: bytes) -> None:
    if beginning.startswith(_SECOND_FILES):
        raise FileRefusedError(
            "It holds another file inside it, such as the data of a chart. Save it as PDF and choose that."
        )


def _is_of_interest(name: str) -> bool:
    return name in ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml") or name.endswith(".rels")


def _told(entries: list[zipfile.ZipInfo], told: dict[str, bytes]) -> Kind:
    """The kind that the document's own list of contents names."""
    for name, content in told.items():
        if name.endswith(".rels") and (_REMOTE.search(content) or _REMOTE_REVERSED.search(content)):
            raise FileRefusedError("It loads a part of itself from elsewhere. Save it as PDF.")
    types = told.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types:
        raise FileRefusedError("It holds macros. Save it without them (as DOCX, XLSX, PPTX) or as PDF.")
    if b"encryption-data" in told.get("META-INF/manifest.xml", b""):
        raise FileRefusedError("It is locked with a password and cannot be checked. Save it without one.")
    kinds = {kind for part, kind in _MAIN_PARTS.items() if part in types}
    first = entries[0] if entries else None
    if first and first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED:
        kinds |= {kind for media, kind in _OPEN_TYPES.items() if told["mimetype"] == media}
    if len(kinds) != 1:
        raise FileRefusedError(
            f"It is an archive and none of the documents that we take. We take {ACCEPTED}."
        )
    return kinds.pop()


def _damaged() -> FileRefusedError:
    return FileRefusedError("It is damaged, or not what its name says. Save it anew and choose it again.")
