"""What the linter says: a broken rule, where it is broken, and what to do about it.

A rule yields `Found`, which still knows its rank in print; readers are given the `Fault` made of it.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.domain.linting.document import Document, Spot


@dataclass(frozen=True, slots=True)
class Fault:
    """One warning; `sentence` is the wording that it holds for, in full."""

    rule: str
    place: str
    sentence: str
    advice: str

    @property
    def key(self) -> str:
        """What a waiver is bound to: another wording has another key."""
        return hashlib.sha256(
            f"{self.rule}|{self.place}|{self.sentence}".encode("utf-8", "replace")
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """A fault before it is sorted; `at` counts the sentences of its spot."""

    spot: Spot
    sentence: str
    advice: str
    at: int = 0


Rule = Callable[[Document], Iterator[Found]]
