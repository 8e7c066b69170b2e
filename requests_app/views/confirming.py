"""Proving an address: the mailed link opens a page, and the press of its button sends the request, once.

A program that merely looks at links sends nothing, and whoever comes second is told calmly that it was sent.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from requests_app import actions
from requests_app.domain.asking import Asked
from requests_app.forms import whole
from requests_app.models import RequestDraft
from requests_app.permissions import visible_to
from requests_app.services import confirming, drafting, sending
from requests_app.views.visiting import grant, or_404, remember_proven, secret_digest, visitor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(http: HttpRequest, token: str) -> HttpResponse:
    """Audience: whoever reads the mail of the address that was typed."""
    draft = or_404(confirming.draft_of(token))
    if http.method == "POST":
        return _again(http, draft) if "again" in http.POST else _confirm(http, draft)
    opened = draft.request and visible_to(visitor_of(http)).filter(pk=draft.request.pk).exists()
    context = {
        "draft": draft,
        "counts": confirming.still_counts(draft),
        "opened": opened,
        "nav": "new",
    }
    return render(http, "requests_app/confirm.html", context)


def _confirm(http: HttpRequest, draft: RequestDraft) -> HttpResponse:
    """Send it; what has gone out of date while the mail lay there is mended first, in this browser."""
    if not confirming.still_counts(draft):
        return redirect(http.path)
    email = str(draft.typed.get("email", "")).strip()
    remember_proven(http, email)
    parts = whole.parts(draft.typed)
    if faulty := whole.first_faulty(parts):
        drafting.adopt(draft, secret_digest(http), step=faulty)
        messages.warning(
            http, "Your address is confirmed. Something has gone out of date; mend it, then send it."
        )
        return redirect("requests:step", draft.key, faulty)
    asked = whole.asked(parts, briefing=draft.briefing_id)
    return _deliver(http, draft, asked)


def _deliver(http: HttpRequest, draft: RequestDraft, asked: Asked) -> HttpResponse:
    try:
        received = sending.deliver(draft, asked, by=confirming.account_of(asked.email))
    except actions.IntakeRefused as refusal:
        messages.error(http, str(refusal))
        return redirect(http.path)
    if not received.created:
        return redirect(http.path)
    grant(http, received.request)
    return redirect("requests:received", received.request.key)


def _again(http: HttpRequest, draft: RequestDraft) -> HttpResponse:
    """A link that has run out is mailed anew to the same address."""
    refusal = sending.send_link_again(draft, str(draft.typed.get("email", "")))
    messages.error(http, refusal) if refusal else messages.success(http, "A new link is on its way.")
    return redirect(http.path)
