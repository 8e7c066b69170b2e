"""Recognises list items by their marks: bullets of every kind, numbers, and “Scenario 1”.

Authors type what their keyboard or their word processor offers, so the table of marks is long.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from reports.domain.article.lines import Line, trimmed

_BULLET = re.compile(
    r"^(?:[•·●○■□▪▫◦‣⁃∙►▶▸➢➤✓✔※・∗✅☑➡👉🔹🔸🔷🔶→⇒➔❖◆◇★❑❒\uf0a7\uf0b7\uf0d8\uf0fc]"
    r"\ufe0f?[ \t\u00a0\u200b]*|[-–—−*+][ \t\u00a0]+)(?=\S)"
)
_KEYCAP = re.compile(r"^(\d)\ufe0f?\u20e3[ \t\u00a0]*(?=\S)")
_BOLD_NUMBER = re.compile(r"^(\*\*|__)\(?(\d{1,3})[.)][ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(
    r"^\(?(\d{1,3}|[ivxIVX]{1,5}|[a-hA-H])(?:[.)、．]|\.\))(?:[ \t\u00a0]+|(?<=[、．]))(?=\S)"
)
_ORDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN = {
    text: number
    for number, text in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), start=1)
}
_SCENARIO = re.compile(
    r"^[*_# ]{0,8}(?:scenario|сценарий|سناریوی?|السيناريو|σενάριο|scénario|szenario|escenario|"
    r"senaryo|תרחיש|시나리오|情景|シナリオ) ?"
    rf"(?:no\.? ?|#)?(?:\d{{1,2}}|[A-H]|[IVX]{{1,4}}|{'|'.join(_ORDINALS)})(?!\w)[ \t]*"
    r"(?P<end>[:.)：]|[–—-](?=[ \t])|[*_#]{0,4}$|(?=\())[ \t]*",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^#?(\d{1,2})(?: ?[–—:-] ?|\. ?| )(?=[^\W\d_])")
_BOLD = re.compile(r"^(?:# )?(\*\*|__)")


class Mark(StrEnum):
    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Opening:
    """How an item begins: the kind of mark, the mark's own text, and the line without it."""

    mark: Mark
    label: str
    rest: str

    @property
    def number(self) -> int | None:
        """The number that the mark stands for: `3`, `c`, `III`."""
        text = self.label.casefold()
        if text.isdecimal():
            return int(text)
        return _ROMAN.get(text) or (
            ord(text) - ord("a") + 1 if len(text) == 1 and "a" <= text <= "h" else None
        )

    @property
    def is_counted(self) -> bool:
        """Whether Markdown can print the mark as a list number."""
        return self.mark is Mark.NUMBER and self.label.isascii() and self.label.isdigit()


def opening(text: str) -> Opening | None:
    """The list item that a line opens, or None."""
    if found := _BULLET.match(text):
        return Opening(Mark.BULLET, "", trimmed(text[found.end() :]))
    if found := _NUMBER.match(text):
        return Opening(Mark.NUMBER, found[1], trimmed(text[found.end() :]))
    if found := _KEYCAP.match(text):
        return Opening(Mark.NUMBER, found[1], trimmed(text[found.end() :]))
    if found := _BOLD_NUMBER.match(text):
        return Opening(Mark.NUMBER, found[2], found[1] + trimmed(text[found.end() :]))
    return None


def counted_scenario(line: Line) -> Opening | None:
    """The scenario that `1 – Name`, `1: Name`, `1 Name` or `1.Name` opens, which elsewhere is no item."""
    found = _COUNTED.match(line.text)
    return Opening(Mark.NUMBER, found[1], trimmed(line.text[found.end() :])) if found else None


def scenario(line: Line) -> Opening | None:
    """The scenario that a line such as `Scenario 2 – Name: text` opens, or None; bold stays with the name."""
    found = _SCENARIO.match(line.text)
    if not found:
        return None
    rest = trimmed(line.text[found.end() :])
    bold = _BOLD.match(line.text)
    if bold and rest and not rest.startswith(bold[1]):
        rest = bold[1] + rest
    return Opening(Mark.NUMBER, line.text[: found.end()], rest)
