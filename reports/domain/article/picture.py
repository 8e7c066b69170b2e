"""Reads what is said of an article's picture: the caption, and whom the picture is owed to.

The trade writes the credit into the caption, in brackets or behind a label; here the two are told apart.
"""

import re
from dataclasses import dataclass

_NOUN = (
    r"(?:photo|photograph|image|picture|map|illustration|graphic|video|cover|foto|fotografia|immagine|imagen|"
    r"bild|crédit photo|фото|изображение|عکس|تصویر|صورة|图|图片|照片|写真)"
)
_OWED = r"(?:credits?|source|crediti|crédits?|créditos?|fonte|fuente|quelle|источник|منبع|المصدر|来源)"
_LABEL = re.compile(
    rf"(?:\b(?:{_NOUN}s? ?)?{_OWED}s? ?[:：]|\b{_NOUN}s? {_OWED}s? [–—-] |\b{_NOUN}s? ?[:：]|"
    rf"\b{_NOUN}s? by\b|\bcourtesy(?: of)?\b|©|\(c\))",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"©|\b(?:getty|reuters|afp|ap photo|associated press|wikimedia|public domain|cc[ -]by|creative commons|"
    r"shutterstock|"
    r"unsplash|tasnim|irna|anadolu|epa|flickr|nasa)\b",
    re.IGNORECASE,
)
_PICTURE_LABEL = re.compile(rf"^{_NOUN} ?[:：]", re.IGNORECASE)
_PICTURE_WORD = re.compile(rf"^(?:{_NOUN}|flag|aerial|a view|view|portrait|figure)\b", re.IGNORECASE)
_CLOSERS = {")": "(", "]": "[", "）": "（", "】": "【"}
_MAX_CAPTION, _MAX_CREDIT, _MAX_OWNER = 400, 200, 120


@dataclass(frozen=True, slots=True)
class Caption:
    """`label` is the word that introduced the credit."""

    caption: str
    credit: str
    label: str


def read(text: str) -> Caption | None:
    """The caption and credit when the line has a credit, else None."""
    if len(text) > _MAX_CAPTION:
        return None
    found = _in_brackets(text) or _behind_label(text)
    label = _PICTURE_LABEL.match(found.caption) if found else None
    if found is None or label is None:
        return found
    return Caption(found.caption[label.end() :].strip(), found.credit, f"{label[0]} {found.label}")


def speaks_of_picture(text: str) -> bool:
    """Whether a short line begins as captions do (“Map of …”, “Flag of …”)."""
    return bool(_PICTURE_WORD.match(text)) and len(text) <= _MAX_CAPTION


def _in_brackets(text: str) -> Caption | None:
    ending = text.rstrip(" .")
    opener = _CLOSERS.get(ending[-1:])
    start = _opening(ending, opener) if opener else -1
    if start < 0:
        return None
    inside = ending[start + 1 : -1].strip()
    label = _LABEL.match(inside)
    if label and label.end() < len(inside):
        return Caption(text[:start].strip(), _owner(inside, label), label[0])
    return Caption(text[:start].strip(), inside, "") if _OWNER.search(inside) else None


def _opening(text: str, opener: str) -> int:
    depth = 0
    closer = text[-1]
    for index in range(len(text) - 1, -1, -1):
        depth += (text[index] == closer) - (text[index] == opener)
        if depth == 0:
            return index
    return -1


def _behind_label(text: str) -> Caption | None:
    labels = list(_LABEL.finditer(text))
    if not labels:
        return Caption("", text, "") if _OWNER.match(text) and len(text) <= _MAX_OWNER else None
    label = labels[-1]
    credit = _owner(text, label)
    if not credit or len(credit) > _MAX_CREDIT or not _stands_apart(text, label):
        return None
    return Caption(text[: label.start()].strip(" ,;|–—-"), credit, label[0])


def _stands_apart(text: str, label: re.Match[str]) -> bool:
    before = text[: label.start()].rstrip()
    if label[0] == "©":
        return True
    return not before or before[-1] in "|–—-" or (before[-1] in ".;,)" and not label[0][0].islower())


def _owner(text: str, label: re.Match[str]) -> str:
    start = label.start() if label[0].startswith(("©", "(c", "(C")) else label.end()
    return text[start:].strip(" :")
