"""The scorecard of a review, and what the votes of a round come to.

Each reviewer marks the nine tradecraft standards of ICD 203 and gives a verdict; how many have to agree is
part of the service class.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from requests_app.domain.service import ServiceClass

STANDARDS: tuple[tuple[int, str], ...] = (
    (1, "The quality and credibility of its sources are described."),
    (2, "Uncertainty is expressed and explained."),
    (3, "Information is told apart from assumption and judgement."),
    (4, "Alternatives are analysed."),
    (5, "It answers what the client needs to know, or says why not."),
    (6, "The argument is clear, its conclusion first."),
    (7, "Change and consistency with earlier judgements are explained."),
    (8, "What it says is accurate, and can be held against what happens."),
    (9, "Its visuals say what words say less well."),
)
"""ICD 203, by the number of the standard."""

REASON_LENGTH = 1_800
"""Two reasons with the names of their authors fit into the note of one event."""
WORDS_LENGTH = 1_000


class Mark(StrEnum):
    """How far a standard is met."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def wants_words(self) -> bool:
        """Whether the author has to be told what is missing."""
        return self in (Mark.PARTLY, Mark.NOT_MET)


class Verdict(StrEnum):
    """What a reviewer wants to happen."""

    APPROVE = "approve"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Score:
    """One line of a scorecard."""

    standard: int
    title: str
    mark: Mark
    words: str


def card(scores: Sequence[Score]) -> dict[str, dict[str, str]]:
    """A scorecard as it is kept: by the number of the standard."""
    return {str(each.standard): {"mark": each.mark.value, "words": each.words} for each in scores}


def scores(kept: dict[str, dict[str, str]]) -> tuple[Score, ...]:
    """A scorecard as it is read; a vote that was given without one has no lines."""
    return tuple(
        Score(number, title, Mark(kept[str(number)]["mark"]), kept[str(number)]["words"])
        for number, title in STANDARDS
        if str(number) in kept
    )


def needed(service: ServiceClass) -> int:
    """How many have to approve."""
    return service.promise.reviewers


def outcome(verdicts: Sequence[Verdict], service: ServiceClass) -> Verdict | None:
    """What the votes of a round come to; None while one is missing. One wish for changes is enough."""
    if len(verdicts) < needed(service):
        return None
    return Verdict.RETURN if Verdict.RETURN in verdicts else Verdict.APPROVE
