"""Keeps from the house what its client may still change: not even its number or its mail is shown."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from reports.services import unseen
from requests_app.models import ReportRequest


def is_kept(number: str) -> Exists:
    """Whether the number in that column is of a request that staff does not see."""
    return Exists(ReportRequest.objects.filter(number=OuterRef(number), released_at__gt=timezone.now()))


unseen.register(is_kept)
