"""Counts words on both sides of a reading, so that it can say where each one went.

A word is a run of letters and digits, with its apostrophes; marks of Markdown are no part of it, so a text
and its escaped form hold the same words.
"""

import re
from collections import Counter
from collections.abc import Iterable

from reports.domain.article.lines import INVISIBLE
from reports.domain.article.values import WordCount

_MARKS = str.maketrans("", "", "\\*_`~")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of the text, in its order."""
    return _WORD.findall(text.translate(_MARKS).translate(INVISIBLE))


def tally(
    read: Iterable[str], placed: Iterable[str], labels: Iterable[str], left: Iterable[str]
) -> WordCount:
    """Set the words of the file against those placed in the article, dropped as labels, and left out."""
    before, kept, said, out = Counter(read), Counter(placed), Counter(labels), Counter(left)
    after = kept + said + out
    return WordCount(
        read=before.total(),
        placed=kept.total(),
        labels=said.total(),
        left_out=out.total(),
        missing=before - after,
        doubled=after - before,
    )
