"""Removes drafts that nobody has touched for long, with what was typed in them and the files given with them.

What ended with an answer keeps its row, so that it stays counted; what was sent or is held is not touched.
"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from reports.domain.retention import Kind
from reports.services import holds, retaining
from requests_app.models import Attachment, DraftState, RequestDraft

_GIVEN_UP = (DraftState.TYPING, DraftState.UNCONFIRMED, DraftState.DISCARDED)


def kept_for() -> timedelta:
    """How long a draft is kept after it was touched last."""
    return timedelta(days=retaining.days_of(Kind.DRAFTS))


def past(limit: datetime) -> QuerySet[RequestDraft]:
    """The drafts whose time is over. What staff looked at, or took a file of, stays with what it decided."""
    given_up = Q(state__in=_GIVEN_UP, discarded_by=None)
    answered = Q(state=DraftState.ANSWERED) & ~Q(typed={})
    rows = RequestDraft.objects.filter(given_up | answered, updated_at__lt=limit)
    return holds.free(rows.exclude(attachments__downloads__isnull=False), person="owner")


def remove(drafts: QuerySet[RequestDraft]) -> None:
    """Take them away; stored files follow by their own sweep."""
    answered = list(drafts.filter(state=DraftState.ANSWERED).values_list("pk", flat=True))
    gone = list(drafts.exclude(pk__in=answered).values_list("pk", flat=True))
    Attachment.objects.filter(draft__in=answered).delete()
    RequestDraft.objects.filter(pk__in=answered).update(typed={}, seen=[])
    RequestDraft.objects.filter(pk__in=gone).delete()
