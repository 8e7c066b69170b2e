"""Sentences of running text: where one ends, and where a full stop is only that of an abbreviation.

A rule about “one sentence” is only as good as this: abbreviations, initials, decimals and the marks of other
scripts are known, and what is in doubt is not split.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.domain.linting.plain import covered


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is what is printed; `words` is the same with quotations and addresses covered."""

    text: str
    words: str


_MARK = re.compile(r"(?<![.!?…])[.!?…]++[)\]”“’»\"'*]*+(?=\s|\Z)|[。！？؟۔।]++[)\]」』”’»\"']*+")
_LAST_WORD = re.compile(r"[^\s(\[“‘«\"/–—]*\Z")
_NEXT_WORD = re.compile(r"\s*[(\[“‘«\"']*([^\W_]{0,40})")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_WIDE = frozenset("。！？؟۔।")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_NEVER_LAST = _words(
    "mr mrs ms mx dr prof gen col maj capt lt sgt adm cmdr cpl hon rev st sen rep gov pres amb supt "
    "e.g i.e cf vs viz incl esp approx a.k.a mt ft"
)
_BEFORE_A_NUMBER = _words(
    "no nos art arts vol vols fig figs p pp ch sec para paras s ss ca c cl iss ed eds nr n v "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_SOMETIMES_LAST = _words("etc inc ltd co corp bros plc jr sr al dept univ govt min est")
_BEGINNINGS = _words(
    "a about after all also although an and any as at because before both but by despite during each even "
    "every few for from he her here his how however i if in instead it its less many meanwhile more most my "
    "neither no none nor not now of on once one only or other others our over she since so some still such "
    "than that the their then there these they this those though three to two under until we what when where "
    "whether which while who why with without yet you your"
)


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of one block; what has no letter or digit is none."""
    words = covered(text)
    found, start = [], 0
    for end in (*_ends(words), len(words)):
        sentence = Sentence(text[start:end].strip(), words[start:end].strip())
        start = end
        if any(map(str.isalnum, sentence.text)):
            found.append(sentence)
    return tuple(found)


def _ends(words: str) -> Iterator[int]:
    return (match.end() for match in _MARK.finditer(words) if _is_end(words, match))


def _is_end(words: str, mark: re.Match[str]) -> bool:
    if mark[0][0] in _WIDE or mark.end() == len(words):
        return True
    following = _NEXT_WORD.match(words, mark.end())
    after = following[1] if following else ""
    if after[:1].islower():
        return False
    if mark[0][0] != "." or mark[0].startswith(".."):
        return True
    before = _LAST_WORD.search(words[max(0, mark.start() - 24) : mark.start()])
    return not _is_short_for(before[0] if before else "", after)


def _is_short_for(word: str, after: str) -> bool:
    """Whether the full stop behind `word` belongs to an abbreviation, given the word after it."""
    folded = word.casefold()
    if folded in _NEVER_LAST:
        return True
    if after[:1].isdigit():
        return folded in _BEFORE_A_NUMBER
    is_initial = len(word) == 1 and word.isalpha() and word.isupper()
    if folded in _SOMETIMES_LAST or is_initial or _DOTTED.fullmatch(word):
        return after.casefold() not in _BEGINNINGS
    return False
