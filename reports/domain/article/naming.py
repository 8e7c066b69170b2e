"""Tells a scenario's name from its text, where both stand on one line.

Authors part them with a colon, a dash or a full stop; the mark that serves most of an article's scenarios is
meant.
"""

import re
from collections.abc import Sequence

from reports.domain.article.headings import is_capitalised
from reports.domain.article.markup import plain

_BOLD = re.compile(r"^(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1[ \t]*[:：.–—-]?[ \t]*")
_MARKS: tuple[re.Pattern[str], ...] = (
    re.compile(r"[:：](?:\s|$)|：|[:：](?=[*_]{2})"),
    re.compile(r"\s[–—-]\s"),
    re.compile(r"\.\s"),
)
_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?]\s")
_MAX_NAME, _MAX_WORDS, _MAX_SHORT, _FEW = 140, 16, 8, 3
COLON, _FULL_STOP = _MARKS[0], _MARKS[2]


def mark(heads: Sequence[str]) -> re.Pattern[str] | None:
    """The mark that parts name and text in most of these lines; None where no mark does."""
    counts = [sum(_split(head, each) is not None for head in heads) for each in _MARKS]
    best = max(counts, default=0)
    return _MARKS[counts.index(best)] if best else None


def split(head: str, chosen: re.Pattern[str] | None, *, is_markdown: bool) -> tuple[str, str]:
    """The name and the text of one line; either may be empty."""
    if is_markdown and (bold := _BOLD.match(head)):
        return _clean(bold[2].rstrip("."), is_markdown), head[bold.end() :]
    if chosen and (parts := _split(head, chosen)):
        name, text = parts
        return _clean(name, is_markdown), text
    return (_clean(head, is_markdown), "") if is_name(head) else ("", head)


def is_name(head: str) -> bool:
    """Whether the whole line can be a name: short, and not a finished sentence."""
    return (
        len(head) <= _MAX_NAME
        and len(head.split()) <= _MAX_WORDS
        and not head.endswith((".", "!", "?", "。", "؟"))
    )


def _split(head: str, chosen: re.Pattern[str]) -> tuple[str, str] | None:
    found = chosen.search(head[: _MAX_NAME + 2])
    if not found:
        return None
    name, text = head[: found.start()], head[found.end() :].lstrip("*_ \t")
    limit = _MAX_SHORT if chosen is _FULL_STOP else _MAX_WORDS
    if (
        not name.strip(" *_")
        or len(name.split()) > limit
        or (chosen is not _FULL_STOP and _SENTENCE.search(name))
    ):
        return None
    if chosen is _FULL_STOP and not (text and (is_capitalised(name) or len(name.split()) <= _FEW)):
        return None
    return name, text


def _clean(name: str, is_markdown: bool) -> str:
    stripped = (plain(name) if is_markdown else name).strip(" \t\u00a0:：–—")
    within = stripped[1:-1]
    return within if stripped == f"({within})" and "(" not in within else stripped
