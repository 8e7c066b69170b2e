"""What a question is about: its telling words, cut to what their forms have in common, and where they meet.

For the finding of what is near, not of what is meant exactly: “ferry” and “ferries” are one word here, and
the words that every question has are none.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from reports.domain.lettering import letters

MOST_WORDS = 12
READ = 4_000
SHORTEST = 3
PASSAGE = 180
_MOST_PLACES = 200
_STEM = 4
_ENDINGS = (
    *(
        "ations",
        "ation",
        "ingly",
        "ments",
        "ment",
        "ings",
        "ing",
        "ies",
        "ied",
        "ers",
        "er",
        "ed",
        "es",
        "ly",
    ),
    *("al", "s", "y", "e"),
)
_IN_EVERY_QUESTION = """
a about after again against all also an and any are around as at be because been before being
between both but by can cannot could did do does doing done during each either else ever every
few for from further get give given had has have having he her here hers him his how however i
if in into is it its itself just let likely may me might more most much must my near need
neither next no nor not now of off often on once one only or other ought our out over own per
please question questions rather report same say shall she should since so some still such tell
than that the their them then there these they this those through to too two under until up upon
us use used very via want was we were what when where whether which while who whom whose why
will with within without would year years yet you your
"""
_SAYING_NOTHING = frozenset(_IN_EVERY_QUESTION.split())


def gist(text: str, *, most: int = MOST_WORDS) -> list[str]:
    """The telling words of a text in small letters, each cut to its stem, in the order of their coming."""
    words = (word.lower() for word in letters(text[:READ]).split())
    telling = (word for word in words if word not in _SAYING_NOTHING and _is_long_enough(word))
    return list(dict.fromkeys(map(stem, telling)))[:most]


def stem(word: str) -> str:
    """The word without the ending that its forms differ in; a short or a foreign word is left alone."""
    if word.isascii():
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _STEM:
                return word.removesuffix(ending)
    return word


def pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Finds any of the words, and words that begin like it, in a short text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\w*", re.IGNORECASE)


def met_in(text: str, words: Sequence[str]) -> int:
    """How many of the words occur in the text, or begin a word of it."""
    small = text.lower()
    return sum(next(_places(small, word), None) is not None for word in words)


def meeting_place(text: str, words: Sequence[str], *, within: int = PASSAGE) -> int:
    """Where the most different words stand within so many letters, the first such place; 0 where none do."""
    small = text.lower()
    places = sorted((at, word) for word in words for at in islice(_places(small, word), _MOST_PLACES))
    best, most = 0, 0
    for number, (start, _) in enumerate(places):
        met = {word for at, word in places[number : number + within // 2] if at < start + within}
        if len(met) > most:
            best, most = start, len(met)
    return best


def _places(small: str, word: str) -> Iterator[int]:
    """Where a word begins like this one; plain finding, because a pattern is many times slower."""
    at = small.find(word)
    while at >= 0:
        if at == 0 or not small[at - 1].isalnum():
            yield at
        at = small.find(word, at + 1)


def _is_long_enough(word: str) -> bool:
    return len(word) >= SHORTEST or not word.isascii()
