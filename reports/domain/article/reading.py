"""Reads an article: the one function that turns its text into an `Article`, and checks that no word was lost.

The steps run in one direction: lines, head, page furniture, elements, parts, fields.
"""

import re
from collections.abc import Iterator

from reports.domain.article import elements, front, furniture, head, lines, script, strays
from reports.domain.article.ledger import Ledger
from reports.domain.article.lines import Line
from reports.domain.article.masthead import Masthead
from reports.domain.article.plates import titled
from reports.domain.article.sections import Content, content
from reports.domain.article.values import Article, ArticleError, SeriesPlate, WordCount
from reports.domain.article.words import tally, words
from reports.domain.article.writing import Writer
from reports.domain.marking import Marking

_TAG = re.compile(
    r"<[/!]?(?:doctype|html|head|body|article|section|main|div|p|h[1-6]|ul|ol|li|table|tr|td|figure|img|br|"
    r"meta|title|header|footer|nav|span|strong)\b[^<>]{0,400}/?>",
    re.IGNORECASE,
)
_MAX_SERIES, _MAX_LINES = 160, 20_000


def parse(
    text: str, *, name: str = "article", series: str | None = None, is_markdown: bool | None = None
) -> Article:
    """Read an article; `series` names its series where the text has no series line.

    Whether it is Markdown is told from its name and its headings where nobody says so.

    Raises ArticleError, with the line and a sentence, for whatever cannot be read without guessing.
    """
    every = lines.cut(text)
    if not every:
        raise ArticleError(1, "The file holds no text.")
    if len(every) > _MAX_LINES:
        raise ArticleError(
            every[_MAX_LINES].number, f"An article has at most {_MAX_LINES:,} lines; split this one."
        )
    _refuse_page_source(every)
    masthead = Masthead(Ledger(), front.is_markdown(every, name) if is_markdown is None else is_markdown)
    below = front.read(masthead, every)
    body = head.walk(masthead, below) if below else []
    names = tuple(filter(None, (*masthead.authors, masthead.plate.title)))
    kept = strays.taken(masthead, furniture.removed(body, masthead.ledger, names))
    plate = _plate(masthead, series)
    writer = Writer(is_markdown=masthead.is_markdown)
    found, notes = strays.without_notes(masthead, elements.read(kept, is_markdown=masthead.is_markdown))
    if not found:
        raise ArticleError(every[-1].number, "There is no text below the title and what belongs to it.")
    note = "\n\n".join(writer.text(each) for each in (masthead.note, *notes) if each)
    return _article(masthead, plate, content(found, writer, masthead.ledger), every, name=name, note=note)


def _refuse_page_source(every: tuple[Line, ...]) -> None:
    """The source of a page is not its text: tags would be printed, and headings would not be seen."""
    tagged = [line for line in every if _TAG.match(line.bare)]
    if every[0] in tagged and len(tagged) * 2 > len(every):
        raise ArticleError(
            tagged[0].number,
            "This is the HTML source of a page; copy the article from the page itself, or save it as text.",
        )


def _plate(masthead: Masthead, series: str | None) -> SeriesPlate:
    plate = masthead.plate
    line = masthead.series_line or 1
    named = (series or "").strip()
    if plate.title and named and plate.title.casefold() != named.casefold():
        raise ArticleError(line, f"The article belongs to the series “{plate.title}”, not “{named[:80]}”.")
    if not plate.title and not named:
        raise ArticleError(
            line,
            "No line such as “Title ISSN 1234-5679 Volume 1 Issue 2” names the series; use --series.",
        )
    if len(plate.title or named) > _MAX_SERIES:
        raise ArticleError(line, f"The title of the series is longer than {_MAX_SERIES} characters.")
    return plate if plate.title else titled(plate, named)


def _article(
    masthead: Masthead, plate: SeriesPlate, found: Content, every: tuple[Line, ...], *, name: str, note: str
) -> Article:
    return Article(
        name=name,
        title=masthead.title,
        series=plate,
        series_line=masthead.series_line,
        authors=masthead.authors,
        dated=masthead.dated,
        language=masthead.language or _language(masthead.title, found),
        marking=masthead.marking or Marking.CLEAR.value,
        countries=masthead.countries,
        countries_line=masthead.countries_line,
        topics=masthead.topics,
        picture_caption=masthead.caption,
        picture_credit=masthead.credit,
        editor_note=note,
        sections=found.sections,
        findings=found.findings,
        scenarios=found.scenarios,
        doubts=found.doubts,
        left_out=tuple(sorted(masthead.ledger.left_out, key=lambda left: left.line)),
        words=_balanced(masthead, found, every, note),
        is_markdown=masthead.is_markdown,
    )


def _language(title: str, found: Content) -> str:
    return script.language(" ".join((title, *(body for _, body in found.sections), *found.findings)))


def _balanced(masthead: Masthead, found: Content, every: tuple[Line, ...], note: str) -> WordCount:
    """Where the words went; raises ArticleError where one was lost, rather than import a text with a hole."""
    count = tally(
        (word for line in every for word in words(line.text)),
        (word for text in _placed(masthead, found, note) for word in words(text)),
        masthead.ledger.labels,
        (word for left in masthead.ledger.left_out for word in words(left.text)),
    )
    if not count.balances:
        astray = [*count.missing, *count.doubled][0]
        line = next((line.number for line in every if astray in words(line.text)), every[-1].number)
        raise ArticleError(
            line, f"The word “{astray[:40]}” here would be lost or doubled; set it apart and try again."
        )
    return count


def _placed(masthead: Masthead, found: Content, note: str) -> Iterator[str]:
    yield from (masthead.title, masthead.plate.title, masthead.caption, masthead.credit, note)
    yield from (*masthead.authors, *masthead.countries, *masthead.topics)
    yield from (body for _, body in found.sections)
    yield from found.findings
    for scenario in found.scenarios:
        yield from (scenario.name, scenario.text)
