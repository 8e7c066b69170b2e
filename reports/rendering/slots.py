"""Places in a compressed page whose bytes can be exchanged without packing the page again.

A line of text begins at a point; moved by a hair it looks the same, and which lines were moved which way
tells one copy from another. Each such point stands in a stored block of the page's Flate stream (RFC 1951,
3.2.4), so that it lies readable at a known offset and only the checksum of the stream follows it.
"""

import re
import zlib
from dataclasses import dataclass

SHIFT = 0.08
"""How far a line moves each way, in CSS pixels: 0.06 pt, a fiftieth of a millimetre."""
WAYS = ((-1, -1), (-1, 1), (1, -1), (1, 1))
"""What two bits mean: left or right, down or up in the page's own axes."""

_LINE = re.compile(rb"BT\n1 0 0 -1 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?) Tm\n/\S+ \S+ Tf\n(\[[^\n]*) TJ")
_OPERATOR = re.compile(
    rb"^(?:(q)|(Q)|([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) [-\d.]+ [-\d.]+ cm)$", re.MULTILINE
)
_UPRIGHT, _EQUAL = (0.75, 0.0, 0.0, -0.75), 1e-4
"""The page's own axes: CSS pixels, downwards."""
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
_FEWEST, _DIGITS = 6, 4
"""A run of fewer glyphs, of four digits each, is left alone: it could not be found again with certainty."""
_MOD = 65521
_WINDOW = 32_768


@dataclass(frozen=True, slots=True)
class Packed:
    """A zlib stream, and for each slot its offset in it and its distance from the end of what is packed."""

    data: bytes
    slots: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One content of a slot, and by how much it changes the two halves of the stream's Adler-32."""

    text: bytes
    first: int
    second: int


def pack(content: bytes, *, mark: bytes) -> Packed:
    """The Flate stream of a page that begins with `mark`, readable, and holds its slots readable."""
    pieces: list[tuple[bool, bytes]] = [(True, mark)]
    at = 0
    for start, end, text in _points(content):
        pieces += [(False, content[at:start]), (True, text)]
        at = end
    pieces.append((False, content[at:]))
    return _deflate(pieces)


def ways(text: bytes, distance: int) -> tuple[Way, ...]:
    """The four contents that a slot can have instead of `text`, which begins `distance` before the end."""
    x, y = (float(number) for number in text.split())
    width_x, width_y = (len(number) for number in text.split())
    found = []
    for across, down in WAYS:
        moved = _point(x + across * SHIFT, y + down * SHIFT, width_x, width_y)
        steps = [new - old for new, old in zip(moved, text, strict=True)]
        weighed = sum(step * (distance - at) for at, step in enumerate(steps))
        found.append(Way(moved, sum(steps), weighed))
    return tuple(found)


def checksum(former: int, first: int, second: int) -> bytes:
    """The Adler-32 of a stream after changes that add up to `first` and `second` (RFC 1950, 8.2)."""
    low = ((former & 0xFFFF) + first) % _MOD
    high = ((former >> 16) + second) % _MOD
    return (high << 16 | low).to_bytes(4, "big")


def fill(content: bytes, size: int) -> bytes | None:
    """`content` as a Flate stream of exactly `size` bytes, spaces behind it; None when it does not fit."""
    room = size - 2 - 5 - 4
    packed = b""
    if len(content) > room:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush(zlib.Z_SYNC_FLUSH)
        room -= len(packed)
        if room < 0:
            return None
    readable = b" " * room if packed else content.ljust(room)
    checked = zlib.adler32(content + readable if packed else readable).to_bytes(4, "big")
    return b"\x78\xda" + packed + _stored(readable, last=True) + checked


def _points(content: bytes) -> list[tuple[int, int, bytes]]:
    """Start, end and fixed-width text of the point at which each upright line of text begins."""
    found = []
    stack, matrix = [], (1.0, 0.0, 0.0, 1.0)
    operators = _OPERATOR.finditer(content)
    operator = next(operators, None)
    for line in _LINE.finditer(content):
        while operator and operator.start() < line.start():
            if operator[1]:
                stack.append(matrix)
            elif operator[2]:
                matrix = stack.pop() if stack else matrix
            else:
                matrix = _times(tuple(float(number) for number in operator.groups()[2:]), matrix)
            operator = next(operators, None)
        upright = all(abs(one - other) < _EQUAL for one, other in zip(matrix, _UPRIGHT, strict=True))
        if upright and sum(map(len, _GLYPHS.findall(line[3]))) >= _FEWEST * _DIGITS:
            found.append((line.start(1), line.end(2), _neutral(float(line[1]), float(line[2]))))
    return found


def _times(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, float, float, float]:
    a, b, c, d = one
    e, f, g, h = other
    return (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)


def _neutral(x: float, y: float) -> bytes:
    widths = (len(f"{value + SHIFT:.3f}") for value in (x, y))
    return _point(x, y, *widths)


def _point(x: float, y: float, width_x: int, width_y: int) -> bytes:
    return f"{x:0{width_x}.3f} {y:0{width_y}.3f}".encode()


def _deflate(pieces: list[tuple[bool, bytes]]) -> Packed:
    """Readable pieces as stored blocks, the others packed; no reference reaches into a readable one."""
    total = sum(len(piece) for _, piece in pieces)
    out, window, slots, done = bytearray(b"\x78\xda"), b"", [], 0
    for readable, piece in pieces:
        if readable:
            out += _stored(piece)
            if done:
                slots.append((len(out) - len(piece), total - done))
            window += b"\xff" * len(piece)  # occurs in no content stream, so nothing is found in it
        else:
            out += _compressed(piece, window)
            window += piece
        window, done = window[-_WINDOW:], done + len(piece)
    out += _stored(b"", last=True)
    out += zlib.adler32(b"".join(piece for _, piece in pieces)).to_bytes(4, "big")
    return Packed(bytes(out), tuple(slots))


def _compressed(piece: bytes, window: bytes) -> bytes:
    packer = (
        zlib.compressobj(9, zlib.DEFLATED, -15, zdict=window)
        if window
        else zlib.compressobj(9, zlib.DEFLATED, -15)
    )
    return packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)


def _stored(piece: bytes, *, last: bool = False) -> bytes:
    size = len(piece)
    return bytes([last]) + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + piece
