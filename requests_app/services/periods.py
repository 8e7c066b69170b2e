"""What requests remove when its period has ended: forgotten drafts, and the files of what is long over.

What a legal hold reaches is left out of each.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from reports.domain.retention import Kind
from reports.services import holds, retaining
from reports.services.retaining import Keeper
from requests_app.domain.status import Status
from requests_app.models import Attachment, DraftState, RequestDraft, RequestEvent
from requests_app.services import attaching, outliving

_ENDED = [each.value for each in Status if each.is_end]


def _held(limit: datetime) -> QuerySet[Any]:
    old = RequestDraft.objects.filter(updated_at__lt=limit, state=DraftState.HELD)
    return holds.free(old, person="owner")


def _files(limit: datetime) -> QuerySet[Any]:
    since = RequestEvent.objects.filter(request=OuterRef("request"), at__gte=limit)
    ended = Q(request__status__in=_ENDED) & ~Exists(since)
    kept = Attachment.objects.filter(ended, at__lt=limit).exclude(stored_name="")
    return holds.free(kept, reference="request__number")


for _keeper in (
    Keeper(Kind.DRAFTS, "updated_at", outliving.past, outliving.remove),
    Keeper(Kind.HELD, "updated_at", _held, attaching.discard_drafts),
    Keeper(Kind.FILES, "at", _files, attaching.remove_for_good),
):
    retaining.register(_keeper)
