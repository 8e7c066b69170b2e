"""Boxes whose lengths are worked out once for all boxes of one style.

The engine resolves eighteen lengths of each box against the box around it, each time that it is laid out.
Almost all are plain pixels or "auto", which nothing around a box can change.
"""

from typing import Any

from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import absolute, block, column, grid, inline, page, percent, table
from weasyprint.layout import float as floating

_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_USERS = (absolute, block, column, floating, grid, inline, page, percent, table)

_own_resolve = percent.resolve_percentages
_own_is_in_normal_flow = Box.is_in_normal_flow


def _resolve(box: Any, containing_block: Any) -> None:
    box = vars(box).get("_box", box)  # a placeholder sets what it is given on its box
    style, used = box.style, vars(box)
    known = vars(style)
    if "_lengths" not in known:
        known["_lengths"] = _of(style)
    if known["_lengths"] is None:
        _own_resolve(box, containing_block)
        return
    used.update(known["_lengths"])
    collapse = style["border_collapse"] == "collapse"
    for name in _BORDERS:
        if not (collapse and name in used):  # collapsed borders are settled before
            used[name] = style[name]


def _of(style: Any) -> dict[str, Any] | None:
    """What the lengths of a style come to in any surroundings; None where these decide."""
    if style["box_sizing"] != "content-box":
        return None
    lengths = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            lengths[name] = 0 if name.startswith("min_") else value
        elif getattr(value, "unit", None) == "px":
            lengths[name] = value.value
        else:
            return None
    return lengths


def _is_in_normal_flow(box: Any) -> bool:
    """In one look at the style for most boxes, where the engine asks five questions."""
    if box.style["float"] == "none" and box.style["position"] in ("static", "relative"):
        return True
    return bool(_own_is_in_normal_flow(box))


def install() -> None:
    """Put them in."""
    for module in _USERS:
        module.resolve_percentages = _resolve
    Box.is_in_normal_flow = _is_in_normal_flow
