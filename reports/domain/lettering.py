"""Text as a search sees it: letters, digits and their marks, and nothing between them but spaces.

What is searched and what is searched for pass through the same function, so that no database's own idea of
tags, addresses or operators comes between the two.
"""

import unicodedata

_KEPT = frozenset("LNM")


def letters(text: str) -> str:
    """The text with every character that is no letter, number or combining mark turned into a space."""
    return "".join(char if unicodedata.category(char)[0] in _KEPT else " " for char in text)
