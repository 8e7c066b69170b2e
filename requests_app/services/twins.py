"""Which requests are of the same client, and so may be answered together.

What one client asked is never shown to another by merging.
TLP:RED is for named people, so it is merged with nothing but the same person's own. What its client may still
change is nobody's twin yet: staff reads its title here.
"""

from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.domain.marking import Marking
from requests_app.domain.status import Status
from requests_app.models import ReportRequest

_NO_TWINS = [Status.DECLINED.value, Status.WITHDRAWN.value, Status.QUOTE_EXPIRED.value, Status.MERGED.value]


def twins_of(request: ReportRequest) -> QuerySet[ReportRequest]:
    """The open and delivered requests of the same client that this one may be merged into."""
    of_the_client = Q(client=request.client) if request.client_id else Q(email__iexact=request.email)
    if request.organisation_id and request.marking != Marking.RED.value:
        of_the_client |= Q(organisation=request.organisation) & ~Q(marking=Marking.RED.value)
    released = ReportRequest.objects.filter(released_at__lte=timezone.now())
    return released.filter(of_the_client).exclude(pk=request.pk).exclude(status__in=_NO_TWINS)
