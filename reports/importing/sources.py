"""A file of any kind that articles come in, as the text that the reader of articles understands.

Text is taken as it is; a page and a Word file become Markdown, with the paragraph of each line kept, so that
a refusal can still say where.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from reports.domain.article.values import LeftOut
from reports.importing import files, pages, wordfiles

_PAGE = re.compile(
    r"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
_PAGES = (".html", ".htm", ".xhtml")
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}\bcharset ?= ?[\"']?([\w-]{3,20})", re.IGNORECASE)
_OLD = frozenset(
    (*(b"windows-125%d" % page for page in range(9)), *(b"iso-8859-%d" % page for page in range(1, 17)))
) | {b"koi8-r", b"koi8-u", b"gb2312", b"gbk", b"gb18030", b"big5", b"shift_jis", b"euc-jp", b"euc-kr"}
_START = 4_000


@dataclass(frozen=True, slots=True)
class Source:
    """`paragraphs` has that of each line where lines are not the file's own, `beside` what is left out."""

    text: str
    is_markdown: bool = False
    paragraphs: tuple[int, ...] = ()
    beside: tuple[LeftOut, ...] = ()

    def place(self, line: int) -> int:
        """Where the author finds this line: itself, or its paragraph in a page or a Word file."""
        return self.paragraphs[min(line, len(self.paragraphs)) - 1] if self.paragraphs else line


def read(path: Path) -> Source:
    """What is in a file. Raises ImportRefusedError for what is missing, too large, empty, or no article."""
    data, name = files.contents(path), str(path)
    if data.startswith(wordfiles.ARCHIVE):
        return _converted(wordfiles.page(data, name=name), name)
    text = _declared(data) or files.decoded(data, name=name)
    if path.suffix.casefold() in _PAGES or _PAGE.match(text[:_START]):
        return _converted(text, name)
    return Source(text)


def _declared(data: bytes) -> str:
    """The text of a page in the old encoding that it declares; empty for everything else."""
    found = _CHARSET.search(data[:_START])
    if found is None or len(data) > files.MAX_BYTES or found[1].lower() not in _OLD:
        return ""
    try:
        return data.decode(found[1].decode())
    except UnicodeDecodeError:
        return ""


def _converted(html: str, name: str) -> Source:
    page = pages.read(html, name=name)
    return Source(page.text, True, page.paragraphs, page.beside)
