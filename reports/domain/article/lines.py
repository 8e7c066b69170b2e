"""Cuts a text into numbered lines, each with its exact text and a plain copy to recognise things by.

Invisible characters, odd spaces and old line ends must not hide a heading, yet the text itself is kept as it
was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.domain.article.values import ArticleError

# What an editor counts as one line; the second row are breaks inside such a line (a word processor's).
_LINE_END = re.compile(r"\r\n|\r|\n")
_SOFT_END = re.compile("[\v\f\x85\u2028\u2029]")
# The zero-width joiners are not among them: Persian and many other languages spell with them.
_HIDDEN = [0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF]
INVISIBLE = dict.fromkeys([*_HIDDEN, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# White space and the marks that carry no meaning at a line's edge; a joiner inside a word is never touched.
_EDGES = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + "\u200b\ufeff"
_TAB = 4


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is exact but for its edges; `bare` is for recognition; `gap` counts blank lines above."""

    number: int
    text: str
    bare: str
    indent: int = 0
    gap: int = 0

    def having(self, text: str) -> "Line":
        """The same line with only this part of its text."""
        return replace(self, text=text, bare=bare(text))


def bare(text: str) -> str:
    """The text without invisible characters, every run of white space made one space."""
    return " ".join(text.translate(INVISIBLE).split())


def trimmed(text: str) -> str:
    """The exact text without the white space around it."""
    return text.strip(_EDGES)


def cut(text: str) -> tuple[Line, ...]:
    """The lines that hold something. Raises ArticleError at a control character."""
    return tuple(_lines(text.removeprefix("\ufeff")))


def _lines(text: str) -> Iterator[Line]:
    gap = 0
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        _refuse_control(number, raw)
        for part in _SOFT_END.split(raw):
            if plain := bare(part):
                yield Line(number, trimmed(part), plain, _indent(part), gap)
                gap = 0
            else:
                gap += 1


def _refuse_control(number: int, raw: str) -> None:
    if found := _FORBIDDEN.search(raw):
        code = f"U+{ord(found[0]):04X}"
        raise ArticleError(number, f"There is a control character ({code}) here, so this is not plain text.")


def _indent(raw: str) -> int:
    edge = raw[: len(raw) - len(raw.lstrip(_EDGES))]
    return len(edge) + (_TAB - 1) * edge.count("\t")
