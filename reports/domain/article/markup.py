"""Turns plain text into Markdown that renders as the same text, and a Markdown line into plain text.

Only characters that would change meaning are escaped, so that an editor still reads an ordinary sentence.
"""

import re

# Everywhere: code, emphasis, links, tables, strike-through, raw HTML; `&` only where it begins an entity.
_ANYWHERE = re.compile(r"[\\`*_\[<|~]|&(?=#?\w{1,32};)")
# Only where a line begins: quotes, headings, rules, underlines, bullets, and numbers of lists.
_AT_START = re.compile(r"(?=>|#{1,6}(?:[ \t]|$)|[-+](?:[ \t]|$)|-+$|=+$|:-)")
_NUMBER_AT_START = re.compile(r"^([0-9]{1,9})([.)])(?=[ \t]|$)")

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(r"\*{1,3}|`+|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,;:!?)])_{1,3}(?!\w)")
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\(<?([^\s()<>]{0,2000})>?(?: \"[^\"]{0,500}\")?\)")
_IMAGE = re.compile(r"^!\[([^\[\]]{0,500})\]\(([^()]{0,2000})\)$")


def escape(text: str) -> str:
    """Markdown for one line of plain text."""
    safe = _ANYWHERE.sub(lambda found: "\\" + found[0], text)
    safe = _NUMBER_AT_START.sub(r"\1\\\2", safe)
    return "\\" + safe if _AT_START.match(safe) else safe


def plain(markdown: str) -> str:
    """One line of Markdown as plain text: no emphasis, no escapes, a link as `text (address)`."""
    if _LINK.search(markdown):
        markdown = _LINK.sub(r"\1 (\2)", markdown)
    kept = _EMPHASIS.sub("", markdown.replace("\\*", "\0").replace("\\_", "\1").replace("\\`", "\2"))
    kept = kept.replace("\0", "*").replace("\1", "_").replace("\2", "`")
    return _ESCAPED.sub(r"\1", kept)


def image(line: str) -> tuple[str, str] | None:
    """The alternative text and the address of a line that is only an image."""
    found = _IMAGE.match(line)
    return (found[1], found[2]) if found else None
