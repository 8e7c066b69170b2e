"""Reads a file of text in whichever of the usual encodings it is, and refuses what is not text.

A wrong guess turns every apostrophe into rubbish that is printed and filed, so an encoding is taken only when
the bytes bear it out.
"""

import codecs
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

from reports.importing.refusals import ImportRefusedError

MAX_BYTES = 2_000_000
MAX_ARCHIVE = 20_000_000  # a word processor's file carries its pictures
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a word processor's file or another archive"),
    (b"\xd0\xcf\x11\xe0", "an old word processor's file"),
    (b"{\\rtf", "a rich-text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UNUSED_IN_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_LAST_ASCII = 0x7F
_ALONE = re.compile(r"(?m)^[ \t]*(¥)[ \t]|(?<= )([ÐÑ])(?= )")
_LONGEST_WORD = 100  # characters for each space or line end, in scripts without spaces too
_MOST_FOREIGN = 0.25  # of the letters: more are no Western European text


def contents(path: Path) -> bytes:
    """The bytes of a file. Raises ImportRefusedError for what is missing or too large for any kind."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_ARCHIVE + 1)
    except OSError as problem:
        raise ImportRefusedError(
            str(path), None, f"The file cannot be read: {problem.strerror}."
        ) from problem
    if len(data) > MAX_ARCHIVE:
        raise ImportRefusedError(str(path), None, f"The file is larger than {MAX_ARCHIVE // 1_000_000} MB.")
    return data


def read(path: Path) -> str:
    """The text of a file. Raises ImportRefusedError for what is missing, too large, empty, or not text."""
    return decoded(contents(path), name=str(path))


def decoded(data: bytes, *, name: str) -> str:
    """The text of these bytes: UTF-8, UTF-16 with or without its mark, or Windows-1252."""
    if len(data) > MAX_BYTES:
        raise ImportRefusedError(name, None, f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    if not data.strip():
        raise ImportRefusedError(name, 1, "The file is empty.")
    _refuse_other_kinds(data, name)
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name)
    if unmarked := _unmarked_utf16(data):
        return _strict(data, unmarked, name)
    _refuse_nul(data, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return _western(data, name, problem.start)


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for start, kind in _KINDS:
        if data.startswith(start):
            raise ImportRefusedError(name, 1, f"This is {kind}, not text; save the article as plain text.")
    if data.startswith(_UTF32):
        raise ImportRefusedError(name, 1, "The file is in UTF-32; save it as UTF-8.")


def _unmarked_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without its mark: nearly every line end and space there has its NUL byte.

    Those two stand in texts of all scripts, and a binary file has no such pairs throughout.
    """
    if len(data) % 2 or b"\0" not in data:
        return None
    units = {"utf-16-le": (b" \0", b"\n\0", b"\r\0"), "utf-16-be": (b"\0 ", b"\0\n", b"\0\r")}
    pairs = Counter(data[place : place + 2] for place in range(0, len(data), 2))
    counts = {encoding: sum(pairs[unit] for unit in known) for encoding, known in units.items()}
    best: str = max(counts, key=lambda encoding: counts[encoding])
    return best if counts[best] * _LONGEST_WORD >= len(data) // 2 and b"\0\0" not in pairs else None


def _refuse_nul(data: bytes, name: str) -> None:
    place = data.find(b"\0")
    if place >= 0:
        raise ImportRefusedError(name, _line(data, place), "There is a NUL byte here, so this is not text.")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data[: problem.start].decode(encoding, "ignore").count("\n") + 1
        raise ImportRefusedError(name, line, "The file says that it is UTF-16, but this is not.") from problem
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ImportRefusedError(name, line, "There is a NUL character here, so this is not text.")
    return text


def _western(data: bytes, name: str, bad: int) -> str:
    """Windows-1252, if the bytes look it: no unused code, no UTF-8 among them, letters mostly plain."""
    line = _line(data, bad)
    if _whole_sequences(data) > 0:
        raise ImportRefusedError(
            name, line, "The file is UTF-8 up to a damaged character here; mend it first."
        )
    high = [byte for byte in data if byte > _LAST_ASCII]
    letters = sum(data.count(code) for code in range(ord("A"), ord("z") + 1))
    if any(byte in _UNUSED_IN_1252 for byte in high) or len(high) > _MOST_FOREIGN * (letters + len(high)):
        raise ImportRefusedError(name, line, "The text is neither UTF-8 nor Windows-1252; save it as UTF-8.")
    text = data.decode("cp1252")
    if _looks_wrong(text):
        raise ImportRefusedError(
            name, line, "The text is in an encoding of another system; save it as UTF-8."
        )
    return text


def _whole_sequences(data: bytes) -> int:
    """How many characters beyond ASCII are sound UTF-8."""
    text = data.decode("utf-8", "replace")
    return sum(char > "\x7f" and char != "\ufffd" for char in text)


def _looks_wrong(text: str) -> bool:
    """Whether signs stand where Western texts have none, as quotes of another system do when read so.

    Capitals inside small words were apostrophes, a yen or a lone capital before a space were bullet and dash.
    """
    high = sum(char > "\x7f" for char in text)
    inside = sum(before.islower() and char > "\x7f" and char.isupper() for before, char in pairwise(text))
    alone = sum(1 for _ in _ALONE.finditer(text))
    return (inside + alone) * 2 >= high


def _line(data: bytes, place: int) -> int:
    before = data[:place]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1
