"""The objects of a PDF as the bytes that they are in the file, each worked out once.

The engine works them out for the file and again for its identifier, packing every stream twice; and most of
them are elements of the tag tree, which can be written without looking at each value.
"""

import zlib
from typing import Any

import pydyf  # type: ignore[import-untyped]  # it brings no types

_LEVEL = 6
"""Pages are packed anew when copies of them become possible; the rest gains nothing from more effort."""
_OF_EACH = {"Type", "S", "K", "P"}
_own_page_references = pydyf.PDF.page_references.fget
_own_to_bytes = pydyf._to_bytes


class _Settled(pydyf.Object):  # type: ignore[misc]  # it brings no types
    """An object that will not change any more."""

    data = b""
    compressible = False

    def __init__(self, number: int, data: bytes, *, compressible: bool) -> None:
        super().__init__()
        self.number, self.data, self.compressible = number, data, compressible


def settle(pdf: pydyf.PDF) -> None:
    """Let each object be its bytes; nothing may be changed afterwards."""
    for number, each in enumerate(pdf.objects):
        if each.free != "f":
            pdf.objects[number] = _Settled(number, _bytes(each), compressible=each.compressible)


def _bytes(each: Any) -> bytes:
    if isinstance(each, pydyf.Stream):
        return _stream(each)
    if isinstance(each, pydyf.Dictionary) and each.get("Type") == "/StructElem":
        return _element(each)
    data: bytes = each.data
    return data


def _stream(stream: pydyf.Stream) -> bytes:
    content = b"\n".join(
        [item if isinstance(item, bytes) else pydyf._to_bytes(item) for item in stream.stream]
    )
    extra = pydyf.Dictionary(stream.extra.copy())
    if stream.compress:
        extra["Filter"] = "/FlateDecode"
        content = zlib.compress(content, _LEVEL)
    extra["Length"] = len(content)
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


def _element(element: pydyf.Dictionary) -> bytes:
    """An element of the tag tree: what each has, then what few have."""
    kids = b" ".join([kid if isinstance(kid, bytes) else b"%d" % kid for kid in element["K"]])
    others = pydyf.Dictionary({key: value for key, value in element.items() if key not in _OF_EACH})
    return b"<</Type/StructElem/S%s/K[%s]/P %s%s" % (
        element["S"].encode(),
        kids,
        element["P"],
        others.data[2:],
    )


def _page_references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """The engine lists all pages anew for each element of the tag tree: time would grow with their square."""
    known: tuple[bytes, ...] = vars(pdf).get("_known_pages", ())
    if len(known) != pdf.pages["Count"]:
        known = vars(pdf)["_known_pages"] = _own_page_references(pdf)
    return known


def _to_bytes(item: Any) -> bytes:
    """The commonest kinds first; the engine asks for each kind what an item is not."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]  # it is
    if kind is int or kind is str:
        return str(item).encode("ascii")
    if kind is float and not item.is_integer():
        return f"{item:f}".rstrip("0").encode("ascii")
    made: bytes = _own_to_bytes(item)
    return made


def install() -> None:
    """Put them in."""
    pydyf._to_bytes = _to_bytes
    pydyf.PDF.page_references = property(_page_references)
