"""Recognises by its first words what an author leaves unheaded: the conclusion.

Some formulas are a conclusion’s alone; others begin ordinary paragraphs too, and count only near the end.
"""

import re

_CONCLUDES = re.compile(
    r"^(?:in conclusion|to conclude|in closing|closing remarks?|concluding|to sum up|summing up|"
    r"en conclusion|pour conclure|zum schluss|abschließend|en conclusión|para concluir|"
    r"in conclusione|per concludere|в заключение|подводя итог|در پایان|"
    r"در نتیجه|جمع‌بندی|في الختام|总之|結論として|συμπερασματικά)(?!\w)",
    re.IGNORECASE,
)
_MAY_CONCLUDE = re.compile(
    r"^(?:overall|in sum|in summary|in short|in essence|ultimately|all in all|taken (?:together|as a whole)|"
    r"on (?:balance|the whole)|finally|in the (?:end|final analysis)|at the end of the day|"
    r"in (?:the )?light of (?:the above|all this|this)|таким образом|в итоге|به طور خلاصه|en definitiva|"
    r"en somme|insgesamt|in definitiva|nel complesso|综上所述|以上から)(?!\w)",
    re.IGNORECASE,
)


def concludes(text: str) -> bool:
    """Whether a paragraph begins with a formula that only a conclusion has."""
    return bool(_CONCLUDES.match(text[:80]))


def may_conclude(text: str) -> bool:
    """Whether a paragraph begins as conclusions often do, and other paragraphs sometimes."""
    return bool(_MAY_CONCLUDE.match(text[:80]))
