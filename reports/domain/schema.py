"""The JSON Schema of snapshots, read from the dataclasses that they are made of.

Whoever takes the data out of an edition can check it and knows what each field means, and the schema cannot
fall behind the code. Dialect: JSON Schema, draft 2020-12.
"""

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from reports.domain.snapshot import SCHEMA, Snapshot

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = f"snapshot-{SCHEMA}.json"

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def schema(address: str) -> dict[str, Any]:
    """The schema of this version's snapshots, published at `address`."""
    whole = _object(Snapshot)
    whole["properties"]["schema"] = {"const": SCHEMA}
    parts = {kind.__name__: _object(kind) for kind in _parts(Snapshot)}
    return {"$schema": DIALECT, "$id": address, "title": "Snapshot of a report", **whole, "$defs": parts}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _parts(kind: type) -> list[type]:
    """Every dataclass below this one, each once, in the order of their fields."""
    found: dict[type, None] = {}
    for hint in _hints(kind).values():
        for each in (hint, *get_args(hint)):
            if is_dataclass(each) and isinstance(each, type):
                found |= dict.fromkeys([each, *_parts(each)])
    return list(found)


def _object(kind: type) -> dict[str, Any]:
    """A dataclass: all of its fields but those that are left out where they are empty, and no other."""
    names = [field.name for field in fields(kind)]
    return {
        "type": "object",
        "description": " ".join((kind.__doc__ or "").split()),
        "properties": {name: _value(_hints(kind)[name]) for name in names},
        "required": [field.name for field in fields(kind) if "left_out" not in field.metadata],
        "additionalProperties": False,
    }


def _value(hint: Any) -> dict[str, Any]:
    """What a field may hold."""
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _value(get_args(hint)[0])}
    if isinstance(hint, UnionType):
        return {"anyOf": [_value(each) for each in get_args(hint)]}
    if issubclass(hint, Enum):
        return {"enum": [each.value for each in hint]}
    return {"$ref": f"#/$defs/{hint.__name__}"}
