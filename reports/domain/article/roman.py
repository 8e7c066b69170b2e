"""Roman numerals, as volumes are sometimes counted."""

_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_STEPS = (
    ("M", 1000), ("CM", 900), ("D", 500), ("CD", 400), ("C", 100), ("XC", 90), ("L", 50),
    ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1),
)  # fmt: skip


def value(text: str) -> int | None:
    """The number that the numeral stands for; None when it is not a well-formed one."""
    if not text or any(char not in _LETTERS for char in text):
        return None
    total = 0
    for char, following in zip(text, text[1:] + " ", strict=True):
        number = _LETTERS[char]
        total += -number if _LETTERS.get(following, 0) > number else number
    return total if _numeral(total) == text else None


def _numeral(number: int) -> str:
    text = ""
    for letters, step in _STEPS:
        text += letters * (number // step)
        number %= step
    return text
