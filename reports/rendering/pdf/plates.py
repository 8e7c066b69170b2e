"""Drawings and pictures that find room: one that does not fit a page stands at the head of the next.

The engine ends a page at a figure that does not fit, and leaves the rest of the page empty. Here the text
goes on to the foot of the page and the figure waits, as in a journal; figures keep their order.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.layout import block
from weasyprint.layout import page as paging

_MOST = 0.8
"""How much of a page several waiting figures may fill; one alone may fill more."""

_own_layout, _own_make_page = block._out_of_flow_layout, paging.make_page


class _Waiting:
    """A figure in the list of what the engine sets at the head of the next page."""

    def __init__(self, figure: Any, parent: Any, height: float) -> None:
        self.figure, self.height = figure, height
        self.entry = (figure, parent, None, None)  # as the engine keeps it: in the root's flow, not begun

    def is_floated(self) -> bool:
        """No: what clears floats would wait for it."""
        return False


def _layout(context: Any, box: Any, index: int, child: Any, new_children: list[Any], *others: Any) -> Any:
    is_first = others[0] and not new_children
    laid = _own_layout(context, box, index, child, new_children, *others)
    stopped, _, figure, rest = laid
    if child.element_tag != "figure" or not child.is_floated() or figure is None:
        return laid
    ahead = [each for each in _waiting(context) if each.figure is not child]
    if not ahead and (is_first or not (stopped or rest)):
        return laid
    _take_out(context, new_children, figure)
    waiting = _Waiting(child, box, figure.margin_height())
    context.broken_out_of_flow = {
        key: entry for key, entry in context.broken_out_of_flow.items() if entry[0] is not child
    } | {waiting: waiting.entry}
    return False, None, None, None


def _take_out(context: Any, new_children: list[Any], figure: Any) -> None:
    for places in (new_children, context.excluded_shapes):
        places[:] = [each for each in places if each is not figure]


def _waiting(context: Any) -> Iterator[_Waiting]:
    yield from vars(context).get("figures_for_later", ())
    yield from (each for each in context.broken_out_of_flow if isinstance(each, _Waiting))


def _make_page(
    context: Any, root: Any, page_type: Any, resume_at: Any, number: int, state: Any
) -> tuple[Any, Any, Any]:
    """The engine's page with what waits at its head; a last page of its own if no text is left."""
    after = vars(context).setdefault("figures_after", {})
    now, later = _divided(*after.get(number - 1, ((), 0.0)))
    own = {key: entry for key, entry in context.broken_out_of_flow.items() if not isinstance(key, _Waiting)}
    context.broken_out_of_flow = own | {each: each.entry for each in now}
    context.figures_for_later = later
    page, rest, following = _own_make_page(context, root, page_type, resume_at, number, state)
    waiting = [*later, *_passed(context, root, rest)]
    known, after[number] = after.get(number), (waiting, page.height)
    if waiting and rest is None:
        rest, following = {len(root.children): None}, {"break": "any", "page": None}
    if known and not _alike(known[0], waiting) and rest is not None and number < len(context.page_maker):
        context.page_maker[number][-1]["content_changed"] = True
    return page, rest, following


def _divided(waiting: Sequence[_Waiting], room: float) -> tuple[list[_Waiting], list[_Waiting]]:
    """Those that go together at the head of a page of that height, and those that wait on."""
    filled, count = 0.0, 0
    for each in waiting:
        filled += each.height
        if count and filled > room * _MOST:
            break
        count += 1
    return list(waiting[:count]), list(waiting[count:])


def _passed(context: Any, root: Any, rest: Any) -> Iterator[_Waiting]:
    """Those that stand before the place where the next page begins: the others are met again there."""
    beginning = list(_steps(rest))
    for each in context.broken_out_of_flow:
        if isinstance(each, _Waiting) and (rest is None or _path(root, each.figure) < beginning):
            yield each


def _steps(place: Any) -> Iterator[int]:
    while place:
        index, place = next(iter(place.items()))
        yield index


def _path(box: Any, wanted: Any) -> list[int]:
    """The numbers of the children that lead to a figure; empty if it is not below the box."""
    for index, child in enumerate(getattr(box, "children", ())):
        if child is wanted:
            return [index]
        if child.element_tag in ("body", "main", "section") and (found := _path(child, wanted)):
            return [index, *found]
    return []


def _alike(some: Sequence[_Waiting], others: Sequence[_Waiting]) -> bool:
    return [each.figure for each in some] == [each.figure for each in others]


def install() -> None:
    """Put it in."""
    block._out_of_flow_layout, paging.make_page = _layout, _make_page
