"""Asking: the form, and the receipt that follows it.

A form carries a key, so that sending it twice makes one request, and every answer to a POST is a redirect.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from reports.models import Publication, User
from requests_app import actions
from requests_app.forms import RequestForm, question_rows, with_one_more_row
from requests_app.views.visiting import find_or_404, grant


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new(http: HttpRequest) -> HttpResponse:
    """Audience: everybody."""
    email = http.user.email if isinstance(http.user, User) else ""
    briefing = actions.briefing_called(http.POST.get("briefing", "") or http.GET.get("briefing", ""))
    if http.method != "POST":
        return _page(http, RequestForm(initial=_prefilled(http, briefing), email=email), briefing)
    if "more" in http.POST:
        return _page(http, with_one_more_row(http.POST, email=email), briefing)
    form = RequestForm(http.POST, rows=question_rows(http.POST), email=email)
    if not form.is_valid():
        return _page(http, form, briefing, status=422)
    return _receive(http, form, briefing)


@never_cache
@require_safe
def received(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever may see the request."""
    return render(http, "requests_app/received.html", {"asked": find_or_404(http, key), "nav": "requests"})


def _receive(http: HttpRequest, form: RequestForm, briefing: Publication | None) -> HttpResponse:
    by = http.user if isinstance(http.user, User) else None
    asked = form.asked(briefing=briefing.report_id if briefing else None)
    try:
        result = actions.receive(asked, submission_key=_key(http.POST), by=by)
    except actions.IntakeRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(http, form, briefing, key=uuid.uuid4(), status=409)
    if not result.created:
        messages.info(http, "This form had been sent before; this is the request that it made.")
    grant(http, result.request)
    return redirect("requests:received", result.request.key)


def _page(
    http: HttpRequest,
    form: RequestForm,
    briefing: Publication | None,
    *,
    key: uuid.UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "briefing": briefing, "submission_key": key or _key(http.POST), "nav": "new"}
    return render(http, "requests_app/new.html", context, status=status)


def _key(typed: QueryDict) -> uuid.UUID:
    """The key that the form carries; a form that lost it is given a new one."""
    try:
        return uuid.UUID(typed.get("submission_key", ""))
    except ValueError:
        return uuid.uuid4()


def _prefilled(http: HttpRequest, briefing: Publication | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if isinstance(http.user, User):
        member = http.user.memberships.select_related("organisation").first()
        values = {"name": http.user.name, "organisation": member.organisation.name if member else ""}
    if briefing:
        values["title"] = f"Follow-up to “{briefing.title}”"[:200]
        values |= {"countries": briefing.countries, "topics": ", ".join(briefing.topics)}
    return values
