"""Which way a language and a text run.

The engine behind the PDF does not know `dir="auto"`, so this decides, once for page and print.
"""

import unicodedata
from typing import Literal

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
_STRONG = {"L": 1, "R": -1, "AL": -1}


def of_language(tag: str) -> Direction:
    """The direction of a BCP 47 language tag; a script subtag decides before the language."""
    language, *others = tag.lower().split("-")
    if {"arab", "hebr"} & set(others):
        return "rtl"
    return "rtl" if language in _RIGHT_TO_LEFT and "latn" not in others else "ltr"


def of_text(text: str, *, otherwise: Direction = "ltr") -> Direction:
    """The direction of most of the letters: one foreign name at the start does not turn a paragraph."""
    if text.isascii():
        balance = sum(character.isalpha() for character in text[:400])
    else:
        balance = sum(_STRONG.get(unicodedata.bidirectional(character), 0) for character in text[:400])
    if balance == 0:
        return otherwise
    return "ltr" if balance > 0 else "rtl"
