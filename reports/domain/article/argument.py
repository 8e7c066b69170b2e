"""Finds where a text turns from what happened to what it means, when neither a heading nor a gap says so.

It is a judgement, so it is made only where a section would otherwise be missing, and it is always reported.
"""

import re
from collections.abc import Callable, Sequence

from reports.domain.article.elements import Element, Shape

# What a paragraph's first sentence says when it opens an argument; the surer sign comes first.
_SURE = (
    r"significan(?:ce|t)|importan(?:ce|t)|meanings?|matters|implications?|noteworthy|crucial|symboli[sc]\w*|"
    r"(?:must|should|can|ha(?:s|ve) to) be (?:read|seen|understood|interpreted|viewed)|"
    r"what (?:matters|follows from|this means|has changed|is at stake|is new)|reasons? (?:for|why|behind)|"
    r"raises? (?:the |serious |new )?(?:questions?|doubts?|concerns?)|"
    r"(?:real|central|main|key|core|underlying) (?:question|issue|problem|point|aspect|driver)"
)
_LIKELY = (
    r"shows?|reflects?|signals?|suggests?|reveals?|underscores?|underlines?|highlights?|illustrates?|"
    r"demonstrates?|indicates?|means|implies|confirms?|marks|represents?|poses|gives|serves?|offers?|"
    r"strategic(?:ally)?|geopolitical(?:ly)?|calculus|perspective|point of view|standpoint|interests?|"
    r"leverage|paradox|dilemma|balance|logic"
)
_SIGNS = tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (_SURE, _LIKELY))
_SENTENCE = re.compile(r".{20,}?[.!?](?=\s|$)", re.DOTALL)
_FEWEST_WORDS, _FEWEST_LEFT, _MOST_READ = 60, 12, 400


def begins(elements: Sequence[Element]) -> int:
    """The position of the element that begins the argument; 0 where nothing tells it."""
    if sum(_length(element) for element in elements) < _FEWEST_WORDS:
        return 0
    places = [place for place in range(1, len(elements)) if _is_enough(elements, place)]
    for is_sign in (_is_heading, *(_speaks(sign) for sign in _SIGNS)):
        if found := next((place for place in places if is_sign(elements[place])), 0):
            return found
    return 0


def _is_enough(elements: Sequence[Element], place: int) -> bool:
    """Whether something is told above this place and something is said below it."""
    above, below = elements[:place], elements[place:]
    return all(sum(map(_length, part)) >= _FEWEST_LEFT for part in (above, below))


def _is_heading(element: Element) -> bool:
    return element.shape is Shape.HEADING


def _speaks(sign: re.Pattern[str]) -> Callable[[Element], bool]:
    return lambda element: element.shape is Shape.TEXT and bool(sign.search(_opening(element)))


def _opening(element: Element) -> str:
    text = " ".join(line.bare for line in element.lines)[:_MOST_READ]
    found = _SENTENCE.match(text)
    return found[0] if found else text


def _length(element: Element) -> int:
    lines = element.lines or [line for item in element.items for line in item.lines]
    return sum(len(line.bare.split()) for line in lines)
