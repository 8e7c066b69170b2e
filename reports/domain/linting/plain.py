"""Markdown as its words: blocks without markup, and what is somebody else's wording hidden.

Block quotes and code are left out; quotations, addresses and code spans stay in a sentence's `text` and are
covered in its `words`, so that no rule blames the author for them. Every pattern is bounded: time is linear.
"""

import re
from collections.abc import Iterator
from html import unescape

COVER = "¤"

_FENCE = re.compile(r"(?:```|~~~)")
_HEADING = re.compile(r"#{1,6}\s+")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]:\s*")
_RULE = re.compile(r"[-=*_:|\s]+")

_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\([^()]{0,600}\)")
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,40}\]")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_]))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

_APART = re.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|「[^「」]*」|‘[^‘’]{0,400}(?:’(?=\w)[^‘’]{0,400}){0,40}’(?!\w)"
    r'|(?<!\w)"[^"]*"|`[^`]*`|<[^<>\s]{1,600}>|\bhttps?://\S{0,600}[^\s.,;:!?)]'
)


def blocks(markdown: str) -> Iterator[str]:
    """The paragraphs, headings, list items and table cells, one line each, in their order."""
    lines: list[str] = []
    quoted = fenced = False
    for line in markdown.splitlines():
        here = line.strip()
        if _FENCE.match(here):
            fenced = not fenced
        opens_quote = here.startswith(">")
        quoted = opens_quote or (quoted and bool(here) and not _begins_block(here))
        if fenced or quoted or _ends_block(here):
            yield from _joined(lines)
            continue
        if _begins_block(here):
            yield from _joined(lines)
        if _is_row(here):
            yield from _cells(here)
        else:
            lines.append(here)
            if _HEADING.match(here):
                yield from _joined(lines)
    yield from _joined(lines)


def _begins_block(line: str) -> bool:
    return bool(_ITEM.match(line) or _HEADING.match(line) or _NOTE.match(line) or _is_row(line))


def _ends_block(line: str) -> bool:
    return not line or bool(_RULE.fullmatch(line)) or bool(_FENCE.match(line))


def _is_row(line: str) -> bool:
    return line.startswith("|") or " | " in line


def _cells(row: str) -> Iterator[str]:
    yield from filter(None, (plain(cell) for cell in row.split("|")))


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines gathered so far as one block; the list begins anew."""
    text = plain(" ".join(lines))
    lines.clear()
    if text:
        yield text


def plain(text: str) -> str:
    """One block's words without its markup, on one line."""
    text = text.strip()
    for opening in (_HEADING, _ITEM, _NOTE):
        text = opening.sub("", text, count=1) if opening.match(text) else text
    text = _NOTE_MARK.sub("", _LINK.sub(r"\1", text))
    return " ".join(unescape(_ESCAPE.sub(r"\1", _EMPHASIS.sub("", text))).split())


def covered(text: str) -> str:
    """The same text, as long as before, with quotations, addresses and code hidden."""
    return _APART.sub(_cover, text)


def _cover(match: re.Match[str]) -> str:
    """A full stop at the end of a quotation still ends the sentence around it."""
    hidden = match[0]
    inside = len(hidden[:-1].rstrip(".!?…。؟"))
    return hidden[0] + COVER * (inside - 1) + hidden[max(1, inside) :]
