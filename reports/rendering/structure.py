"""Mends the tag tree, and what else the engine leaves short of PDF/A and PDF/UA.

The engine puts the paragraphs of a loose list straight into the list item; ISO 14289-1, 7.2 wants a label and
a body there and nothing else, and readers' software counts on it.
"""

from typing import Any

import pydyf  # type: ignore[import-untyped]  # it brings no types

_ALLOWED = ("/Lbl", "/LBody")


def mend(pdf: pydyf.PDF) -> None:
    """All that is mended."""
    elements = {each.reference: each for each in pdf.objects if _kind(each)}
    _give_items_bodies(pdf, elements)
    _name_notes(elements)
    _give_heads_scopes(elements)
    if "AF" in pdf.catalog:  # the engine names an attachment as often as it finds it
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _name_notes(elements: dict[bytes, Any]) -> None:
    """Each footnote has a name of its own (ISO 14289-1, 7.9)."""
    notes = [each for each in elements.values() if _kind(each) == "/Note"]
    for number, note in enumerate(notes, start=1):
        note["ID"] = pydyf.String(f"note-{number}")


def _give_heads_scopes(elements: dict[bytes, Any]) -> None:
    """Each head of a table says what it heads (ISO 32000-1, 14.8.5.7): in the first row a column, else a row.

    The engine names each head by table, row and column.
    """
    for each in elements.values():
        if _kind(each) == "/TH" and "ID" in each:
            _, row, _ = str(each["ID"].string).split("-")
            each["A"]["Scope"] = "/Column" if row == "0" else "/Row"


def _give_items_bodies(pdf: pydyf.PDF, elements: dict[bytes, Any]) -> None:
    """Gather what stands beside the label of a list item in a body."""
    for item in [each for each in elements.values() if _kind(each) == "/LI"]:
        strays = [kid for kid in item["K"] if kid in elements and _kind(elements[kid]) not in _ALLOWED]
        if strays:
            _gather(pdf, item, [elements[kid] for kid in strays])


def _kind(element: Any) -> str:
    is_element = isinstance(element, pydyf.Dictionary) and element.get("Type") == "/StructElem"
    return str(element["S"]) if is_element else ""


def _gather(pdf: pydyf.PDF, item: Any, strays: list[Any]) -> None:
    references = {each.reference for each in strays}
    page = strays[0].get("Pg", item["Pg"])
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": page, "P": item.reference}
    )
    pdf.add_object(body)
    for each in strays:
        body["K"].append(each.reference)
        each["P"] = body.reference
    item["K"] = pydyf.Array([kid for kid in item["K"] if kid not in references] + [body.reference])
