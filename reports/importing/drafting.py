"""Makes the draft of a briefing out of an article: the last step that knows of files and lines.

Every refusal on the way becomes one sentence that names the file and the line.
"""

from dataclasses import replace
from pathlib import Path

from reports.domain.article import Article, ArticleError, parse
from reports.domain.article.words import words
from reports.domain.draft import Draft
from reports.importing import nations, sources
from reports.importing.refusals import ImportRefusedError
from reports.importing.sources import Source


def read(path: Path, *, series: str | None = None) -> tuple[Article, Draft]:
    """The article in a file and the draft made of it. Raises ImportRefusedError."""
    return _from_source(sources.read(path), name=str(path), series=series)


def from_text(text: str, *, name: str, series: str | None = None) -> tuple[Article, Draft]:
    """The article in a text and the draft made of it. Raises ImportRefusedError."""
    return _from_source(Source(text), name=name, series=series)


def _from_source(source: Source, *, name: str, series: str | None) -> tuple[Article, Draft]:
    try:
        article = parse(source.text, name=name, series=series, is_markdown=source.is_markdown or None)
    except ArticleError as problem:
        raise ImportRefusedError(name, source.place(problem.line), problem.reason) from problem
    article = _placed(article, source)
    return article, drafted(article)


def _placed(article: Article, source: Source) -> Article:
    """The article with the places of its file for the lines of its text, and with what stood beside it."""
    count, beside = article.words, sum(len(words(each.text)) for each in source.beside)
    left_out = [replace(each, line=source.place(each.line)) for each in article.left_out]
    return replace(
        article,
        series_line=source.place(article.series_line) if article.series_line else 0,
        countries_line=source.place(article.countries_line) if article.countries_line else 0,
        doubts=tuple(replace(each, line=source.place(each.line)) for each in article.doubts),
        left_out=tuple(sorted((*left_out, *source.beside), key=lambda each: each.line)),
        words=replace(count, read=count.read + beside, left_out=count.left_out + beside),
    )


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
