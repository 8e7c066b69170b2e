"""Receives a request: its row, questions, number, first event and mail in one transaction, once.

The form carries a key of its own; whatever arrives with the same key again is given what the first one made.
"""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from reports.models import Organisation, User
from requests_app.domain.asking import Asked, chosen
from requests_app.domain.numbering import RequestNumber
from requests_app.domain.workflow import Actor, Status, find
from requests_app.models import KeyQuestion, ReportRequest, RequestCounter, RequestEvent, RequestReader
from requests_app.services import clock, finding, links, notifying

# One statement in place of three, in words that SQLite and PostgreSQL share; the ORM has none for it.
_COUNT_UP = f"""
    INSERT INTO {RequestCounter._meta.db_table} AS counter (year, last) VALUES (%s, 1)
    ON CONFLICT (year) DO UPDATE SET last = counter.last + 1 RETURNING last
"""  # noqa: S608 -- our own name


class Received(NamedTuple):
    """`created` is False when the same form had arrived before; `secret` opens it without an account."""

    request: ReportRequest
    created: bool
    secret: str


class IntakeRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It was not taken; the text is a sentence for the person who sent it."""


def submit(
    asked: Asked, *, submission_key: uuid.UUID, by: User | None, window: timedelta = timedelta()
) -> Received:
    """Keep what was asked and say its number; the same key again returns the first request.

    `window` is how long the client may still change it before the desk reads it.
    """
    try:
        with transaction.atomic():
            return record(asked, submission_key=submission_key, by=by, window=window)
    except IntegrityError:  # the key is unique, so nobody need ask first
        known = _sent_before(submission_key, by)
        if known is None:
            raise
        return known


def record(asked: Asked, *, submission_key: uuid.UUID, by: User | None, window: timedelta) -> Received:
    """The same in the transaction of a caller who holds the key, as the row of its draft: it comes once."""
    request = _record(asked, submission_key, by, window)
    return Received(request, True, links.secret_of(request))


def received_before(request: ReportRequest) -> Received:
    """What whoever sent the same form again is told."""
    return Received(request, False, links.secret_of(request))


def _sent_before(submission_key: uuid.UUID, by: User | None) -> Received | None:
    request = ReportRequest.objects.filter(submission_key=submission_key).first()
    if request is None:
        return None
    if request.client_id != (by.pk if by else None):
        raise IntakeRefused("This form was already sent. Open a new one to ask something else.")
    return received_before(request)


def _record(asked: Asked, submission_key: uuid.UUID, by: User | None, window: timedelta) -> ReportRequest:
    request = ReportRequest(
        key=uuid.uuid4(),
        submission_key=submission_key,
        organisation=own_organisation(asked.organisation, by),
        client=by,
        consent_at=timezone.now(),
        released_at=timezone.now() + window,
        **fields_of(asked),
    )
    request.due_at = clock.deadline_of_new(request)
    request.access_digest = links.digest_of(links.secret_of(request))
    request.number = str(_next_number())  # as late as can be: whoever sends next waits from here on
    request.save(force_insert=True)
    keep_questions(request, asked.questions)
    name_readers(request, asked.readers)
    finding.keep_words_of_new(request, asked.questions)
    notifying.tell_client(request, _first_event(request, by))
    return request


def keep_questions(request: ReportRequest, questions: Iterable[str]) -> None:
    """Number the questions of a request that has none."""
    KeyQuestion.objects.bulk_create(
        KeyQuestion(request=request, position=position, text=text)
        for position, text in enumerate(questions, start=1)
    )


def name_readers(request: ReportRequest, addresses: Iterable[str]) -> None:
    """Let those addresses read the report of a request that names nobody yet."""
    named = sorted({address.lower() for address in addresses})
    RequestReader.objects.bulk_create(RequestReader(request=request, address=each) for each in named)


def fields_of(asked: Asked) -> dict[str, Any]:
    """What was asked, by the names of the columns."""
    return {
        "name": asked.name,
        "email": asked.email,
        "organisation_name": asked.organisation,
        "title": asked.title,
        "background": asked.background,
        "known": asked.known,
        "decision": asked.decision,
        "decision_on": asked.decision_on,
        "needed_by": asked.needed_by,
        "no_value_after": asked.no_value_after,
        "priority": asked.priority.value,
        "service_class": asked.service.value,
        "form": asked.form.value,
        "length": asked.length.value,
        "language": asked.language,
        "marking": asked.marking.value,
        "countries": list(asked.countries),
        "topics": list(asked.topics),
        "tags": list(asked.tags),
        "readers": list(asked.readers),
        "sections": _sections(asked),
        "briefing_id": asked.briefing,
    }


def _sections(asked: Asked) -> list[str]:
    try:
        return [kind.value for kind in chosen(asked.sections)]
    except ValueError as problem:
        raise IntakeRefused(str(problem)) from problem


def _first_event(request: ReportRequest, by: User | None) -> RequestEvent:
    row = find("submit")
    return RequestEvent.objects.create(
        request=request,
        transition=row.name,
        source=Status.DRAFT.value,
        target=row.target.value,
        actor=Actor.CLIENT.value,
        by=by,
    )


def _next_number() -> RequestNumber:
    """The year's next number; its counter's row is held until the transaction ends: none is given twice."""
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_UP, [year])
        (last,) = cursor.fetchone()
    return RequestNumber(year, last)


def own_organisation(name: str, by: User | None) -> Organisation | None:
    """The organisation of that name, if the signed-in person belongs to it: a name alone proves nothing."""
    if by is None:
        return None
    return Organisation.objects.filter(memberships__user=by, name__iexact=name.strip()).first()
