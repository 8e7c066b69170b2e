"""An article as this trade writes it, read into its typed parts.

`parse` is the door; it uses the standard library only, and refuses with a line and a sentence what it cannot
read.
"""

from reports.domain.article.reading import parse
from reports.domain.article.values import (
    Article,
    ArticleError,
    ArticleScenario,
    Doubt,
    LeftOut,
    SeriesPlate,
    WordCount,
)

__all__ = [
    "Article",
    "ArticleError",
    "ArticleScenario",
    "Doubt",
    "LeftOut",
    "SeriesPlate",
    "WordCount",
    "parse",
]
