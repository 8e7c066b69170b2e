"""The number that a request is spoken of by, such as `RQ-2026-000123`.

It names the request in mails, subjects and on the telephone without saying anything of what was asked.
"""

import re
from dataclasses import dataclass

_FORM = re.compile(r"RQ-(\d{4})-(\d{6,})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class RequestNumber:
    """The place of a request among those of its year."""

    year: int
    place: int

    def __str__(self) -> str:
        return f"RQ-{self.year:04d}-{self.place:06d}"


def parse(text: str) -> RequestNumber:
    """Read a number in any case, with spaces around it; raises ValueError with a sentence otherwise."""
    match = _FORM.fullmatch(text.strip().upper())
    if not match or not int(match[2]):
        raise ValueError("This is not a request’s number; write it as RQ-2026-000123.")
    return RequestNumber(int(match[1]), int(match[2]))
