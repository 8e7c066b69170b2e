"""Lines of text that are set up once and shaped no oftener than they must be.

The engine makes a new context, font description and layout for every piece of text, drops the layout of each
line when its place is known, and makes and shapes it again to draw it. Here a layout is a copy of the first
of its style, and a line keeps its own until it is drawn.
"""

from typing import Any

from weasyprint.css import computed_values, units
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.line_break import Layout

ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *);")

_BREAKS = frozenset("\n\r\t\f\x0b\x85\u2028\u2029")
_BROKEN_ANYWHERE = ("anywhere", "break-word")
_EVERYTHING = 0xFFFFFFFF

_own_setup, _own_set_text, _own_reactivate = Layout.setup, Layout.set_text, Layout.reactivate
_own_strut = line_break.strut


def _setup(layout: Any, style: Any) -> None:
    known = vars(style)
    model = known.get("_model_of_lines")
    if model is None:
        _own_setup(layout, style)
        if style["overflow_wrap"] in _BROKEN_ANYWHERE:
            _never_hyphenate(layout.layout)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        model = known["_model_of_lines"] = vars(layout).copy()
        del model["justification_spacing"]
    else:
        vars(layout).update(model)
    layout.layout = ffi.gc(pango.pango_layout_copy(model["layout"]), gobject.g_object_unref)


def _never_hyphenate(layout: Any) -> None:
    """A word that is broken for want of room gets no hyphen, which would not be in the text."""
    attributes = pango.pango_layout_get_attributes(layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    attribute = pango.pango_attr_insert_hyphens_new(False)
    attribute.start_index, attribute.end_index = 0, _EVERYTHING
    pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout, attributes)


def _set_text(layout: Any, text: str, justify: bool = False) -> None:
    style = layout.style
    if (
        (justify and layout.justification_spacing)
        or style["word_spacing"]
        or style["letter_spacing"] != "normal"
        or not _BREAKS.isdisjoint(text)
    ):
        pango.pango_layout_set_single_paragraph_mode(layout.layout, False)
        _own_set_text(layout, text, justify)
        return
    layout.text = text
    encoded = text.encode()
    pango.pango_layout_set_text(layout.layout, encoded, len(encoded))


def _deactivate(layout: Any) -> None:
    """It is drawn as it is."""


def _reactivate(layout: Any, style: Any) -> None:
    if layout.justification_spacing or layout.style is not style:
        _own_reactivate(layout, style)


def _strut(style: Any) -> tuple[float, float]:
    """Height and base line of a line of this style."""
    known = vars(style)
    if "_strut" not in known:
        known["_strut"] = _own_strut(style)
    found: tuple[float, float] = known["_strut"]
    return found


def install() -> None:
    """Put them in."""
    for module in (computed_values, inline, line_break, units):
        module.strut = _strut
    Layout.setup, Layout.set_text = _setup, _set_text
    Layout.deactivate, Layout.reactivate = _deactivate, _reactivate
