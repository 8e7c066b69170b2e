"""The requests that exist for a token's person: where each stands, and for some what was asked.

Whoever is merely named as a reader finds the report and its marking, as on the page of the request.
"""

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from reports.api.door import for_token
from reports.models import User
from requests_app.models import Delivery, ReportRequest
from requests_app.permissions import deals_for, dealt_with, visible_to, visitor
from requests_app.services import fulfilment

MOST = 100


@for_token
def requests(person: User) -> dict[str, Any]:
    """Audience: whoever holds a token; the newest requests that exist for its person."""
    who = visitor(person, ())
    rows = list(visible_to(who)[:MOST])
    dealt = dealt_with(who, rows)
    ready = set(Delivery.objects.filter(request__in=rows).order_by().values_list("request", flat=True))
    return {"requests": [_row(each, deals=each.pk in dealt, ready=each.pk in ready) for each in rows]}


@for_token
def request(person: User, key: uuid.UUID) -> dict[str, Any]:
    """Audience: whoever holds a token and may see the request; what was asked for whoever deals with it."""
    who = visitor(person, ())
    found = visible_to(who).filter(key=key).first()
    if found is None:
        raise Http404
    deals = deals_for(who, found)
    row = _row(found, deals=deals, ready=fulfilment.edition_of(found) is not None)
    return {**row, "asked": _asked(found)} if deals else row


def _row(one: ReportRequest, *, deals: bool, ready: bool) -> dict[str, Any]:
    told = {
        "key": str(one.key),
        "number": one.number,
        "title": one.title,
        "marking": one.marking,
        "url": _site("requests:detail", one),
        "pdf": _site("requests:download", one) if ready else None,
        "api": _site("requests:api-request", one),
    }
    return told | _standing(one) if deals else told


def _standing(one: ReportRequest) -> dict[str, Any]:
    return {
        "status": one.stage.label,
        "holder": one.holder,
        "received": one.created_at.isoformat(),
        "needed_by": one.needed_by and one.needed_by.isoformat(),
    }


def _asked(one: ReportRequest) -> dict[str, Any]:
    return {
        "questions": [each.text for each in one.questions.all()],
        "background": one.background,
        "known": one.known,
        "decision": one.decision,
        "countries": one.countries,
        "topics": one.topics,
        "language": one.language,
    }


def _site(name: str, one: ReportRequest) -> str:
    return settings.SITE_URL + reverse(name, args=[one.key])
