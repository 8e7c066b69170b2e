"""The half hour after sending: change the request, or hand it over at once; and the receipt to keep."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from reports.rendering.printed import RenderFailed
from requests_app.forms import whole
from requests_app.models import ReportRequest
from requests_app.permissions import acts_for, steps_for
from requests_app.services import changing, receipts
from requests_app.views.visiting import find_or_404, visitor_of


@never_cache
@require_safe
def received(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever may see the request."""
    request = find_or_404(http, key)
    mine = bool(steps_for(visitor_of(http), request))
    context = {**receipts.facts(request), "open": mine and changing.is_open(request), "nav": "requests"}
    return render(http, "requests_app/received.html", context)


@never_cache
@require_GET
def receipt_pdf(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever may see the request. Printed when it is asked for; nothing is kept."""
    request = find_or_404(http, key)
    try:
        pdf = receipts.print_receipt(request)
    except RenderFailed:
        messages.error(
            http, "The receipt could not be printed just now. Print this page instead, or try again."
        )
        return redirect("requests:received", key)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{request.number}-receipt.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@never_cache
@require_POST
def change(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever asked, while staff has not seen it. Opens the request in the steps of the form."""
    request = _own_or_404(http, key)
    if not changing.is_open(request):
        messages.error(http, changing.TOO_LATE)
        return redirect(request)
    draft = changing.draft_of(request, whole.typed_of(request), list(whole.STEPS))
    return redirect("requests:step", draft.key, whole.CHECK)


@never_cache
@require_POST
def hand_over(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever asked. The desk may read it from now on."""
    request = _own_or_404(http, key)
    if changing.hand_over(request):
        messages.success(http, "Your request is with our analysts now.")
    return redirect(request)


def _own_or_404(http: HttpRequest, key: uuid.UUID) -> ReportRequest:
    """The request, if it is this visitor's own: a colleague reads it and changes nothing."""
    request = find_or_404(http, key)
    if not acts_for(visitor_of(http), request):
        raise Http404
    return request
