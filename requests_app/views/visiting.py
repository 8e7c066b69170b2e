"""Who stands at a client's page: the person signed in, the requests that this browser has opened by mailed
link, the secret under which it keeps what it types, and the addresses that it has proven.
"""

import secrets
import uuid
from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from reports.models import User
from requests_app.models import ReportRequest, RequestDraft
from requests_app.permissions import Visitor, deals_for, drafts_of, visible_to, visitor
from requests_app.services import drafting, pacing, suspicion
from requests_app.services.links import digest_of

OPENED = "opened_links"
MOST_OPENED = 50
PROVEN = "proven_addresses"
MOST_PROVEN = 5
Found = TypeVar("Found")
_SECRET = "draft_secret"  # noqa: S105 -- the name of the session's entry
_HOMES = "_homes"
_PROXIES = ("127.0.0.1", "::1", "")


def visitor_of(http: HttpRequest) -> Visitor:
    """The visitor of this page."""
    secret = http.session.get(_SECRET, "")
    who = visitor(
        http.user,
        http.session.get(OPENED, []),
        digest_of(secret) if secret else "",
        getattr(http, _HOMES, None),
    )
    setattr(http, _HOMES, who.homes)  # asked once a page, anew on the next
    return who


def or_404(found: Found | None) -> Found:
    """What was found; what was not does not exist for whoever asked."""
    if found is None:
        raise Http404
    return found


def find_or_404(http: HttpRequest, key: uuid.UUID) -> ReportRequest:
    """The request of that key, if it exists for this visitor."""
    return or_404(visible_to(visitor_of(http)).filter(key=key).first())


def dealt_or_404(http: HttpRequest, key: uuid.UUID) -> ReportRequest:
    """The request of that key, if everything of it is this visitor's to see."""
    request = find_or_404(http, key)
    return or_404(request if deals_for(visitor_of(http), request) else None)


def grant(http: HttpRequest, request: ReportRequest) -> None:
    """Let this browser open the request from now on; the oldest grants make room."""
    opened = [digest for digest in http.session.get(OPENED, []) if digest != request.access_digest]
    http.session[OPENED] = [*opened, request.access_digest][-MOST_OPENED:]


def secret_digest(http: HttpRequest) -> str:
    """The digest of this browser's secret, which is made when first needed."""
    if _SECRET not in http.session:
        http.session[_SECRET] = secrets.token_urlsafe(32)
    return digest_of(http.session[_SECRET])


def drafts(http: HttpRequest) -> QuerySet[RequestDraft]:
    """The drafts of this visitor. What its browser typed before it signed in becomes its own here."""
    who = visitor_of(http)
    if who.user and who.secret_digest:
        drafting.claim(who.user, who.secret_digest)
        del http.session[_SECRET]
    return drafts_of(who).select_related("request", "briefing")


def draft_or_404(http: HttpRequest, key: uuid.UUID) -> RequestDraft:
    """The draft of that key, if it exists for this visitor."""
    return or_404(drafts(http).filter(key=key).first())


def known_email(http: HttpRequest, draft: RequestDraft | None) -> str:
    """The address that needs no typing: of a request that was sent, or of whoever is signed in."""
    if draft and draft.request:
        return draft.request.email
    return http.user.email if isinstance(http.user, User) else ""


def too_many_papers(http: HttpRequest, request: ReportRequest) -> HttpResponse | None:
    """The page that says when to ask for a paper again; None where it may be printed now."""
    who = str(http.user.pk) if isinstance(http.user, User) else http.session.session_key or ""
    seconds = pacing.seconds_to_wait(f"of {request.pk}", f"for {who}")
    if not seconds:
        return None
    context = {"asked": request, "seconds": seconds, "nav": "requests"}
    answer = render(http, "requests_app/wait.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def remember_proven(http: HttpRequest, address: str) -> None:
    """This browser's holder reads the mail of that address."""
    known = [each for each in http.session.get(PROVEN, []) if each != address.casefold()]
    http.session[PROVEN] = [*known, address.casefold()][-MOST_PROVEN:]


def has_proven(http: HttpRequest, address: str) -> bool:
    return address.casefold() in http.session.get(PROVEN, [])


def network(http: HttpRequest) -> str:
    """The digest of the visitor's network; a proxy on this machine says whom it speaks for."""
    address = http.META.get("REMOTE_ADDR", "")
    if address in _PROXIES:
        address = http.headers.get("X-Forwarded-For", address).rpartition(",")[2]
    return suspicion.network_of(address)
