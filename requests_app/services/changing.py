"""The time between sending and the desk: the client may change its request, or hand it over at once.

Staff does not see it meanwhile, so nothing that happens in this time is an event of its life.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from requests_app.domain.asking import Asked
from requests_app.domain.status import Status
from requests_app.models import DraftState, KeyQuestion, ReportRequest, RequestDraft, RequestReader
from requests_app.services import clock, finding, intake

TOO_LATE = (
    "An analyst may be reading it already, so it cannot be changed any more. You can still withdraw it."
)


class ChangeRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It stays as it was; the text is a sentence for the client."""


def window() -> timedelta:
    """How long a new request stays with its client."""
    return timedelta(minutes=settings.INTAKE_EDIT_MINUTES)


def is_open(request: ReportRequest) -> bool:
    """Whether the client may still change it."""
    return request.stage is Status.SUBMITTED and not request.is_released


def draft_of(request: ReportRequest, typed: Mapping[str, Any], seen: list[str]) -> RequestDraft:
    """The draft in which a sent request is changed: the one that it came from, or one made of it now."""
    draft, _ = RequestDraft.objects.get_or_create(
        request=request,
        defaults={
            "state": DraftState.SENT,
            "owner": request.client,
            "organisation": request.organisation,
            "secret_digest": "" if request.client_id else request.access_digest,
            "typed": dict(typed),
            "seen": seen,
            "briefing_id": request.briefing_id,
        },
    )
    return draft


def replace(request: ReportRequest, asked: Asked, *, version: int) -> None:
    """Put in what is asked now, whole, if nobody was faster and the desk has not got it; else ChangeRefused.

    Its address and the briefing that it follows stay: the one was proven, the other is where it came from.
    """
    with transaction.atomic():
        changed = _ours(request, version).update(
            **_fields(request, asked), version=version + 1, updated_at=timezone.now()
        )
        if changed != 1:
            raise ChangeRefused(_why_not(request))
        KeyQuestion.objects.filter(request=request).delete()
        intake.keep_questions(request, asked.questions)
        RequestReader.objects.filter(request=request).delete()
        intake.name_readers(request, asked.readers)
        finding.keep_words(ReportRequest.objects.get(pk=request.pk))


def hand_over(request: ReportRequest) -> bool:
    """The client is done before its time: the desk may read it from now on. False when it could already."""
    request.released_at = timezone.now()
    handed = _ours(request, request.version).update(
        released_at=request.released_at, due_at=clock.deadline_of_new(request)
    )
    return handed == 1


def _ours(request: ReportRequest, version: int) -> QuerySet[ReportRequest]:
    return ReportRequest.objects.filter(
        pk=request.pk, version=version, status=Status.SUBMITTED.value, released_at__gt=timezone.now()
    )


def _fields(request: ReportRequest, asked: Asked) -> dict[str, Any]:
    kept = ("email", "briefing_id")
    fields = {name: value for name, value in intake.fields_of(asked).items() if name not in kept}
    request.service_class = asked.service.value
    fields["due_at"] = clock.deadline_of_new(request)
    fields["organisation"] = intake.own_organisation(asked.organisation, request.client)
    return fields


def _why_not(request: ReportRequest) -> str:
    now = ReportRequest.objects.get(pk=request.pk)
    if is_open(now):
        return "It was changed in another window meanwhile. Read it again, then save your changes once more."
    return TOO_LATE
