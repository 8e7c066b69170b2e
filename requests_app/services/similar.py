"""What is like a request: others that ask the same, and what is written about it already; for staff alone.

Of the requests those are looked at that share words with it, however old (of many the newest), and those of
the same client; so the page costs the same with a thousand requests as with a million.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from reports.domain.marking import Marking
from reports.services import answering
from reports.services.access import Reader
from reports.services.answering import Found, Question
from requests_app.models import ReportRequest
from requests_app.models.words import having

CONSIDERED = 400
_FIRST = 4
"""The words that a title begins with say most: of those that share nearly all of them none is left out for a
newer one that shares two words of twelve."""
OF_THE_CLIENT = 50
SHOWN = 6
_COLUMNS = ("number", "title", "organisation_name", "status", "countries", "topics")


@dataclass(frozen=True, slots=True)
class Similar:
    """A request that asks something like it; `is_same_client` where the two could be merged."""

    request: ReportRequest
    score: int
    is_same_client: bool


def requests_like(request: ReportRequest, question: Question, seen: QuerySet[ReportRequest]) -> list[Similar]:
    """The requests most like it among those that the reader sees, best first; two queries."""
    others = seen.exclude(pk=request.pk)
    others = others.only(*_COLUMNS).order_by("-id")
    same = Q(email=request.email)
    if request.organisation_id:
        named = ~Q(marking=Marking.RED.value) if request.tlp is not Marking.RED else Q(pk=None)
        same |= Q(organisation=request.organisation_id) & named
    theirs = {each.pk: each for each in others.filter(same)[:OF_THE_CLIENT]}
    near = {each.pk: each for each in others.filter(_shares_words(question))}
    scored = (Similar(each, _score(question, each), each.pk in theirs) for each in (theirs | near).values())
    return sorted((each for each in scored if each.score), key=_order)[:SHOWN]


def reports_like(reader: Reader, question: Question) -> list[Found]:
    """The briefings that say something about it."""
    return answering.briefings(reader, question)


def question_of(request: ReportRequest, questions: Iterable[str]) -> Question:
    """What a request is about: its title first, then its questions."""
    text = " ".join((request.title, *questions))
    return Question.about(text, countries=request.countries, topics=request.topics)


def _shares_words(question: Question) -> Q:
    """Two words of all, or all but one of the first: what has fewer in common would score nothing."""
    if not question.words:
        return Q(pk=None)
    first = question.words[:_FIRST]
    tight: Any = having(first, least=max(1, len(first) - 1), most=CONSIDERED // 2)
    loose: Any = having(question.words, least=2, most=CONSIDERED)
    return Q(pk__in=tight) | Q(pk__in=loose)


def _score(question: Question, other: ReportRequest) -> int:
    topics = " ".join(other.topics)
    return question.score(other.title, topics, countries=other.countries, topics=other.topics)


def _order(similar: Similar) -> tuple[int, int]:
    return -similar.score, -similar.request.pk
