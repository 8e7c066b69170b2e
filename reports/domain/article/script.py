"""Tells the language of a text from its letters, where the article does not say it.

A page in the wrong direction cannot be read, so the script decides; Latin letters are taken for English.
"""

import unicodedata
from collections import Counter

_SAMPLE = 4000
_LANGUAGE_OF = {
    "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja",
    "CJK": "zh", "ARMENIAN": "hy", "GEORGIAN": "ka", "DEVANAGARI": "hi", "THAI": "th", "ARABIC": "ar",
}  # fmt: skip
_PERSIAN = frozenset("پچژگی")
_UKRAINIAN = frozenset("іїєґ")


def language(text: str) -> str:
    """The language tag of the script that most letters of the text's beginning are in."""
    sample = text[:_SAMPLE]
    scripts = Counter(unicodedata.name(char, "LATIN").split(" ")[0] for char in sample if char.isalpha())
    if not scripts:
        return "en"
    tag = _LANGUAGE_OF.get(scripts.most_common(1)[0][0], "en")
    letters = frozenset(sample.casefold())
    match tag:
        case "ar" if letters & _PERSIAN:
            return "fa"
        case "ru" if letters & _UKRAINIAN:
            return "uk"
        case "zh" if scripts["HIRAGANA"]:
            return "ja"
    return tag
