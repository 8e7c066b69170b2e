"""How a render crosses from one process to another: a JSON header and blobs, each with its length.

Nothing is unpickled on either side, so a render process that went wrong cannot make its parent run anything.
"""

import json
import struct
from collections.abc import Sequence
from typing import Any

STARTED = b"started"
"""What the print process says once a job is its own: before that, losing it loses nothing."""
_LENGTH = struct.Struct(">Q")


def pack(header: dict[str, Any], blobs: Sequence[bytes] = ()) -> bytes:
    """One parcel: the header as JSON, then the blobs, each behind its length of eight bytes."""
    parts = [json.dumps(header).encode(), *blobs]
    return b"".join(_LENGTH.pack(len(part)) + part for part in parts)


def unpack(parcel: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """What `pack` packed; raises ValueError when the parcel was cut off."""
    parts, at = [], 0
    while at < len(parcel):
        if at + _LENGTH.size > len(parcel):
            raise ValueError("cut off")
        (length,) = _LENGTH.unpack_from(parcel, at)
        at += _LENGTH.size
        if at + length > len(parcel):
            raise ValueError("cut off")
        parts.append(parcel[at : at + length])
        at += length
    if not parts:
        raise ValueError("empty")
    return json.loads(parts[0]), parts[1:]
