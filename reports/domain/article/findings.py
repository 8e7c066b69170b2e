"""Takes the key findings out of their section: each item of its list, or each paragraph where it has no list.

What introduces them stays the section's own text.
"""

from collections.abc import Sequence

from reports.domain.article.elements import Element, Item, Shape
from reports.domain.article.ledger import Ledger
from reports.domain.article.lines import Line
from reports.domain.article.writing import Writer


def taken(elements: Sequence[Element], writer: Writer, ledger: Ledger) -> tuple[list[str], list[Element]]:
    """The findings as Markdown, and the other elements."""
    if any(element.shape is Shape.LIST for element in elements):
        each = [group for element in elements for group in groups(element.items)]
        for group in each:
            ledger.label(group[0].opening.label)
        return [written(group, writer) for group in each], [e for e in elements if e.shape is not Shape.LIST]
    texts = [element for element in elements if element.shape is Shape.TEXT]
    if len(texts) > 1 and texts[0].lines[-1].bare.endswith((":", "：")):
        texts = texts[1:]
    paragraphs = _sentences(texts[0]) if len(texts) == 1 else [element.lines for element in texts]
    taken_ones = {id(element) for element in texts}
    rest = [element for element in elements if id(element) not in taken_ones]
    return [writer.text(lines) for lines in paragraphs], rest


def groups(items: Sequence[Item]) -> list[list[Item]]:
    """Each item at the top of the list with those below it."""
    found: list[list[Item]] = []
    for item in items:
        if item.depth == 0 or not found:
            found.append([item])
        else:
            found[-1].append(item)
    return found


def written(group: Sequence[Item], writer: Writer) -> str:
    """A top item without its mark, and the list inside it."""
    top, *below = group
    paragraphs = [writer.text(lines) for lines in (top.lines, *top.paragraphs)]
    if below:
        paragraphs.append(writer.items(below))
    return "\n\n".join(paragraphs)


def _sentences(element: Element) -> list[list[Line]]:
    """The lines of a paragraph when each is a sentence of its own, else the paragraph."""
    lines = element.lines
    is_each = all(
        line.bare.endswith((".", "!", "?", "。", "؟")) and not line.bare[0].islower() for line in lines
    )
    return [[line] for line in lines] if len(lines) > 1 and is_each else [lines]
