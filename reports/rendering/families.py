"""Which fonts a document names: the house's two, and those of the scripts that it uses.

The layout engine asks for every family in a list again and again, so a report in one script should not name
the fonts of ten.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Script:
    letters: re.Pattern[str]
    serif: str
    sans: str


_SCRIPTS = (
    _Script(
        re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
        "Noto Naskh Arabic",
        "Noto Sans Arabic",
    ),
    _Script(re.compile("[\u0590-\u05ff]"), "Noto Serif Hebrew", "Noto Sans Hebrew"),
    _Script(re.compile("[\u0530-\u058f]"), "Noto Serif Armenian", "Noto Sans Armenian"),
    _Script(re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]"), "Noto Serif Georgian", "Noto Sans Georgian"),
    _Script(re.compile("[\u0900-\u097f]"), "Noto Serif Devanagari", "Noto Sans Devanagari"),
    _Script(
        re.compile(
            "[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
        ),
        "WenQuanYi Micro Hei",
        "WenQuanYi Micro Hei",
    ),
)


def serif(text: str) -> str:
    """The value of `font-family` for what is read."""
    return _listed(["Noto Serif", *(script.serif for script in _used(text))], "serif")


def sans(text: str) -> str:
    """The value of `font-family` for labels and tables."""
    return _listed(["Inter", *(script.sans for script in _used(text))], "sans-serif")


def _used(text: str) -> list[_Script]:
    return [] if text.isascii() else [script for script in _SCRIPTS if script.letters.search(text)]


def _listed(names: list[str], otherwise: str) -> str:
    return ", ".join([*(f'"{name}"' for name in names), otherwise])
