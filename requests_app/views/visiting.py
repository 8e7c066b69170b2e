"""Who stands at a client's page: the person signed in, and the requests that this browser has opened by
mailed link.
"""

import uuid

from django.http import Http404, HttpRequest

from requests_app.models import ReportRequest
from requests_app.permissions import Visitor, visible_to, visitor

OPENED = "opened_requests"
MOST_OPENED = 50


def visitor_of(http: HttpRequest) -> Visitor:
    """The visitor of this page."""
    return visitor(http.user, http.session.get(OPENED, []))


def find_or_404(http: HttpRequest, key: uuid.UUID) -> ReportRequest:
    """The request of that key, if it exists for this visitor."""
    request = visible_to(visitor_of(http)).filter(key=key).first()
    if request is None:
        raise Http404
    return request


def grant(http: HttpRequest, request: ReportRequest) -> None:
    """Let this browser open the request from now on; the oldest grants make room."""
    opened = [key for key in http.session.get(OPENED, []) if key != str(request.key)]
    http.session[OPENED] = [*opened, str(request.key)][-MOST_OPENED:]
