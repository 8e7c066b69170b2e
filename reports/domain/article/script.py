"""Tells the language of a text from its letters, where the article does not say it.

A page in the wrong direction cannot be read, so the script decides; among languages in Latin letters their
small words do, and English is taken where they do not.
"""

import re
import unicodedata
from collections import Counter

_SAMPLE = 4000
_LANGUAGE_OF = {
    "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja",
    "CJK": "zh", "ARMENIAN": "hy", "GEORGIAN": "ka", "DEVANAGARI": "hi", "THAI": "th", "ARABIC": "ar",
}  # fmt: skip
# Small words that an ordinary page of one language holds many of, and a page of another hardly any.
_SMALL_WORDS = {
    "en": "the of and in to that is for with by its was",
    "it": "il di che la per con non gli della del nel è sono una più",
    "fr": "le la les des du et est que une dans pour sur qui au sont",
    "de": "der die das und den von mit nicht ist für auf im eine dem sich",
    "es": "el los las que del y en una con para por es se su más",
    "pt": "o os da do que em uma com não para é mais dos pelo ao",
    "nl": "het een van en dat niet zijn met voor op aan te",
    "tr": "ve bir bu için ile de da olarak gibi daha çok",
    "pl": "w i z na się nie do jest że przez od oraz",
}
_FEWEST, _MARGIN = 6, 1.5
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
        case "en":
            return _by_small_words(sample)
    return tag


def _by_small_words(sample: str) -> str:
    """English, unless another language's small words clearly outnumber the English ones."""
    found = Counter(re.findall(r"[^\W\d_]+", sample.casefold()))
    counts = {tag: sum(found[word] for word in words.split()) for tag, words in _SMALL_WORDS.items()}
    best = max(counts, key=lambda tag: counts[tag])
    return best if counts[best] >= max(_FEWEST, _MARGIN * counts["en"]) else "en"
