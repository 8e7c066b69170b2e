"""Confidence: how good the evidence behind a judgement is; how likely the event is, is another thing.

The two never stand in one sentence. Source: ICD 203.
"""

from enum import StrEnum


class Confidence(StrEnum):
    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"

    @property
    def rests_on(self) -> str:
        """What that level means, for the legend."""
        return _RESTS_ON[self]


_RESTS_ON = {
    Confidence.HIGH: (
        "well-corroborated, proven sources; few assumptions; strong logic; no or minor gaps; "
        "alternatives considered"
    ),
    Confidence.MODERATE: (
        "partly corroborated, good sources; several assumptions; a mix of strong and weak inference"
    ),
    Confidence.LOW: "uncorroborated or marginal sources; many assumptions; weak inference; glaring gaps",
}
