"""Already answered? Shows a person what answers its question before it asks, and keeps that it was enough.

It looks through the briefings that the gate opens whole to this reader and through the delivered reports of
the requests that exist for it: the caller hands both in. What was typed is compared and forgotten.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from reports.domain import gist
from reports.domain.marking import Marking
from reports.domain.snapshot import Snapshot, from_json
from reports.models import Publication
from reports.models.correction import RECALLS
from reports.services import access, answering
from reports.services.access import Reader
from reports.services.answering import Question
from requests_app.domain.status import Status
from requests_app.models import Delivery, DraftState, ReportRequest, RequestDraft

SHOWN = 4
CONSIDERED = 30
READ_WHOLE = 6
_DELIVERED = (Status.DELIVERED.value, Status.CLOSED.value)
_MARKS = re.compile(r"\[\^[^\]\s]{1,40}\]:?|\]\([^)\s]*\)|[*_`#>|\[\]]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What may answer; of `slug` (a briefing) and `number` (a delivered report) one is set.

    `title` and `passage` are HTML in which only <mark> is markup; `key` is that of the request delivered.
    """

    edition: int
    title: SafeString
    passage: SafeString
    dated: date
    score: int
    series: str = ""
    slug: str = ""
    number: str = ""
    key: str = ""


class NoAnswer(Exception):  # noqa: N818 -- an answer, not an error
    """It cannot be recorded as the answer; the text is a sentence for the person."""


def question_of(typed: Iterable[str], *, countries: Iterable[str], topics: Iterable[str]) -> Question:
    """The question that somebody is typing, from the fields that say what it is about."""
    return Question.about(" ".join(typed), countries=countries, topics=topics)


def answers(reader: Reader, requests: QuerySet[ReportRequest], question: Question) -> list[Answer]:
    """What answers the question, best first; `requests` are those that exist for this person."""
    if not question.words:
        return []
    ours = _delivered(reader, requests, question)
    theirs = [
        Answer(each.edition, each.title, each.passage, each.dated, each.score, each.series, each.slug)
        for each in answering.briefings(reader, question, shown=SHOWN)
    ]
    return sorted([*ours, *theirs], key=lambda answer: -answer.score)[:SHOWN]


def close(draft: RequestDraft, edition: int, *, reader: Reader, requests: QuerySet[ReportRequest]) -> None:
    """This answers me: the draft ends with that edition. Once or twice; raises NoAnswer."""
    if not _may_read(reader, requests, edition):
        raise NoAnswer("That report is not there any more. Your question is as you left it.")
    with transaction.atomic():
        row = RequestDraft.objects.select_for_update().get(pk=draft.pk)
        if row.state == DraftState.ANSWERED and row.answered_by_id == edition:
            return
        if row.state not in (DraftState.TYPING, DraftState.ANSWERED):
            raise NoAnswer("This request was sent or put aside meanwhile.")
        _move(row, DraftState.ANSWERED, edition)


def reopen(draft: RequestDraft) -> None:
    """It was not the answer after all: the draft goes on as it was typed."""
    with transaction.atomic():
        row = RequestDraft.objects.select_for_update().get(pk=draft.pk)
        if row.state == DraftState.ANSWERED:
            _move(row, DraftState.TYPING, None)


def place_of(edition: int, *, reader: Reader, requests: QuerySet[ReportRequest]) -> dict[str, str]:
    """Where this person reads an edition: the slug of its briefing, or the key of its request, or nothing."""
    if not _may_read(reader, requests, edition):
        return {}
    delivery = (
        _readable_deliveries(reader, requests).filter(edition=edition).select_related("request").first()
    )
    if delivery:
        return {"key": str(delivery.request.key), "title": delivery.request.title}
    page = Publication.objects.get(edition=edition)
    return {"slug": page.slug, "title": page.title}


def saved() -> int:
    """How many requests were answered by what was written already."""
    return RequestDraft.objects.filter(state=DraftState.ANSWERED).count()


def _move(row: RequestDraft, state: DraftState, edition: int | None) -> None:
    RequestDraft.objects.filter(pk=row.pk).update(
        state=state,
        answered_by=edition,
        confirm_digest="",
        confirm_until=None,
        updated_at=timezone.now(),
    )


def _may_read(reader: Reader, requests: QuerySet[ReportRequest], edition: int) -> bool:
    """Asked anew when something is closed with it: what the page offered may have been closed since."""
    if _readable_deliveries(reader, requests).filter(edition=edition).exists():
        return True
    on_site = Publication.objects.filter(edition=edition).exclude(edition__corrections__kind__in=RECALLS)
    page = on_site.select_related("edition__report__series", "edition__report__publication").first()
    return page is not None and isinstance(access.open_edition(reader, page.edition), access.Whole)


def _readable_deliveries(reader: Reader, requests: QuerySet[ReportRequest]) -> QuerySet[Any]:
    """The deliveries of these requests; a report that became RED is for the one who asked alone."""
    own = Q(request__client=reader.user_id) if reader.user_id else Q(pk=None)
    named = own | ~Q(edition__report__marking=Marking.RED.value)
    rows = Delivery.objects.filter(named, request__in=requests.filter(status__in=_DELIVERED))
    return rows.filter(edition__superseded_by=None).exclude(edition__corrections__kind__in=RECALLS)


def _delivered(reader: Reader, requests: QuerySet[ReportRequest], question: Question) -> list[Answer]:
    """Of the newest reports delivered to this person those that may answer; a few of them are read whole."""
    rows = _readable_deliveries(reader, requests).order_by("-id").select_related("request", "edition")
    newest = list(rows.only("request__key", "request__number", "edition__snapshot")[:CONSIDERED])
    near = sorted(newest, key=lambda row: -gist.met_in(row.edition.snapshot, question.words))[:READ_WHOLE]
    return [answer for answer in (_answer(row, question) for row in near) if answer]


def _answer(row: Delivery, question: Question) -> Answer | None:
    snapshot, key = from_json(row.edition.snapshot), str(row.request.key)
    text = _text(snapshot)
    nearness = question.score(snapshot.title, text, countries=snapshot.countries, topics=snapshot.topics)
    if not nearness:
        return None
    return Answer(
        edition=row.edition_id,
        title=question.marked(snapshot.title),
        passage=question.quoted(text),
        dated=date.fromisoformat(snapshot.dated),
        score=nearness,
        number=row.request.number,
        key=key,
    )


def _text(snapshot: Snapshot) -> str:
    """What the report says, as plain words; the questions that it was asked are not what it answers."""
    parts = (
        *(section.body for section in snapshot.sections),
        *(finding.text for finding in snapshot.findings),
        *(f"{scenario.name}: {scenario.text}" for scenario in snapshot.scenarios),
        *(risk.text for risk in snapshot.risks),
    )
    return " ".join(_MARKS.sub(" ", " ".join(parts)).split())
