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
    r"^(?:overall|in sum|in summary|in short|ultimately|all in all|"
    r"taken together|on balance|finally|in the end)\b",
    re.IGNORECASE,
)


def concludes(text: str) -> bool:
    """Whether a paragraph begins with a formula that only a conclusion has."""
    return bool(_CONCLUDES.match(text[:80]))


def may_conclude(text: str) -> bool:
    """Whether a paragraph begins as conclusions often do, and other paragraphs sometimes."""
    return bool(_MAY_CONCLUDE.match(text[:80]))
