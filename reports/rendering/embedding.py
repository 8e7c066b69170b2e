"""Puts the stamp's font into a PDF, whole for its repertoire, so that a copy can say any name in it.

The codes of the font are those of Unicode: a copy writes its text as UTF-16 and knows no glyphs.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reports.rendering import fonts


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A composite font whose map leads from characters to glyphs (ISO 32000-1, 9.7.4.2)."""
    cut = fonts.stamp_font()
    measures, name = cut.metrics, Name(f"/{cut.name}")
    program = pikepdf.Stream(pdf, cut.program)
    program.Length1 = len(cut.program)
    places = bytearray(2 * (max(cut.glyphs) + 1))
    for code, glyph in cut.glyphs.items():
        places[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=Array(measures.box), ItalicAngle=0,
        Ascent=measures.ascent, Descent=measures.descent, CapHeight=measures.capital, StemV=80,
        FontFile2=pdf.make_indirect(program),
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, DW=0,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array([each for code, width in measures.advances.items() for each in (code, Array([width]))]),
        CIDToGIDMap=pdf.make_indirect(pikepdf.Stream(pdf, bytes(places))),
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, _to_unicode(sorted(cut.glyphs)))),
        )
    )  # fmt: skip


def _to_unicode(codes: list[int]) -> bytes:
    """Each code is its own character."""
    lines = [f"<{code:04X}> <{code:04X}>" for code in codes]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    mapped = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Stamp-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
