"""Answers, for one place in a text, what begins there: a heading, an item, a table, a rule, a new paragraph.

The answers look at neighbouring lines only, so that reading a text takes time in proportion to its length.
"""

import re
from collections.abc import Sequence

from reports.domain.article import headings, items
from reports.domain.article.headings import Heading
from reports.domain.article.items import Opening
from reports.domain.article.lines import Line
from reports.domain.article.marks import shown

SECTION_LEVEL, SUB_LEVEL = 2, 3
_LONG, _TEXT, _AHEAD, _SECOND = 160, 60, 12, 2
_FEW_LINES = 6
_RULE = re.compile(r"^(?:[-–—*_=~•·#⁂§] ?){3,80}$|^⁂$")
_DELIMITER = re.compile(r"^\|?(?: ?:?-+:? ?\|){1,60}(?: ?:?-+:? ?)?\|?$")
_AMBIGUOUS = "-–—−*+"  # dashes of a sentence too, when a line was broken before one
_FENCE = ("```", "~~~")
_ENDED = (".", "!", "?", "…", "。", "؟", "।")
_FINISHED = (".", "!", "?", "…", ":", "”", ")", "。", "؟", "।", "»", "’", '"')


class Shapes:
    """The lines of one text, to be asked by position."""

    def __init__(self, lines: Sequence[Line], is_markdown: bool) -> None:
        self.lines = lines
        self.is_markdown = is_markdown
        self._is_loose = _loose(lines) if not is_markdown else [False] * len(lines)
        self._code = _code(lines) if is_markdown else {}
        self._opened: dict[int, Opening] = {}

    def end_of_code(self, position: int) -> int:
        """The position after the fenced code that begins here; 0 where none does."""
        return self._code.get(position, 0)

    def end_of_table(self, position: int) -> int:
        """The position after the table that begins here; 0 where none does."""
        if position + 1 >= len(self.lines) or "|" not in self.lines[position].text:
            return 0
        below = self.lines[position + 1]
        if below.gap or len(below.bare) > _LONG * 4 or not _DELIMITER.match(below.bare):
            return 0
        end = position + 2
        while end < len(self.lines) and not self.lines[end].gap and "|" in self.lines[end].text:
            end += 1
        return end

    def is_rule(self, position: int) -> bool:
        """Whether the line is only a rule between two parts of the text; in plain text it stands alone."""
        stands = self.is_markdown or (self.starts_paragraph(position) and self._is_alone(position))
        return stands and bool(_RULE.match(self.lines[position].bare))

    def starts_paragraph(self, position: int) -> bool:
        """Whether the line begins a paragraph: after a blank line, or where each line is a paragraph."""
        return position == 0 or self.lines[position].gap > 0 or self._is_loose[position]

    def is_underlined(self, position: int) -> bool:
        """Whether the next line only underlines this one; in plain text nothing else is in its block."""
        below = self._below(position)
        if below is None or below.gap or not headings.is_underline(below):
            return False
        is_known = self.is_markdown or headings.named(self.lines[position].bare) is not None
        return is_known or self._is_alone(position + 1)

    def opening(self, position: int, last_number: int) -> Opening | None:
        """The list item that begins here; to be asked line by line, since items tell of those below them."""
        found = self._opening(position, last_number)
        if found:
            self._opened[position] = found
        return found

    def _opening(self, position: int, last_number: int) -> Opening | None:
        """An item's mark, unless it is part of a sentence; a number only where it counts on or begins to."""
        found = items.opening(self.lines[position].text)
        if found is None or self._is_inside_sentence(position, found):
            return None
        if found.mark is items.Mark.BULLET:
            return found
        if found.number not in (1, last_number + 1):
            return None
        return found if found.is_counted or last_number else self._if_counted_on(position, found)

    def _is_inside_sentence(self, position: int, found: Opening) -> bool:
        """Whether a mark at the beginning of a wrapped line is a dash or a number of the sentence above."""
        if self.is_markdown or self.starts_paragraph(position) or self._goes_on_as_list(position, found):
            return False
        above = self.lines[position - 1]
        is_text = position - 1 not in self._opened and above.indent == self.lines[position].indent
        is_ended = above.bare.endswith((*_FINISHED, ";", ",")) or headings.named(above.bare) is not None
        return is_text and not is_ended

    def _goes_on_as_list(self, position: int, found: Opening) -> bool:
        """Whether the same bullet, or the number before, opened an item above in the same block."""
        line = self.lines[position]
        if found.mark is items.Mark.BULLET and line.text[0] not in _AMBIGUOUS:
            return True
        for place in range(position - 1, max(position - _AHEAD, 0) - 1, -1):
            above, other = self.lines[place], self._opened.get(place)
            if other and above.indent == line.indent:
                before = other.number + 1 if other.number is not None else None
                return before == found.number and (before is not None or above.text[0] == line.text[0])
            if above.gap:
                break
        return False

    def _if_counted_on(self, position: int, found: Opening) -> Opening | None:
        for line in self.lines[position + 1 : position + 1 + _AHEAD]:
            following = items.opening(line.text)
            if (
                following
                and following.number == _SECOND
                and following.label.isalpha() == found.label.isalpha()
            ):
                return found
        return None

    def heading(self, position: int) -> Heading | None:
        """The heading that stands here, or None."""
        line = self.lines[position]
        if marked := headings.marked(line, self.is_markdown):
            return headings.read(*marked)
        text = shown(line, self.is_markdown)
        starts = self.starts_paragraph(position) or self._is_below_heading(position)
        if starts and self.is_underlined(position) and len(text) <= _LONG:
            below = self.lines[position + 1].bare
            return headings.read(text, 1 if below.startswith("=") else SECTION_LEVEL)
        if headings.named(text) and self._may_be_named(position, text, starts):
            return headings.read(text, SECTION_LEVEL)
        return self._unmarked(position, text) if starts and not self.is_markdown else None

    def _may_be_named(self, position: int, text: str, starts: bool) -> bool:
        if starts and self._is_alone(position):
            return True
        if starts and self._is_above_its_text(position, text):
            return True
        above = self.lines[position - 1].bare if position else ""
        return (
            headings.is_capitalised(text) and not text[0].islower() and (starts or above.endswith(_FINISHED))
        )

    def _unmarked(self, position: int, text: str) -> Heading | None:
        """A short line alone above a text: near to the vocabulary, or a heading of the author's own."""
        below = self._below(position)
        if below is None or not self._is_alone(position) or not headings.looks_like_heading(text):
            return None
        if items.opening(text):
            return None
        found = headings.read(text, SUB_LEVEL)
        is_sentence = len(below.bare) > len(text) and below.bare.endswith(_FINISHED)
        has_text = is_sentence or len(below.bare) > _TEXT or items.opening(below.text) is not None
        return found if has_text or (found.kind and headings.is_capitalised(text)) else None

    def _is_alone(self, position: int) -> bool:
        below = self._below(position)
        return below is None or below.gap > 0 or self._is_loose[position]

    def _is_above_its_text(self, position: int, text: str) -> bool:
        """Whether a list or a line that begins anew is below, and not the rest of a sentence."""
        below = self._below(position)
        if below is None:
            return False
        return items.opening(below.text) is not None or not (below.bare[0].islower() or text[0].islower())

    def _is_below_heading(self, position: int) -> bool:
        return position > 0 and headings.named(self.lines[position - 1].bare) is not None

    def _below(self, position: int) -> Line | None:
        return self.lines[position + 1] if position + 1 < len(self.lines) else None


def _loose(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether its block has a paragraph to a line: a line too long to be wrapped says so."""
    everything = len(lines) >= _FEW_LINES and not any(line.gap for line in lines[1:])
    loose: list[bool] = []
    start = 0
    for position in range(1, len(lines) + 1):
        if position == len(lines) or lines[position].gap:
            block = lines[start:position]
            loose.extend([everything or _is_loose(block)] * len(block))
            start = position
    return loose


def _is_loose(block: Sequence[Line]) -> bool:
    """Whether a line is too long to have been wrapped, or each line is a sentence of its own."""
    if any(len(line.bare) > _LONG for line in block):
        return True
    text = block[1:] if len(block) > _SECOND and headings.named(block[0].bare) else block
    return all(line.bare.endswith(_ENDED) and not line.bare[0].islower() for line in text)


def _code(lines: Sequence[Line]) -> dict[int, int]:
    """Where fenced code begins and ends; a fence that is never closed is text."""
    found: dict[int, int] = {}
    start: int | None = None
    for position, line in enumerate(lines):
        if not line.text.startswith(_FENCE):
            continue
        if start is None:
            start = position
        elif line.text.strip("`~") == "" and line.text[0] == lines[start].text[0]:
            found[start] = position + 1
            start = None
    return found
