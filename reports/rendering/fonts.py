"""Finds a font for a text as the layout engine would, and cuts one down to what a stamp may need.

Fontconfig is asked directly, because the engine that knows it too must stay out of this process.
"""

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz as hb

FAMILY = "Noto Sans"
_MATCH_PATTERN, _RESULT_MATCH = 0, 0
_OTHERS = (
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
)
_REPERTOIRE = (
    *(range(0x20, 0x7F), range(0xA0, 0x180), (0x192, 0x1A0, 0x1A1, 0x1AF, 0x1B0)),  # Latin
    *(range(0x1CD, 0x1DD), range(0x218, 0x21C), range(0x1E80, 0x1E86), range(0x1EA0, 0x1EFA)),
    *(
        range(0x386, 0x3CF),
        range(0x400, 0x460),
        range(0x490, 0x4A0),
        range(0x4AE, 0x4B4),
        (0x4BA, 0x4D8, 0x4E8),
    ),
    *((0x4BB, 0x4D9, 0x4E9), range(0x2010, 0x2016), range(0x2018, 0x201F), (0x2026, 0x2116, 0x2122)),
)
"""What is set as text: modern Latin with Vietnamese and pinyin, Greek, Cyrillic; all else is drawn."""


class FontMissingError(Exception):
    """No usable font on this machine; the sentence says which is needed."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """In thousandths of the em, as a PDF wants them: box of all glyphs, heights, advances."""

    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capital: int
    advances: dict[int, int]


@dataclass(frozen=True, slots=True)
class StampFont:
    """A subset with its name, where each character's glyph is in it, and its measures."""

    name: str
    program: bytes
    glyphs: dict[int, int]
    metrics: Metrics


@cache
def stamp_font() -> StampFont:
    """Latin, Greek and Cyrillic of the stamp's family, without hints and layout tables.

    Raises FontMissingError where the family is not installed with TrueType outlines.
    """
    wanted = {code for block in _REPERTOIRE for code in block}
    path, index = _match("A")
    face = _face(path, index)
    if "glyf" not in face.table_tags:
        raise FontMissingError(f"The stamp needs {FAMILY}: install the package fonts-noto-core.")
    cut = _subset(face, wanted & set(face.unicodes))
    font = hb.Font(cut)
    glyphs = {code: font.get_nominal_glyph(code) or 0 for code in sorted(cut.unicodes)}
    name = "".join(character for character in path.stem if character.isalnum() or character == "-")
    return StampFont(f"STAMPS+{name}", cut.blob.data, glyphs, _metrics(cut, font, glyphs))


@lru_cache(maxsize=64)
def for_text(text: str) -> hb.Font | None:
    """A font that has every visible character of `text`, or None: nothing is ever drawn as an empty box."""
    needed = {ord(character) for character in text if character.isprintable() and not character.isspace()}
    try:
        path, index = _match(text)
    except FontMissingError:
        return None
    face = _face(path, index)
    return hb.Font(face) if needed <= set(face.unicodes) else None


def _subset(face: hb.Face, codes: Iterable[int]) -> hb.Face:
    wish = hb.SubsetInput()
    wish.unicode_set.update(codes)
    wish.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    for tag in (
        b"GSUB",
        b"GPOS",
        b"GDEF",
        b"STAT",
        b"meta",
        b"name",
        b"post",
    ):  # a PDF reader asks for none of them
        wish.drop_table_tag_set.add(int.from_bytes(tag, "big"))
    return wish.subset(face)


def _metrics(face: hb.Face, font: hb.Font, glyphs: dict[int, int]) -> Metrics:
    def thousandths(value: float) -> int:
        thousands: int = round(value * 1000 / face.upem)
        return thousands

    extents = font.get_font_extents("ltr")
    boxes = [box for box in map(font.get_glyph_extents, range(face.glyph_count)) if box]
    left, right = min(box.x_bearing for box in boxes), max(box.x_bearing + box.width for box in boxes)
    bottom, top = min(box.y_bearing + box.height for box in boxes), max(box.y_bearing for box in boxes)
    capital = font.get_glyph_extents(glyphs[ord("H")])
    return Metrics(
        box=(thousandths(left), thousandths(bottom), thousandths(right), thousandths(top)),
        ascent=thousandths(extents.ascender),
        descent=thousandths(extents.descender),
        capital=thousandths(capital.y_bearing if capital else extents.ascender),
        advances={code: thousandths(font.get_glyph_h_advance(glyph)) for code, glyph in glyphs.items()},
    )


@lru_cache(maxsize=16)
def _face(path: Path, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)), index)


# --- Fontconfig ----------------------------------------------------------------------------------


@cache
def _fontconfig() -> ctypes.CDLL:
    library = ctypes.CDLL("libfontconfig.so.1")
    for name in ("FcPatternCreate", "FcCharSetCreate", "FcFontMatch"):
        getattr(library, name).restype = ctypes.c_void_p
    library.FcInit()
    return library


def _match(text: str) -> tuple[Path, int]:
    """File and index of the font that fontconfig prefers for the characters."""
    library = _fontconfig()
    pointer = ctypes.c_void_p
    characters, pattern = pointer(library.FcCharSetCreate()), pointer(library.FcPatternCreate())
    try:
        for character in text:
            library.FcCharSetAddChar(characters, ctypes.c_uint32(ord(character)))
        for family in (FAMILY, *_OTHERS):
            library.FcPatternAddString(pattern, b"family", family.encode())
        library.FcPatternAddInteger(pattern, b"weight", ctypes.c_int(80))  # regular
        library.FcPatternAddInteger(pattern, b"slant", ctypes.c_int(0))
        library.FcPatternAddCharSet(pattern, b"charset", characters)
        library.FcConfigSubstitute(None, pattern, _MATCH_PATTERN)
        library.FcDefaultSubstitute(pattern)
        outcome = ctypes.c_int()
        found = pointer(library.FcFontMatch(None, pattern, ctypes.byref(outcome)))
    finally:
        library.FcPatternDestroy(pattern)
        library.FcCharSetDestroy(characters)
    if not found or outcome.value != _RESULT_MATCH:
        raise FontMissingError(f"The stamp needs {FAMILY}: install the package fonts-noto-core.")
    try:
        return _file_of(found)
    finally:
        library.FcPatternDestroy(found)


def _file_of(pattern: ctypes.c_void_p) -> tuple[Path, int]:
    library = _fontconfig()
    name, index = ctypes.c_char_p(), ctypes.c_int()
    if library.FcPatternGetString(pattern, b"file", 0, ctypes.byref(name)) or name.value is None:
        raise FontMissingError(f"The stamp needs {FAMILY}: install the package fonts-noto-core.")
    library.FcPatternGetInteger(pattern, b"index", 0, ctypes.byref(index))
    return Path(name.value.decode()), index.value
