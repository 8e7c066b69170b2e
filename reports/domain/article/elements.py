"""Groups the lines of a text into headings, paragraphs, lists, tables, code and rules.

What an element means for the article is decided later: here its shape is read, in one pass over the lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reports.domain.article import headings, shapes
from reports.domain.article.headings import Heading
from reports.domain.article.items import Mark, Opening
from reports.domain.article.lines import Line
from reports.domain.article.marks import shown

_DEEPEST = 3


class Shape(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    RULE = "rule"


@dataclass(slots=True, eq=False)
class Item:
    """One list item: its first line without the mark, what continues it, and paragraphs of its own below."""

    opening: Opening
    depth: int
    source: Line
    lines: list[Line]
    paragraphs: list[list[Line]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Element:
    """One block of the text; `gap` counts the blank lines above it."""

    shape: Shape
    gap: int
    lines: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    heading: Heading | None = None

    @property
    def first(self) -> Line:
        return self.lines[0] if self.lines else self.items[0].source


def read(lines: Sequence[Line], *, is_markdown: bool) -> list[Element]:
    """The elements of a text, in its order."""
    reader = _Reader(lines, is_markdown)
    position = 0
    while position < len(lines):
        position += reader.step(position)
    return reader.elements


class _Reader:
    def __init__(self, lines: Sequence[Line], is_markdown: bool) -> None:
        self.lines = lines
        self.is_markdown = is_markdown
        self.shapes = shapes.Shapes(lines, is_markdown)
        self.elements: list[Element] = []
        self.indents: list[int] = []
        self.last_number = 0
        self.furthest = -1

    def step(self, position: int) -> int:
        """Read what begins at this line; returns how many lines it took."""
        for attempt in (self._code, self._table, self._rule, self._heading, self._item):
            if taken := attempt(position):
                return taken
        self._text(self.lines[position], self.shapes.starts_paragraph(position))
        return 1

    def _add(self, shape: Shape, lines: Sequence[Line], heading: Heading | None = None) -> int:
        self.elements.append(Element(shape, lines[0].gap, list(lines), [], heading))
        return len(lines)

    def _code(self, position: int) -> int:
        end = self.shapes.end_of_code(position)
        return self._add(Shape.CODE, self.lines[position:end]) if end else 0

    def _table(self, position: int) -> int:
        end = self.shapes.end_of_table(position)
        return self._add(Shape.TABLE, self.lines[position:end]) if end else 0

    def _rule(self, position: int) -> int:
        return self._add(Shape.RULE, [self.lines[position]]) if self.shapes.is_rule(position) else 0

    def _heading(self, position: int) -> int:
        line = self.lines[position]
        if found := self.shapes.heading(position):
            self.last_number = 0
            self._add(Shape.HEADING, [line], found)
            self._note(found)
            return 2 if self.shapes.is_underlined(position) else 1
        if self.shapes.starts_paragraph(position) and (
            split := headings.run_in(shown(line, self.is_markdown))
        ):
            return self._run_in(line, *split)
        return 0

    def _run_in(self, line: Line, title: str, text: str) -> int:
        """A heading and its text on one line, where that section has not been opened or passed."""
        heading = headings.read(title, shapes.SECTION_LEVEL)
        if heading.kind is None or headings.order(heading.kind) <= self.furthest:
            return 0
        self._note(heading)
        self._add(Shape.HEADING, [line.having(title)], heading)
        self._add(Shape.TEXT, [replace(line.having(text), gap=0)])
        return 1

    def _note(self, heading: Heading) -> None:
        if heading.kind is not None:
            self.furthest = max(self.furthest, headings.order(heading.kind))

    def _item(self, position: int) -> int:
        line = self.lines[position]
        opening = self.shapes.opening(position, self.last_number)
        if opening is None:
            return 0
        depth = self._depth(line)
        if depth == 0 and opening.number is not None:
            self.last_number = opening.number
        item = Item(opening, depth, line, [line.having(opening.rest)])
        if self._goes_on(opening, depth):
            self.elements[-1].items.append(item)
        else:
            self.elements.append(Element(Shape.LIST, line.gap, [], [item]))
        return 1

    def _depth(self, line: Line) -> int:
        if not self.elements or self.elements[-1].shape is not Shape.LIST:
            self.indents = []
        while self.indents and self.indents[-1] >= line.indent + 2:
            self.indents.pop()
        if not self.indents or line.indent >= self.indents[-1] + 2:
            self.indents.append(line.indent)
        return min(len(self.indents) - 1, _DEEPEST)

    def _goes_on(self, opening: Opening, depth: int) -> bool:
        """Whether the item belongs to the list above: deeper, or with the same kind of mark."""
        last = self.elements[-1] if self.elements else None
        if last is None or last.shape is not Shape.LIST:
            return False
        return depth > 0 or last.items[0].opening.mark is opening.mark

    def _text(self, line: Line, is_new: bool) -> None:
        last = self.elements[-1] if self.elements else None
        if last and last.shape is Shape.LIST and self._continues_item(last, line, is_new):
            return
        if last and last.shape is Shape.TEXT and not is_new:
            last.lines.append(line)
        else:
            self._add(Shape.TEXT, [line])

    def _continues_item(self, last: Element, line: Line, is_new: bool) -> bool:
        item = last.items[-1]
        is_inside = line.indent > item.source.indent
        if line.gap == 0 and (is_inside or not is_new):
            (item.paragraphs[-1] if item.paragraphs else item.lines).append(line)
            return True
        if is_inside and line.gap <= 1:
            item.paragraphs.append([line])
            return True
        return False


def is_numbered(element: Element) -> bool:
    """Whether the element is a list whose own items are numbered."""
    return element.shape is Shape.LIST and element.items[0].opening.mark is Mark.NUMBER
