"""Confidence in running text: where a sentence says how good the evidence is.

The confidence of investors, a vote of no confidence and low confidence in a currency are subjects of reports,
not statements about one, and do not count.
"""

import re

from reports.domain.linting.sentences import Sentence

_LEVEL = r"(?:very |fairly |relatively )?(?:high|moderate|medium|low|limited|strong|full|great|little)"
_OURS = r"(?:judge?ment|assessment|estimate|forecast|conclusion|finding|statement|analysis|scenario|view)s?"
_THESE = r"(?:this|that|these|our|the|its|their)"
_STOPS = r"(?= (?:because|since|as|that)\b|[.,;:)]|\Z)"
_CONFIDENCE = re.compile(
    rf"\b{_LEVEL}(?:(?: to |-to-|–|/){_LEVEL})? (?:analytic )?confidence\b"
    rf"(?! (?:among|of|between|vote|motion)\b)(?! in (?!{_THESE} (?:key )?{_OURS}\b))"
    rf"|\b(?:our|analytic|the desk['’]s|whose) confidence\b(?! (?:vote|motion))"
    rf"|\bconfidence(?: level)?:? (?:is |remains |was )?(?:only |still |at best )?{_LEVEL}\b{_STOPS}"
    rf"|\bconfidence in {_THESE} (?:key )?{_OURS}\b"
    rf"|\bwe (?:are|remain|feel) (?:not |only |very |highly |fairly |moderately |reasonably )*confident\b",
    re.IGNORECASE,
)


def speaks_of_confidence(sentence: Sentence) -> bool:
    """Whether a sentence says how confident its authors are; quotations do not count."""
    return "confiden" in sentence.words.casefold() and bool(_CONFIDENCE.search(sentence.words))
