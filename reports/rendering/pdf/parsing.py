"""HTML that is read with expressions compiled once.

The parser means to keep the expression for each set of characters, and keeps it under the wrong name, so
that it is written and looked up again for every piece of text.
"""

import re
from typing import Any

from tinyhtml5 import inputstream  # type: ignore[import-untyped]  # it brings no types

_own = inputstream.HTMLUnicodeInputStream.chars_until


def _chars_until(stream: Any, characters: Any, opposite: bool = False) -> str:
    known = inputstream.characters_until_regex
    if (characters, opposite) not in known:
        listed = "".join(f"\\x{ord(character):02x}" for character in characters)
        known[characters, opposite] = re.compile(f"[{'' if opposite else '^'}{listed}]+")
    found: str = _own(stream, characters, opposite)
    return found


def install() -> None:
    """Put it in."""
    inputstream.HTMLUnicodeInputStream.chars_until = _chars_until
