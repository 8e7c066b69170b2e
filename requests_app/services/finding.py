"""Finds requests for the desk: by number, or by the words of what was asked and of who asked it.

The words are kept in one row beside the request, so that a search among a million reads one index.
"""

from typing import Any

from django.db.models import QuerySet

from reports.domain.lettering import letters
from reports.services.searching import terms_in
from requests_app.domain import numbering
from requests_app.models import ReportRequest, RequestWords
from requests_app.models.words import compact, having

KEPT = 60_000
"""Characters of a request that can be found; a book pasted into a field must not fill the index."""

_FIELDS = ("organisation_name", "name", "email", "title", "background", "known", "decision")


def keep_words(request: ReportRequest) -> None:
    """Make a request findable, in the caller's transaction; again after its text has changed."""
    words = letters(" ".join((*_texts(request), *request.questions.values_list("text", flat=True))))
    RequestWords.objects.update_or_create(request=request, defaults={"words": words[:KEPT]})


def keep_words_of_new(request: ReportRequest, questions: tuple[str, ...]) -> None:
    """The same for one that was inserted a moment ago: a single INSERT, for the path that must be quick."""
    words = letters(" ".join((*_texts(request), *questions)))
    RequestWords(request=request, words=words[:KEPT]).save(force_insert=True)


def forget_changed() -> None:
    """Words that stood in requests before a change are in no index any more."""
    compact()


def found(rows: QuerySet[ReportRequest], words: str) -> QuerySet[ReportRequest]:
    """Those of `rows` that have every word, among the newest that have them."""
    terms = terms_in(words)
    if not terms:
        return rows.none()
    ids: Any = having(terms)
    return rows.filter(pk__in=ids)


def number_in(words: str) -> str:
    """The request's number that was typed, in any case; empty where it is none."""
    try:
        return str(numbering.parse(words))
    except ValueError:
        return ""


def _texts(request: ReportRequest) -> list[str]:
    return [getattr(request, name) for name in _FIELDS]
