"""Computed styles that begin with what nothing has changed.

The engine works out each property of each style when it is first asked for, most often to find its initial
value or that of the parent. Here a style begins with the initial values, and passes the parent's on at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from weasyprint import css
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

_OF_THEIR_OWN = {"position", "float", "display", "page"}
"""The engine has rules for each of these."""


def _is_plain(name: str) -> bool:
    return name not in _OF_THEIR_OWN and not name.startswith("text_decoration_")


_INITIAL = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if _is_plain(name) and name not in INHERITED and name not in INITIAL_NOT_COMPUTED
}
_PASSED_ON = {name for name in INHERITED if _is_plain(name) and name not in PHYSICAL_FUNCTIONS}


def _logical_names() -> dict[str, set[str]]:
    """Which physical properties each logical one can set, in either direction of writing."""
    names = defaultdict(set)
    for physical, name_of in PHYSICAL_FUNCTIONS.items():
        for direction in ("ltr", "rtl"):
            names[name_of(block="ttb", inline=direction)].add(physical)
    return dict(names)


_SET_BY = _logical_names()


def _begin(style: dict[str, Any], declared: Iterable[str]) -> None:
    style.update(_INITIAL)
    for name in declared:
        style.pop(name, None)
        for physical in _SET_BY.get(name, ()):
            style.pop(physical, None)


class _Computed:
    """What is put into the engine's own class of styles of elements."""

    own_init = css.ComputedStyle.__init__
    own_missing = css.ComputedStyle.__missing__

    @staticmethod
    def init(style: Any, parent_style: Any, cascaded: Any, *others: Any) -> None:
        _begin(style, cascaded)
        _Computed.own_init(style, parent_style, cascaded, *others)

    @staticmethod
    def missing(style: Any, key: str) -> Any:
        if key in _PASSED_ON and key not in style.cascaded and style.parent_style is not None:
            value = style[key] = style.parent_style[key]
            return value
        return _Computed.own_missing(style, key)


class _Anonymous:
    """And into that of boxes without an element."""

    own_init = css.AnonymousStyle.__init__

    @staticmethod
    def init(style: Any, parent_style: Any) -> None:
        style.update(_INITIAL)
        _Anonymous.own_init(style, parent_style)


def install() -> None:
    """Put them in."""
    css.ComputedStyle.__init__ = _Computed.init
    css.ComputedStyle.__missing__ = _Computed.missing
    css.AnonymousStyle.__init__ = _Anonymous.init
