"""Gathers the running text of one block of a page, with its emphasis and links as Markdown.

A link's address is kept where it serves the reader of a sentence or a source, and dropped from bylines, dates
and buttons, which a page links for its own ends.
"""

import re

MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "code": "`"}
_BEGIN, _MIDDLE, _END = "\ufdd0", "\ufdd1", "\ufdd2"  # never characters of a text
_LINK = re.compile(f"{_BEGIN}([^{_MIDDLE}]*){_MIDDLE}([^{_END}]*){_END}")
_FOREIGN = str.maketrans("", "", _BEGIN + _MIDDLE + _END)
_ANYWHERE = re.compile(r"[\\`*_\[<~]|&(?=#?\w{1,32};)")
# A mark that opens a heading, a quotation or a rule; numbers and bullets are left for the reader of articles.
_AT_START = re.compile(r"^(?=#{1,6}(?:\s|$)|>|={3,}$|-{3,}$)", re.MULTILINE)
_STAR = re.compile(r"^\\\*(?=[ \t\u00a0])", re.MULTILINE)  # a bullet that was typed
_ADDRESS = re.compile(r"(?:https?|mailto):\S{1,2000}")
_SENTENCE = 80


def escaped(text: str) -> str:
    """Plain text as Markdown, wherever in a line it stands."""
    return _ANYWHERE.sub(lambda found: "\\" + found[0], text.translate(_FOREIGN))


def begun(text: str) -> str:
    """The text of a block with nothing at the beginning of a line that only Markdown would see."""
    return _STAR.sub("*", _AT_START.sub(r"\\", text))


class Inline:
    """The pieces of the current block, and the marks that are open in it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open: list[tuple[str, str, int]] = []

    def add(self, text: str) -> None:
        self._pieces.append(text)

    def is_empty(self) -> bool:
        return not "".join(self._pieces).strip()

    def raw(self) -> str:
        """All pieces as they are; the block is empty afterwards."""
        text = "".join(self._pieces)
        self._pieces, self._open = [], []
        return text

    def taken(self, *, keeps_links: bool) -> str:
        """The block's text; it is empty afterwards."""
        text = self.raw()
        visible = _LINK.sub(r"\2", text)
        is_kept = keeps_links or len(visible) > _SENTENCE
        text = _LINK.sub(_link, text) if is_kept else visible
        lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
        return "\n".join(line for line in lines if line)

    def open(self, tag: str, address: str) -> None:
        """A mark or a link begins; inside its own kind it would only be a second pair of marks."""
        mark = "" if tag == "a" else MARKS.get(tag, "")
        is_known = bool(mark) or (tag == "a" and bool(_ADDRESS.fullmatch(address)))
        is_nested = any(each == tag or (mark and MARKS.get(each) == mark) for each, _, _ in self._open)
        if is_known and not is_nested:
            self._open.append((tag, address, len(self._pieces)))

    def close(self, tag: str) -> None:
        """The mark or the link ends: set it around its words, without the spaces at their edges."""
        place = next((at for at, each in enumerate(self._open) if each[0] == tag), None)
        if place is None:
            return
        _, address, start = self._open[place]
        del self._open[place:]
        inner = "".join(self._pieces[start:])
        self._pieces[start:] = [_linked(inner, address) if tag == "a" else _marked(inner, MARKS[tag])]


def _linked(text: str, address: str) -> str:
    core = text.strip()
    if not core or _BEGIN in core or "\n" in core:
        return text
    return text.replace(core, f"{_BEGIN}{address.translate(_FOREIGN)}{_MIDDLE}{core}{_END}", 1)


def _link(found: re.Match[str]) -> str:
    address = found[1].replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
    is_bare = found[2].replace("\\", "") == found[1]
    return found[2] if is_bare else f"[{found[2]}]({address})"


def _marked(text: str, mark: str) -> str:
    return "\n".join(_around(line, mark) for line in text.split("\n"))


def _around(line: str, mark: str) -> str:
    core = line.strip()
    return line.replace(core, f"{mark}{core}{mark}", 1) if core else line
