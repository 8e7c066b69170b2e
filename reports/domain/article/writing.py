"""Writes elements as Markdown: plain text so that it renders as the same text, Markdown as it was written.

Lists, tables and sub-headings keep their structure in both; their marks are made uniform.
"""

from collections.abc import Iterable, Sequence

from reports.domain.article.elements import Element, Item, Shape, is_numbered
from reports.domain.article.headings import Heading
from reports.domain.article.lines import Line
from reports.domain.article.markup import escape
from reports.domain.article.shapes import SUB_LEVEL

_LOWEST = 6


class Writer:
    """Writes the elements of one article."""

    def __init__(self, *, is_markdown: bool) -> None:
        self.is_markdown = is_markdown

    def line(self, text: str) -> str:
        """One line of a paragraph."""
        return text if self.is_markdown else escape(text)

    def text(self, lines: Iterable[Line]) -> str:
        """One paragraph."""
        return "\n".join(self.line(line.text) for line in lines)

    def body(self, elements: Sequence[Element]) -> str:
        """The elements, a blank line between each two."""
        is_counted = sum(len(each.items) for each in elements if is_numbered(each)) > 1
        return "\n\n".join(filter(None, (self._element(element, is_counted) for element in elements)))

    def _element(self, element: Element, is_counted: bool) -> str:
        match element.shape:
            case Shape.HEADING | Shape.RULE:
                return self._heading(element.heading) if element.heading else ""
            case Shape.LIST:
                is_lone = is_numbered(element) and not is_counted
                return self._as_text(element.items[0]) if is_lone else self.items(element.items)
            case Shape.TABLE:
                return "\n".join(self._row(line.text) for line in element.lines)
            case Shape.CODE:
                return "\n".join(" " * line.indent + line.text for line in element.lines)
        return self.text(element.lines)

    def _heading(self, heading: Heading) -> str:
        level = min(max(heading.level, SUB_LEVEL), _LOWEST)
        return f"{'#' * level} {escape(heading.title)}"

    def _as_text(self, item: Item) -> str:
        """A lone “1.” is the beginning of a sentence, or a number that the author means to be read."""
        paragraphs = [[item.source, *item.lines[1:]], *item.paragraphs]
        return "\n\n".join(self.text(lines) for lines in paragraphs)

    def _row(self, text: str) -> str:
        return text if self.is_markdown else escape(text).replace("\\|", "|")

    def items(self, items: Sequence[Item]) -> str:
        """A list, with its lists inside."""
        written: list[str] = []
        widths: list[int] = []
        top = min(item.depth for item in items)
        for item in items:
            depth = item.depth - top
            del widths[depth:]
            mark = f"{item.opening.label}. " if item.opening.is_counted else "- "
            written.append(_indented(mark + self.item(item), sum(widths), len(mark)))
            widths.extend([len(mark)] * (depth + 1 - len(widths)))
        return "\n".join(written)

    def item(self, item: Item) -> str:
        """The text of one item, without its mark; a letter or a foreign number is part of the text."""
        paragraphs = [item.lines, *item.paragraphs]
        text = "\n\n".join(self.text(lines) for lines in paragraphs)
        is_named = item.opening.label and not item.opening.is_counted
        return f"{item.opening.label}) {text}" if is_named else text


def _indented(text: str, outer: int, mark: int) -> str:
    first, *others = text.split("\n")
    inner = " " * (outer + mark)
    return "\n".join([" " * outer + first, *(inner + other if other else "" for other in others)])
