"""Joins the title and the caption of an article whose lines were broken at a fixed width.

A title cut in two loses its end to the text, and a caption cut inside its brackets loses its credit.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reports.domain.article import marks
from reports.domain.article.lines import Line
from reports.domain.article.picture import Caption

_REGION, _WIDEST, _FEWEST, _MOST_JOINED = 12, 100, 3, 3


def rejoined(lines: Sequence[Line], is_markdown: bool) -> tuple[Line, ...]:
    """The lines with a broken title and a broken caption made whole."""
    width = _width(lines)
    head = list(lines[:_REGION])
    if (
        width
        and len(head) > 1
        and _is_broken(head[0], head[1], width)
        and not marks.read(head[1], is_markdown)
    ):
        head[:2] = [_joined(head[:2])]
    position = 1
    while position < len(head):
        count = _caption(head[position:], is_markdown)
        head[position : position + count] = [_joined(head[position : position + count])]
        position += 1
    return (*head, *lines[_REGION:])


def _width(lines: Sequence[Line]) -> int:
    """The width at which the text's lines were broken; 0 where they were not."""
    width = max((len(line.bare) for line in lines), default=0)
    if width > _WIDEST:
        return 0
    broken = sum(_is_broken(line, below, width) for line, below in pairwise(lines))
    return width if broken >= _FEWEST else 0


def _is_broken(line: Line, below: Line, width: int) -> bool:
    """Whether the next line's first word had no room at the end of this one."""
    return not below.gap and len(line.bare) + 1 + len(below.bare.split(" ", 1)[0]) > width


def _caption(lines: Sequence[Line], is_markdown: bool) -> int:
    """How many of these lines are one caption, whose bracket is closed in the last of them."""
    for count in range(2, min(_MOST_JOINED, len(lines)) + 1):
        if lines[count - 1].gap or not _is_open(_joined(lines[: count - 1]).bare):
            break
        whole = _joined(lines[:count])
        if not _is_open(whole.bare) and isinstance(marks.read(whole, is_markdown), Caption):
            return count
    return 1


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("[") > text.count("]")


def _joined(lines: Sequence[Line]) -> Line:
    first = lines[0]
    text, bare = " ".join(line.text for line in lines), " ".join(line.bare for line in lines)
    return replace(first, text=text, bare=bare)
