"""The numbers that a serial is known by: its ISSN, and an issue's place in it.

A wrong ISSN sends readers and libraries to somebody else's journal, so its check digit is verified
wherever one enters (ISO 3297).
"""

import re

_ISSN = re.compile(r"^(\d{4})[-\u2010-\u2014 ]?(\d{3})([\dXx])$")


def parse_issn(text: str) -> str:
    """The ISSN as `1234-567X`; raises ValueError with a sentence when its form or check digit is wrong."""
    match = _ISSN.match(text.strip())
    if not match:
        raise ValueError(f"“{text[:20]}” is not an ISSN; write it as 1234-567X.")
    digits, given = match[1] + match[2], match[3].upper()
    expected = issn_check_digit(digits)
    if given != expected:
        raise ValueError(
            f"The ISSN {match[1]}-{match[2]}{given} does not check: its last character should be "
            f"{expected}. Compare it with the journal's own record."
        )
    return f"{match[1]}-{match[2]}{given}"


def issn_check_digit(seven: str) -> str:
    """The eighth character for seven digits: weights 8 to 2, modulo 11, X for ten (ISO 3297)."""
    total = sum(int(digit) * weight for digit, weight in zip(seven, range(8, 1, -1), strict=True))
    return "0123456789X"[-total % 11]


def place(volume: int | None, issue: int | None) -> str:
    """`Volume 20, Issue 3`, or what is known of it; empty when nothing is."""
    parts = []
    if volume is not None:
        parts.append(f"Volume {volume}")
    if issue is not None:
        parts.append(f"Issue {issue}")
    return ", ".join(parts)
