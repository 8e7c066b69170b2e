"""Source grading: a letter for the source, a digit for the information, each judged alone.

F and 6 mean that it cannot be judged, not that it is bad. Source: the Admiralty code, as NATO uses it.
"""

from dataclasses import dataclass

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "credibility cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade, such as B2."""

    letter: str
    digit: str

    @classmethod
    def parse(cls, text: str) -> "Grade":
        """Read `B2` in any case; raise ValueError with the form expected."""
        code = text.strip().upper()
        if len(code) != len("B2") or code[0] not in RELIABILITY or code[1] not in CREDIBILITY:
            raise ValueError(
                f"“{text[:10]}” is not a grade; write a letter A to F and a digit 1 to 6, as in B2."
            )
        return cls(code[0], code[1])

    def __str__(self) -> str:
        return self.letter + self.digit

    @property
    def meaning(self) -> str:
        """The grade in words."""
        return f"{RELIABILITY[self.letter]}; {CREDIBILITY[self.digit]}"
