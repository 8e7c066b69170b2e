"""Puts together what several lines say of the series, and refuses what contradicts.

Some articles write title, ISSN, volume and issue on one line, others on four.
"""

from dataclasses import fields, replace

from reports.domain.article.values import ArticleError, SeriesPlate

_NAMES = {"title": "series", "issn": "ISSN", "volume": "volume", "issue": "issue"}


def merged(first: SeriesPlate, second: SeriesPlate, line: int, first_line: int) -> SeriesPlate:
    """Both, where they do not contradict; raises ArticleError at the second one's line where they do."""
    for name, said in _NAMES.items():
        before, now = getattr(first, name), getattr(second, name)
        if before and now and _folded(before) != _folded(now):
            raise ArticleError(
                line, f"This is a second series line: it says {said} {now}, line {first_line} says {before}."
            )
    return SeriesPlate(
        title=first.title or second.title,
        issn=first.issn or second.issn,
        volume=first.volume if first.volume is not None else second.volume,
        issue=first.issue if first.issue is not None else second.issue,
    )


def titled(plate: SeriesPlate, title: str) -> SeriesPlate:
    """The plate with a title that stood elsewhere."""
    return replace(plate, title=title)


def says_nothing_new(known: SeriesPlate, plate: SeriesPlate) -> bool:
    """Whether everything that the second says is known from the first."""
    for each in fields(plate):
        said = getattr(plate, each.name)
        if said not in ("", None) and _folded(said) != _folded(getattr(known, each.name)):
            return False
    return True


def _folded(value: object) -> str:
    return str(value).casefold()
