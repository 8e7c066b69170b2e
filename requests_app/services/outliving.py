"""Removes drafts that nobody has touched for long, with what was typed in them and the files given with them.

What ended with an answer keeps its row, so that it stays counted; what was sent or is held is not touched.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from requests_app.models import Attachment, DraftState, RequestDraft

AT_ONCE = 200
_GIVEN_UP = (DraftState.TYPING, DraftState.UNCONFIRMED, DraftState.DISCARDED)


def kept_for() -> timedelta:
    """How long a draft is kept after it was touched last."""
    return timedelta(days=settings.DRAFT_KEEP_DAYS)


def sweep() -> int:
    """Remove some of those whose time is over; says how many. Stored files follow by their own sweep."""
    before = timezone.now() - kept_for()
    with transaction.atomic():
        old = list(_old(before).select_for_update(of=("self",)).order_by("updated_at")[:AT_ONCE])
        answered = [draft.pk for draft in old if draft.state == DraftState.ANSWERED]
        Attachment.objects.filter(draft__in=answered).delete()
        RequestDraft.objects.filter(pk__in=answered).update(typed={}, seen=[])
        RequestDraft.objects.filter(pk__in=[draft.pk for draft in old if draft.pk not in answered]).delete()
    return len(old)


def _old(before: datetime) -> QuerySet[RequestDraft]:
    """What staff looked at, or took a file of, stays with what it decided."""
    given_up = Q(state__in=_GIVEN_UP, discarded_by=None)
    answered = Q(state=DraftState.ANSWERED) & ~Q(typed={})
    rows = RequestDraft.objects.filter(given_up | answered, updated_at__lt=before)
    return rows.exclude(attachments__downloads__isnull=False)
