"""Notes, while an article is read, which words were labels and which were left out.

Without it a parser loses text silently; with it every reading can be balanced, word by word.
"""

from dataclasses import dataclass, field

from reports.domain.article.lines import Line
from reports.domain.article.values import LeftOut
from reports.domain.article.words import words


@dataclass(slots=True)
class Ledger:
    """Words that became structure (“Key Findings”, “Author:”), and lines that are no part of the article."""

    labels: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def label(self, text: str) -> None:
        """These words became structure: a field, a section, a number."""
        self.labels.extend(words(text))

    def leave(self, line: Line, reason: str) -> None:
        """This line is not part of the article."""
        self.left_out.append(LeftOut(line.number, line.text, reason))

    def leave_text(self, number: int, text: str, reason: str) -> None:
        """This part of a line is not part of the article."""
        self.left_out.append(LeftOut(number, text, reason))
