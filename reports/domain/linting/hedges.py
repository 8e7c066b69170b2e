"""Hedges: words that sound like a likelihood and are on no yardstick, so that nobody can score them.

“May” the month and “might” the power are none, nor is “could not”, which says that something was impossible.
"""

import re

from reports.domain.linting.sentences import Sentence
from reports.domain.linting.terms import END, START

_NOT = r"(?:can ?not|can['’]t|could not|couldn['’]t|must not|should not)"
_OUT = r"(?:ruled out|excluded|discounted|dismissed)"
_HELD = r"(?:believed|thought|said|felt|rumoured|possible|conceivable|plausible)"
_SAYERS = r"(?:analysts|experts|observers|commentators|officials|diplomats|sources|people|reports|critics)"
_SAY = r"(?:say|said|believed?|think|thought|argued?|claim|claimed|suggest|fear|expect|hold|speculate)"
_HEDGE = re.compile(
    rf"{START}(?:"
    rf"{_NOT} be {_OUT}|{_NOT} (?:rule out|exclude|be certain|be sure)"
    rf"|it is (?:widely |generally |often |commonly )?{_HELD}"
    rf"|some (?:{_SAYERS} |of (?:them|these) )?{_SAY}"
    r"|there is (?:a|some|every) (?:good |fair |small |slight |real )?(?:chance|possibility|prospect)"
    r"|more likely than not|(?:quite|fairly|rather|somewhat|extremely|reasonably|not|not very) (?:un)?likely"
    r"|could(?! not\b| no longer\b)|possibly(?! true)|perhaps|maybe|conceivably|presumably"
    rf"){END}",
    re.IGNORECASE,
)
_MAY = re.compile(rf"{START}may{END}")  # in small letters: with a capital it is a month or a name
_POWER_BEFORE = re.compile(
    r"(?:\b(?:the|its|his|their|our|your|my|whose|sheer|military|economic|naval|air|financial|industrial"
    r"|imperial|political|technological|commercial|national|nuclear|maritime|full|combined|raw|brute|own"
    r"|collective)|['’]s) \Z",
    re.IGNORECASE,
)
_BEFORE_A_VERB = (
    r"(?! (?:of|is|was|are|were|has|had|does|did|can|cannot|will|would|alone|and|or|over|in|on|at|against"
    r"|with|for|to|that|which|from|by)\b|[.,;:!?)]|\Z)"
)
_MIGHT = re.compile(rf"{START}might{END}{_BEFORE_A_VERB}", re.IGNORECASE)


def hedges(sentence: Sentence) -> tuple[str, ...]:
    """The hedges of a sentence, each once, in their order; quotations do not count."""
    words = sentence.words
    found = [match for pattern in (_HEDGE, _MAY) for match in pattern.finditer(words)]
    found += [match for match in _MIGHT.finditer(words) if not _is_power(words, match)]
    found.sort(key=lambda match: match.start())
    return tuple(dict.fromkeys(match[0].casefold() for match in found))


def _is_power(words: str, might: re.Match[str]) -> bool:
    return bool(_POWER_BEFORE.search(words[max(0, might.start() - 20) : might.start()]))
