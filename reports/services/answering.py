"""Finds what is written already about a question: ranked by what is shared, with the passage of it.

It looks only through what the gate opens whole to this reader, so a word that is withheld is neither found,
nor ranked by, nor quoted. Nothing of the question is kept or logged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from modelsearch.backends import get_search_backend
from modelsearch.query import Or, PlainText

from reports.domain import gist
from reports.models import Publication, SearchText
from reports.services import access, searching
from reports.services.access import Reader

CONSIDERED = 12
SHOWN = 4
_SHARED = 2
_IN_TITLE = 3
_MOST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know: its words, and what it is about."""

    words: tuple[str, ...]
    countries: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    @classmethod
    def about(cls, text: str, *, countries: Iterable[str] = (), topics: Iterable[str] = ()) -> "Question":
        """The question that a text asks; `countries` are ISO 3166-1 alpha-2 codes."""
        return cls(tuple(gist.gist(text)), frozenset(countries), frozenset(map(str.lower, topics)))

    def enough(self, met: int) -> bool:
        """Whether that many of its words say that a text is about the same."""
        return met >= min(len(self.words), max(2, len(self.words) // 3))

    def score(self, title: str, text: str, *, countries: Sequence[str], topics: Sequence[str]) -> int:
        """How near a text is: words in its title, words in it, countries and topics in common.

        0 where too few of the words occur to say that it is about the same.
        """
        met = gist.met_in(f"{title} {text}", self.words)
        if not self.words or not self.enough(met):
            return 0
        shared = len(self.countries & set(countries)) + len(self.topics & set(map(str.lower, topics)))
        return met + _IN_TITLE * gist.met_in(title, self.words) + _SHARED * min(shared, _MOST_SHARED)

    def marked(self, title: str) -> SafeString:
        """A title as HTML, with the words marked."""
        return searching.marked(title, gist.pattern(self.words))

    def quoted(self, text: str) -> SafeString:
        """The passage where most of the words meet, as HTML, with them marked."""
        return self.marked(searching.cut_at(text, gist.meeting_place(text, self.words)))


@dataclass(frozen=True, slots=True)
class Found:
    """A briefing that may answer; `title` and `passage` are HTML in which only <mark> is markup."""

    edition: int
    slug: str
    title: SafeString
    series: str
    dated: date
    passage: SafeString
    score: int


def briefings(reader: Reader, question: Question, *, shown: int = SHOWN) -> list[Found]:
    """The briefings that this reader may read whole and that may answer, best first; one query or two."""
    if not question.words:
        return []
    rows = SearchText.objects.filter(access.readable(reader, "publication__"), whole=True)
    rows = rows.select_related("publication__series", "publication__edition").only("text", *_COLUMNS)
    any_word = Or([PlainText(word) for word in question.words])
    near = get_search_backend().autocomplete(any_word, rows)[:CONSIDERED]
    found = (_found(row, question) for row in near)
    return sorted((each for each in found if each), key=lambda each: -each.score)[:shown]


_COLUMNS = tuple(
    f"publication__{name}"
    for name in (
        *("slug", "title", "dated", "countries", "topics", "notices"),
        *("edition_id", "edition__number", "series__title"),
    )
)


def _is_recalled(page: Publication) -> bool:
    """As its page says it; the search itself can leave out only what it has indexed."""
    return any(notice["recalls"] and notice["edition"] == page.edition.number for notice in page.notices)


def _found(row: SearchText, question: Question) -> Found | None:
    page = row.publication
    nearness = question.score(page.title, row.text, countries=page.countries, topics=page.topics)
    if not nearness or _is_recalled(page):
        return None
    return Found(
        edition=page.edition_id,
        slug=page.slug,
        title=question.marked(page.title),
        series=page.series.title,
        dated=page.dated,
        passage=question.quoted(row.text),
        score=nearness,
    )
