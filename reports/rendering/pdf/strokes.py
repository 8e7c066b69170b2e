"""Glyphs of a line written at one go.

The engine asks for each glyph and its place one by one. Where a line is all plain glyphs, which is nearly
always, they are read as a block here; whatever is otherwise is left to the engine.
"""

import struct
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

_GLYPH = struct.Struct("=IiiiI")
"""Its number, width, offsets to the right and up, and marks, as Pango has them in memory."""
_SPECIAL = 0x0FFFFFFF
"""From here on numbers stand for no glyph or for a missing one."""

_SMALLEST = 1e-6

_own = drawing.draw_first_line


def _draw(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
    runs = _runs(stream, textbox) if text_overflow == "clip" and block_ellipsis == "none" else None
    if runs is None:
        return _own(stream, textbox, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    shown: list[str] = []
    last = None
    for font, size, item, glyphs in runs:
        if (font, size) != last:
            _show(stream, shown)
            stream.set_font_size(font.hash, size)
            shown, last = [], (font, size)
        _learn(textbox, font, item, glyphs)
        shown.append(_set(stream, font, size, item, glyphs))
    _show(stream, shown)
    return []


def _show(stream: Any, shown: list[str]) -> None:
    if shown:
        stream.show_text("".join(shown))


def _runs(stream: Any, textbox: Any) -> list[tuple[Any, float, Any, list[tuple[int, ...]]]] | None:
    """The runs of the line with fonts, sizes and glyphs; None where the engine is needed."""
    if not textbox.text.strip() or textbox.style["font_size"] < _SMALLEST:
        return None
    line, _ = textbox.pango_layout.get_first_line()
    found = []
    run = line.runs[0]
    while run != ffi.NULL:
        item = run.data
        font, size = _font(stream, item.item.analysis.font)
        glyphs = _glyphs(item.glyphs)
        if font.bitmap or font.svg or font.png or font.colr or glyphs is None:
            return None
        found.append((font, size, item, glyphs))
        run = run.next
    return found


def _font(stream: Any, pango_font: Any) -> Any:
    """A page's lines keep their fonts, so that an address stands for one font while it is drawn."""
    known = vars(stream).setdefault("_fonts_by_address", {})
    address = int(ffi.cast("intptr_t", pango_font))
    if address not in known:
        known[address] = stream.add_font(pango_font)
    return known[address]


def _glyphs(string: Any) -> list[tuple[int, ...]] | None:
    if string.num_glyphs == 0:
        return []
    data = ffi.buffer(string.glyphs, string.num_glyphs * _GLYPH.size)
    glyphs = list(_GLYPH.iter_unpack(data))
    return None if any(glyph[3] or glyph[0] >= _SPECIAL for glyph in glyphs) else glyphs


def _learn(textbox: Any, font: Any, item: Any, glyphs: list[tuple[int, ...]]) -> None:
    """Tell the font which characters its new glyphs stand for."""
    new = [at for at, glyph in enumerate(glyphs) if glyph[0] not in font.to_unicode]
    if not new:
        return
    text = textbox.pango_layout.text.encode()
    length, offset = item.item.length, item.item.offset
    starts = ffi.unpack(item.glyphs.log_clusters, len(glyphs))
    backwards = item.item.analysis.level % 2
    ends = [length, *starts[:-1]] if backwards else [*starts[1:], length]
    for at in new:
        if glyphs[at][0] not in font.to_unicode:
            font.to_unicode[glyphs[at][0]] = text[offset + starts[at] : offset + ends[at]].decode()


def _set(stream: Any, font: Any, size: float, item: Any, glyphs: list[tuple[int, ...]]) -> str:
    """The glyphs as a PDF has them, with a number wherever a width is not the font's own."""
    parts, widths, scale = ["<"], font.widths, 1000 * FROM_UNITS / size
    for glyph, width, right, _, _ in glyphs:
        own = widths.get(glyph)
        if own is None:
            own = widths[glyph] = _width(stream, item.item.analysis.font, glyph, scale)
        offset = right / size
        if offset:
            parts.append(f">{-offset}<")
        parts.append(f"{glyph:04x}")
        kerning = int(own + offset - width * scale)
        if kerning:
            parts.append(f">{kerning}<")
    return "".join([*parts, ">"]).removesuffix("<>")


def _width(stream: Any, pango_font: Any, glyph: int, scale: float) -> int:
    pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
    width: float = stream.logical_rect.width * scale
    return round(width)


def install() -> None:
    """Put it in."""
    drawing.draw_first_line = _draw
