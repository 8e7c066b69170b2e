"""Takes clean HTML apart into the blocks of a text: headings, paragraphs, items, tables, each as Markdown.

What a reader of the page sees is kept word by word; numbers and bullets that the author typed stay what they
are, since the reader of articles knows them.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from reports.importing import inline
from reports.importing.inline import MARKS, Inline
from reports.importing.regions import Region

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKING = frozenset((
    *_HEADINGS,
    "p", "div", "section", "article", "main", "header", "nav", "aside", "footer", "form", "button",
    "dialog", "menu", "dl", "dt", "dd", "figure", "figcaption", "caption", "address", "details",
    "summary", "table", "ul", "ol", "li", "blockquote", "pre",
))  # fmt: skip
_LISTS = frozenset(("ul", "ol", "li", "blockquote", "pre"))
_IN_CELL = frozenset(("table", "a", *MARKS))
_BRACKETS, _BAR = str.maketrans("", "", "[]"), r"\|"
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True, eq=False)
class Block:
    """`outside` says why it is no part of an article; `region` counts the page's articles; `gap` is extra."""

    text: str
    level: int = 0
    region: int = 0
    is_main: bool = False
    outside: str = ""
    gap: int = 0
    is_tight: bool = False


@dataclass(slots=True)
class _List:
    """`number` is that of the next item, `mark` the current item's until its first block has taken it."""

    is_counted: bool
    number: int
    mark: str = ""
    width: int = 2


def blocks(html: str) -> tuple[str, list[Block]]:
    """The page's name, and its blocks in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return " ".join("".join(reader.title).split()), reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title: list[str] = []
        self.region = Region()
        self.lists: list[_List] = []
        self.rows: list[list[str]] | None = None
        self.inline = Inline()
        self.level, self.quotes, self.gap = 0, 0, 0
        self.is_title, self.is_code, self.is_in_list = False, False, False

    # --- what begins and ends ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self.rows is not None and tag not in _IN_CELL:
            self._in_table(tag)
            return
        if tag in _BREAKING:
            self.flush()
        self.region.enter(tag, values)
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag in _LISTS:
            self._open(tag, values)
        elif tag in ("a", *MARKS):
            self.inline.open(tag, values.get("href", ""))
        else:
            self._single(tag, values)

    def _single(self, tag: str, values: dict[str, str]) -> None:
        match tag:
            case "title":
                self.is_title = True
            case "table":
                self.rows = self.rows or []
            case "br":
                self.inline.add("\n")
            case "hr":
                self._set_apart("---")
            case "img":
                self._picture(values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._end_table()
        elif self.rows is not None and tag in _BREAKING:
            self.inline.add(" ")
        elif tag in _BREAKING:
            self._end_block(tag)
        elif tag == "title":
            self.is_title = False
        else:
            self.inline.close(tag)
        self.region.leave(tag)

    def handle_data(self, data: str) -> None:
        if self.is_title:
            self.title.append(data)
        elif self.is_code:
            self.inline.add(data)
        else:
            self.inline.add(inline.escaped(_SPACES.sub(" ", data)))

    # --- blocks ---

    def flush(self) -> None:
        """End the current block; an empty paragraph widens the gap above the next."""
        text = self.inline.taken(keeps_links=bool(self.lists))
        if text:
            self._add(
                f"{'#' * self.level} {text.replace(chr(10), ' ')}" if self.level else inline.begun(text)
            )

    def _end_block(self, tag: str) -> None:
        if self.is_code and tag == "pre":
            code, self.is_code = self.inline.raw().strip("\n"), False
            fence = "~~~" if "```" in code else "```"
            self._set_apart(f"{fence}\n{code}\n{fence}")
        is_empty = tag == "p" and self.inline.is_empty()
        self.flush()
        self.gap += is_empty
        self.level = 0
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag == "blockquote":
            self.quotes = max(self.quotes - 1, 0)

    def _open(self, tag: str, values: dict[str, str]) -> None:
        match tag:
            case "ul" | "ol":
                start = values.get("start", "")
                self.lists.append(_List(tag == "ol", int(start) if re.fullmatch(r"\d{1,3}", start) else 1))
            case "li":
                self.lists = self.lists or [_List(is_counted=False, number=1)]
                top = self.lists[-1]
                top.mark = f"{top.number}. " if top.is_counted else "- "
                top.number, top.width = top.number + 1, len(top.mark)
            case "blockquote":
                self.quotes += 1
            case "pre":
                self.is_code = True

    def _add(self, text: str) -> None:
        region, top = self.region, self.lists[-1] if self.lists else None
        block = Block(text, self.level, region.article, region.is_main, region.outside)
        block.gap, self.gap = self.gap, 0
        if top:
            mark, top.mark = top.mark, ""
            block.is_tight = bool(mark) and bool(self.blocks) and self._follows_item()
            outer = " " * sum(each.width for each in self.lists[:-1])
            first, *others = text.split("\n")
            indent = outer + " " * top.width
            block.text = "\n".join(
                [outer + (mark or " " * top.width) + first, *(indent + each for each in others)]
            )
        if self.quotes:
            block.text = "\n".join(f"> {line}" for line in block.text.split("\n"))
        self.blocks.append(block)
        self.is_in_list = bool(top)

    def _follows_item(self) -> bool:
        return self.is_in_list and not self.gap

    def _set_apart(self, text: str) -> None:
        self.flush()
        self._add(text)

    def _picture(self, values: dict[str, str]) -> None:
        """A picture's own words; its address only where Markdown can hold it."""
        address = values.get("src", "")
        is_plain = not re.search(r"[()\s]", address)
        if name := " ".join(values.get("alt", "").translate(_BRACKETS).split()):
            self._set_apart(f"![{name}]({address if is_plain else ''})")

    # --- tables ---

    def _in_table(self, tag: str) -> None:
        rows = self.rows if self.rows is not None else []
        if tag == "tr":
            self._end_cell()
            rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            rows[-1:] = [[*(rows[-1] if rows else []), ""]]
        else:
            self.inline.add(" ")

    def _end_cell(self) -> None:
        text = " ".join(self.inline.taken(keeps_links=True).split())
        if not text:
            return
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {text}".strip()
        else:
            self._set_apart(text)

    def _end_table(self) -> None:
        self._end_cell()
        rows, self.rows = [row for row in self.rows or [] if row], None
        width = max(map(len, rows), default=0)
        if width == 1:
            for row in rows:
                self._set_apart(inline.begun(row[0])) if row[0] else None
        elif rows:
            full = [[*row, *[""] * (width - len(row))] for row in rows]
            lines = [f"| {' | '.join(cell.replace('|', _BAR) for cell in row)} |" for row in full]
            self._set_apart("\n".join([lines[0], "|" + "---|" * width, *lines[1:]]))
