"""Characters that no document can hold, made visible instead of dropped.

HTML and XML (the PDF's metadata) forbid most control characters, and a lone surrogate has no encoding.
"""

import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with each such character replaced by U+FFFD; bidirectional and zero-width ones stay."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
