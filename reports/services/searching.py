"""Finds briefings by their words, each reader in what that reader may read.

A reader's search runs over the whole text of what the gate opens and over the teaser of the rest, one row for
each briefing; the excerpt is cut from the row that was found: it cannot quote what the reader may not read.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from modelsearch.backends import get_search_backend
from modelsearch.query import And, PlainText

from reports.domain.lettering import letters
from reports.models import SearchText, Series
from reports.services import access
from reports.services.access import Reader

SHOWN = 50
WORDS = 8
LETTERS = 40
EXCERPT = 260

_SHOWN_OF_PUBLICATION = tuple(
    f"publication__{name}" for name in ("slug", "title", "dated", "language", "authors", "series__title")
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One briefing; `title` and `excerpt` are HTML in which only <mark> is markup."""

    slug: str
    title: SafeString
    series: str
    dated: date
    language: str
    authors: tuple[str, ...]
    excerpt: SafeString


def search(reader: Reader, words: str) -> list[Hit]:
    """The briefings in which every word, or a word beginning with it, occurs; those named so come first."""
    terms = terms_in(words)
    if not terms:
        return []
    rows = SearchText.objects.filter(_seen(reader))
    rows = rows.select_related("publication__series").only("text", *_SHOWN_OF_PUBLICATION)
    found = get_search_backend().autocomplete(And([PlainText(term) for term in terms]), rows)[:SHOWN]
    seen = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, terms))})\w*", re.IGNORECASE)
    return sorted((_hit(row, seen) for row in found), key=lambda hit: "<mark>" not in hit.title)


def terms_in(words: str) -> list[str]:
    """What can be looked for in what was typed: letters, digits and their marks; nothing is an operator."""
    spelled = (
        term[:LETTERS].lower() for term in letters(words[:1_000]).split() if any(map(str.isalnum, term))
    )
    terms = list(dict.fromkeys(spelled))
    longer = [term for term in terms if len(term) > 1 or not term.isascii()]
    return (longer or terms)[:WORDS]


def _seen(reader: Reader) -> Q:
    """The whole text of what the gate opens; of the rest the teaser, where the series shows those."""
    series = list(Series.objects.values_list("id", "access", "free_after_days", "has_teaser"))
    opened = access.readable_of(reader, (row[:3] for row in series), "publication__")
    silent = [key for key, *_, has_teaser in series if not has_teaser]
    told = Q(whole=False) & ~opened
    return (Q(whole=True) & opened) | (told & ~Q(series__in=silent) if silent else told)


def _hit(row: SearchText, seen: re.Pattern[str]) -> Hit:
    publication = row.publication
    return Hit(
        slug=publication.slug,
        title=marked(publication.title, seen),
        series=publication.series.title,
        dated=publication.dated,
        language=publication.language,
        authors=tuple(publication.authors),
        excerpt=marked(_cut(row.text, seen), seen),
    )


def _cut(text: str, seen: re.Pattern[str]) -> str:
    """A piece of the text around the first word that was found, else its beginning."""
    first = seen.search(text)
    return cut_at(text, first.start() if first else 0)


def cut_at(text: str, place: int) -> str:
    """A piece of the text around a place; never half a word."""
    start = max(0, place - EXCERPT // 3)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = len(text) if start + EXCERPT >= len(text) else text.rfind(" ", start, start + EXCERPT)
    end = end if end > start else start + EXCERPT
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def marked(text: str, seen: re.Pattern[str]) -> SafeString:
    """The text as HTML, with what the pattern finds in <mark>."""
    pieces, last = [], 0
    for match in seen.finditer(text):
        pieces += [escape(text[last : match.start()]), f"<mark>{escape(match[0])}</mark>"]
        last = match.end()
    return mark_safe("".join([*pieces, escape(text[last:])]))  # noqa: S308 -- every piece is escaped above
