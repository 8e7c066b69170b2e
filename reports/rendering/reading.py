"""Where each letter of a PDF stands, and what the file calls itself: where a search for its origin starts.

The file comes from outside and may be anything, so it is opened in a process of its own with limits of time
and memory and without an environment; whatever happens there becomes a sentence.
"""

import ctypes
import io
import json
import os
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES = 60
"""More pages say no more about a file's origin."""
_MOST_CHARACTERS = 20_000
_MEMORY, _CPU, _WALL = 1_500_000_000, 60, 90.0
_ROOT = Path(__file__).resolve().parents[2]
_HANDED_ON = ("PATH", "LANG", "LD_LIBRARY_PATH", "PYTHONPYCACHEPREFIX")
_NAMES = re.compile(rb"(?:Document|Instance)ID(?:>|=\")(?:uuid:|xmp\.\w+:)?([0-9a-fA-F-]{32,36})[<\"]")


class UnreadableError(Exception):
    """The file could not be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Page:
    """The letters in reading order and their origins in points from the page's left lower corner."""

    text: str
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The first pages of a file, and the names of document and file in its metadata and trailer (hex)."""

    pages: tuple[Page, ...]
    names: frozenset[str]

    @property
    def text(self) -> str:
        return "\n".join(page.text for page in self.pages)


def read(pdf: bytes) -> Reading:
    """Read a file from outside in a limited process; raises UnreadableError."""
    clean = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    line = [sys.executable, "-m", "reports.rendering.reading"]
    try:
        done = subprocess.run(
            line, input=pdf, capture_output=True, env=clean, cwd=_ROOT, timeout=_WALL, check=False
        )
        facts = json.loads(done.stdout)
    except subprocess.TimeoutExpired as problem:
        raise UnreadableError("Reading the file took too long.") from problem
    except ValueError as problem:
        raise UnreadableError(
            "The file cannot be read: it needs too much memory or breaks its reader."
        ) from problem
    if "problem" in facts:
        raise UnreadableError(facts["problem"])
    return _reading(facts)


def read_ours(pdf: bytes) -> Reading:
    """Read a file that we made, in this process."""
    facts = _facts(pdf, most=None)
    return _reading(facts)


def _reading(facts: dict[str, Any]) -> Reading:
    pages = (
        Page(page["text"], tuple(page["xs"]), tuple(page["ys"]), page["height"]) for page in facts["pages"]
    )
    return Reading(tuple(pages), frozenset(facts["names"]))


def _facts(pdf: bytes, *, most: int | None = MOST_PAGES) -> dict[str, Any]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [_page(document[number]) for number in range(len(document))[:most]]
    finally:
        document.close()
    return {"pages": pages, "names": sorted(_names(pdf))}


def _page(page: pypdfium2.PdfPage) -> dict[str, Any]:
    text = page.get_textpage()
    letters, xs, ys = [], [], []
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(min(text.count_chars(), _MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        letters.append(chr(min(code, sys.maxunicode)))
        xs.append(round(x.value, 4))
        ys.append(round(y.value, 4))
    return {"text": "".join(letters), "xs": xs, "ys": ys, "height": page.get_height()}


def _names(pdf: bytes) -> set[str]:
    """Both halves of the trailer's ID, and what the metadata call the document and the file."""
    names = set()
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            names |= {bytes(half).hex() for half in opened.trailer.get("/ID", ())}
            if "/Metadata" in opened.Root:
                found = _NAMES.findall(opened.Root.Metadata.read_bytes())
                names |= {name.decode().replace("-", "").lower() for name in found}
    except (pikepdf.PdfError, ValueError, TypeError):
        return names
    return names


def main() -> None:
    """Read standard input under limits, write JSON."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU, _CPU + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        facts = _facts(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower()
        said = (
            "The file is locked with a password: save it without one first."
            if locked
            else "The file is no PDF."
        )
        facts = {"problem": said}
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
