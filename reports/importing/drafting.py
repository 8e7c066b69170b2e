"""Makes the draft of a briefing out of an article: the last step that knows of files and lines.

Every refusal on the way becomes one sentence that names the file and the line.
"""

from pathlib import Path

from reports.domain.article import Article, ArticleError, parse
from reports.domain.draft import Draft
from reports.importing import files, nations
from reports.importing.refusals import ImportRefusedError


def read(path: Path, *, series: str | None = None) -> tuple[Article, Draft]:
    """The article in a file and the draft made of it. Raises ImportRefusedError."""
    return from_text(files.read(path), name=str(path), series=series)


def from_text(text: str, *, name: str, series: str | None = None) -> tuple[Article, Draft]:
    """The article in a text and the draft made of it. Raises ImportRefusedError."""
    try:
        article = parse(text, name=name, series=series)
    except ArticleError as problem:
        raise ImportRefusedError(name, problem.line, problem.reason) from problem
    return article, drafted(article)


def drafted(article: Article) -> Draft:
    """The draft of an article; its countries are those it lists, else those that title and lead name."""
    return Draft(
        title=article.title,
        series_title=article.series.title,
        issn=article.series.issn,
        volume=article.series.volume,
        issue=article.series.issue,
        authors=article.authors,
        dated=article.dated,
        language=article.language,
        marking=article.marking,
        countries=_countries(article),
        topics=article.topics,
        picture_caption=article.picture_caption,
        picture_credit=article.picture_credit,
        editor_note=article.editor_note,
        sections=article.sections,
        findings=article.findings,
        scenarios=tuple((scenario.name, scenario.text) for scenario in article.scenarios),
    )


def _countries(article: Article) -> tuple[str, ...]:
    if not article.countries:
        return nations.proposed(f"{article.title}\n{article.lead}", article.language)
    try:
        return nations.listed(article.countries, article.language)
    except ValueError as problem:
        raise ImportRefusedError(article.name, article.countries_line, str(problem)) from problem
