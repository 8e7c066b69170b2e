"""Codes that people read from paper: twelve characters that look like no others, one of them a check.

The alphabet is Crockford's base 32 (no I, L, O, U); the check is a weighted sum in GF(32), which finds every
single wrong character and every exchange of two neighbours.
"""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DATA = 11
_BITS = 5 * _DATA
_POLYNOMIAL = 0b100101
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})
_PRINTED = re.compile(rf"(?<![0-9A-Z])[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}(?![0-9A-Z])")


def of_digest(digest: str) -> str:
    """The code of an edition: the first 55 bits of its snapshot's SHA-256 (in hex)."""
    return _code(int(digest, 16) >> (4 * len(digest) - _BITS))


def first_of(code: str) -> str:
    """The 13 hex digits (52 bits) with which the digests of a code begin."""
    return f"{_number(code) >> (_BITS - 52):013x}"


def new() -> str:
    """A code that nobody can guess, for a copy."""
    return _code(secrets.randbits(_BITS))


def parse(text: str) -> str | None:
    """The code as it is printed, from what somebody typed; None when it cannot be one."""
    plain = text.strip().upper().translate(_MISREAD)
    if len(plain) != _DATA + 1 or not set(plain) <= set(ALPHABET):
        return None
    return _printed(plain) if _check(plain[:_DATA]) == plain[_DATA] else None


def found_in(text: str) -> list[str]:
    """Every valid code that is printed in a text, once each, in order."""
    candidates = (parse(match) for match in _PRINTED.findall(text))
    return list(dict.fromkeys(code for code in candidates if code))


def _code(number: int) -> str:
    data = "".join(ALPHABET[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return _printed(data + _check(data))


def _number(code: str) -> int:
    number = 0
    for character in code.replace("-", "")[:_DATA]:
        number = number << 5 | ALPHABET.index(character)
    return number


def _printed(plain: str) -> str:
    return "-".join((plain[:4], plain[4:8], plain[8:]))


def _check(data: str) -> str:
    total = 0
    for character in data:  # Horner's rule with the generator 2: each place has its own weight
        total = _twice(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _twice(value: int) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled
