"""The words of likelihood in running text: which are used, and which yardsticks they belong to.

“Likely” belongs to two yardsticks and “unlikely” stands inside “very unlikely”, so the longest word wins and
each knows all of its owners; “remote” is also said of places, so it counts only where a chance is spoken of.
"""

import re

from reports.domain.likelihood import BANDS, Band, Yardstick
from reports.domain.linting.sentences import Sentence

START, END = r"(?<![^\W_])(?<!\w-)", r"(?![^\W_])(?!-\w)"

_ADVERBS = {
    "probably": "probable",
    "almost certainly": "almost certain",
    "nearly certainly": "nearly certain",
}
_LITERAL = {"probable": "(?! cause)", "probably": "(?! true)"}  # the lawyer’s term and the grade of a source

_OWNED: dict[str, dict[Yardstick, Band]] = {}
for _yardstick, _bands in BANDS.items():
    for _band in _bands:
        for _name in (_band.term, *_band.aliases):
            _OWNED.setdefault(_name, {})[_yardstick] = _band


def _pattern(term: str) -> str:
    return term.replace(" ", "[ -]") + _LITERAL.get(term, "")


_CHANCE = r"(?:chance|prospect|possibilit|probabilit|likelihood|odds)"
_WORDS = sorted((set(_OWNED) | set(_ADVERBS)) - {"remote"}, key=lambda term: (-len(term), term))
_TERM = re.compile(f"{START}(?:{'|'.join(map(_pattern, _WORDS))}){END}", re.IGNORECASE)
_HINT = re.compile("likel|probab|chance|odds|certain|remote|possib", re.IGNORECASE)  # most have none
_IS = r"(?:is|are|was|seems?|remains?|looks?|appears?)"
_REMOTE = re.compile(
    rf"{START}remote(?= (?:{_CHANCE}|that\b))(?! chance)"
    rf"|\b(?:judge|judged|judged as|judged to be|assessed as) (remote){END}"
    rf"|\b{_CHANCE}\w{{0,3}}\b[^.;:¤]{{0,80}}? {_IS} (?:now |still |but )?(remote)(?! chance){END}",
    re.IGNORECASE,
)


def matches(sentence: Sentence) -> list[tuple[str, int, int]]:
    """The words of likelihood in a sentence, each with its beginning and its end; quotations do not count."""
    if not _HINT.search(sentence.words):
        return []
    found = [(_canonical(each[0]), each.start(), each.end()) for each in _TERM.finditer(sentence.words)]
    found += [("remote", *each.span(each.lastindex or 0)) for each in _REMOTE.finditer(sentence.words)]
    return sorted(found, key=lambda match: match[1])


def terms(sentence: Sentence) -> tuple[str, ...]:
    """The same without their places, each once, in their order."""
    return tuple(dict.fromkeys(term for term, _, _ in matches(sentence)))


def _canonical(word: str) -> str:
    word = word.casefold().replace("-", " ")
    return _ADVERBS.get(word, word)


def belongs(term: str, yardstick: Yardstick) -> bool:
    """Whether a word is one of this yardstick; whoever may say “remote” may say “a remote chance”."""
    owners = _OWNED[term]
    return yardstick in owners or (term == "remote chance" and yardstick in _OWNED["remote"])


def bands_of(term: str, yardstick: Yardstick | None) -> tuple[Band, ...]:
    """The word's band on this yardstick; on all that have it when this one has not."""
    owners = _OWNED[term]
    if yardstick in owners:
        return (owners[yardstick],)
    return tuple(owners.values())


def owners(term: str) -> str:
    """The names of the yardsticks that have a word, for a sentence."""
    return " and ".join(yardstick.label for yardstick in _OWNED[term])


def nearest(term: str, yardstick: Yardstick) -> Band:
    """The band of this yardstick that lies nearest to what a word of another one means."""
    meant = bands_of(term, yardstick)[0].midpoint
    return min(BANDS[yardstick], key=lambda band: abs(band.midpoint - meant))
