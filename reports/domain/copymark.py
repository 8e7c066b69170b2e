"""What tells one copy from another beside its printed code: a name in its metadata, and moved lines.

Both follow from the copy's code and the house's key, so that nobody without the key can make or recognise
them, and a file needs to hold nothing more than what any file holds.
"""

import hashlib
import hmac
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

WAYS = 4
_SPREAD = tuple(bytes(value >> shift & 3 for shift in (6, 4, 2, 0)) for value in range(256))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well what was measured fits a copy: how many of all readings agree."""

    agreeing: int
    readings: int

    @property
    def share(self) -> float:
        return self.agreeing / self.readings if self.readings else 0.0

    def exceeds_chance(self, candidates: int) -> bool:
        """Whether fewer than one in a million searches among so many copies would find this by accident.

        Hoeffding's bound: P(share - 1/2 >= t) <= exp(-2 n t²), times the number of copies tried.
        """
        excess = max(0.0, self.share - 0.5)
        return 2 * self.readings * excess * excess > 13.8 + max(1, candidates).bit_length() * 0.694


def instance(key: bytes, code: str) -> uuid.UUID:
    """The name of the copy's file in its metadata and its trailer."""
    return uuid.UUID(bytes=_keyed(key, b"instance", code)[:16], version=4)


def ways(key: bytes, code: str, count: int) -> bytes:
    """For each of `count` lines which of the four ways it moves."""
    stream = hashlib.shake_256(_keyed(key, b"lines", code)).digest((count + 3) // 4)
    return b"".join(_SPREAD[value] for value in stream)[:count]


def likeness(expected: bytes, measured: Sequence[tuple[int, int, int]]) -> Likeness:
    """Compare with readings of (line, across, down), each direction -1, 1, or 0 where nothing was read."""
    agreeing = readings = 0
    for line, across, down in measured:
        way = expected[line]
        for reading, meant in ((across, 1 if way & 2 else -1), (down, 1 if way & 1 else -1)):
            if reading:
                readings += 1
                agreeing += reading == meant
    return Likeness(agreeing, readings)


def _keyed(key: bytes, purpose: bytes, code: str) -> bytes:
    return hmac.digest(key, purpose + b"\0" + code.encode(), "sha256")
