"""Footnotes that stay on the page of their call, even where the next paragraph would like their room.

For want of a line the engine sends notes that are set already to the next page, so that the first lines of a
paragraph fit. Here that paragraph goes to the next page itself.
"""

from typing import Any

from weasyprint.layout import block

_NEVER = 10_000
"""So many lines before a break as no paragraph has."""

_own = block._linebox_layout


def _layout(
    context: Any,
    box: Any,
    index: int,
    child: Any,
    lines: list[Any],
    page_is_empty: bool,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    *others: Any,
) -> Any:
    count, known = len(lines), list(context.current_page_footnotes)
    given = (context, box, index, child, lines, page_is_empty, absolute_boxes, fixed_boxes, *others)
    laid = _own(*given)
    if page_is_empty or not context.reported_footnotes:
        return laid
    called = [each.footnote for line in lines[count:] for each in line.descendants() if each.footnote]
    if not any(note in context.reported_footnotes for note in (*known, *called)):
        return laid
    block.remove_placeholders(context, lines[count:], absolute_boxes, fixed_boxes)
    del lines[count:]
    context.reported_footnotes[:] = [each for each in context.reported_footnotes if each not in known]
    context.current_page_footnotes[:] = known
    context._update_footnote_area()
    orphans = box.style["orphans"]
    box.style["orphans"] = _NEVER
    try:
        return _own(*given)
    finally:
        box.style["orphans"] = orphans


def install() -> None:
    """Put it in."""
    block._linebox_layout = _layout
