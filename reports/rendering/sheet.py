"""The print stylesheet as a document carries it: with the tokens and the fonts of its scripts put in.

The engine would work out each use of a variable anew; and a stylesheet that is the same for most reports is
read once, by the process that forks the renders.
"""

import re
from functools import lru_cache
from pathlib import Path

from reports.rendering import families

_FOLDER = Path(__file__).resolve().parents[1] / "static" / "reports"
_REMARK = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);\s*")
_USE = re.compile(r"var\((--[\w-]+)\)")


def styles(text: str) -> str:
    """The stylesheet of a document that says `text`."""
    return _filled(families.serif(text), families.sans(text))


@lru_cache(maxsize=64)
def _filled(serif: str, sans: str) -> str:
    """Remarks and the tokens' dark half are for other readers."""
    tokens, sheet = ((_FOLDER / name).read_text(encoding="utf-8") for name in ("tokens.css", "print.css"))
    values = {**dict(_TOKEN.findall(tokens.partition("@media")[0])), "--serif": serif, "--sans": sans}
    return _USE.sub(lambda use: values[use[1]], _REMARK.sub("", sheet))
