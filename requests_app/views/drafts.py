"""A draft as a whole: where it stands, the check before it is sent, sending, and giving it up."""

import uuid

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from reports.forms.values import whole_number
from reports.models import User
from requests_app import actions
from requests_app.domain.asking import Asked
from requests_app.forms import whole
from requests_app.models import DraftState, RequestDraft
from requests_app.permissions import visible_to
from requests_app.services import changing, confirming, drafting, sending, suspicion
from requests_app.views.answering import answer_of
from requests_app.views.forgery import SENTENCE, shown_again_when_forged
from requests_app.views.visiting import (
    draft_or_404,
    drafts,
    grant,
    has_proven,
    known_email,
    or_404,
    visitor_of,
)
from requests_app.views.writing import may_type, progress_of


@never_cache
@require_safe
def draft(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whose draft it is. Leads to where it was left, or says what it waits for."""
    found = draft_or_404(http, key)
    if found.request and visible_to(visitor_of(http)).filter(pk=found.request.pk).exists():
        return redirect(found.request)
    if found.state == DraftState.TYPING:
        unseen = [name for name in whole.STEPS if name not in found.seen]
        return redirect("requests:step", key, unseen[0] if unseen else whole.CHECK)
    context = {
        "draft": found,
        "email": found.typed.get("email", ""),
        "hours": int(confirming.VALID.total_seconds() // 3600),
        "expired": found.state == DraftState.UNCONFIRMED and not confirming.still_counts(found),
        "nav": "new",
        **answer_of(http, found),
    }
    return render(http, "requests_app/draft.html", context)


@never_cache
@require_safe
def check(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whose draft it is. Everything on one page, each part with the way to change it."""
    found = draft_or_404(http, key)
    if not may_type(http, found):
        return redirect("requests:draft", key)
    parts = whole.parts(found.typed, email=known_email(http, found))
    context = {
        "draft": found,
        "parts": parts,
        "faulty": whole.first_faulty(parts),
        "steps": progress_of(found, whole.CHECK),
        "version": found.request.version if found.request else "",
        "until": found.request.released_at if found.request else None,
        "minutes": int(changing.window().total_seconds() // 60),
        "trap": suspicion.TRAP,
        "nav": "new",
    }
    return render(http, "requests_app/check.html", context)


@never_cache
@sensitive_post_parameters()
@shown_again_when_forged
@require_POST
def send(http: HttpRequest, key: uuid.UUID, *, forged: bool = False) -> HttpResponse:
    """Audience: whose draft it is. A step that is not right yet is shown instead of sending."""
    found = drafts(http).select_related(None).filter(key=key).first()
    back = reverse("requests:step", args=[key, whole.CHECK])
    if found is None:
        return redirect_to_login(back)
    if forged:
        messages.error(http, SENTENCE)
        return redirect(back)
    if found.request is None and http.POST.get(suspicion.TRAP):
        found = drafting.keep(found, {suspicion.TRAP: "1"}, names=())
    parts = whole.parts(found.typed, email=known_email(http, found))
    faulty = "" if found.request and not may_type(http, found) else whole.first_faulty(parts)
    if faulty:
        drafting.keep(found, {}, names=(), step=faulty)
        messages.error(
            http, "It was not sent yet. Everything you typed is still here; this step needs a look."
        )
        return redirect("requests:step", key, faulty)
    return _send(http, found, parts)


def _send(http: HttpRequest, found: RequestDraft, parts: list[whole.Part]) -> HttpResponse:
    if found.request is not None:
        return _change(http, found, parts)
    asked = whole.asked(parts, briefing=found.briefing_id)
    by = http.user if isinstance(http.user, User) else None
    try:
        outcome, received = sending.send(found, asked, by=by, proven=has_proven(http, asked.email))
    except actions.IntakeRefused as refusal:
        messages.error(http, str(refusal))
        return redirect("requests:draft", found.key)
    if outcome is not sending.Outcome.SENT or received is None:
        return redirect("requests:draft", found.key)
    if not received.created:
        messages.info(http, "This had been sent before; this is the request that it made.")
    if by is None or received.request.client_id != by.pk:  # its client sees it wherever it signs in
        grant(http, received.request)
    return redirect("requests:received", received.request.key)


def _change(http: HttpRequest, found: RequestDraft, parts: list[whole.Part]) -> HttpResponse:
    """What was sent is sent again: its changes are put in, if its time is not over."""
    request = or_404(found.request)
    if "version" not in http.POST:  # a second click on “Send”
        messages.info(http, "This had been sent before; this is the request that it made.")
        return redirect("requests:draft", found.key)
    if not may_type(http, found):
        messages.error(http, changing.TOO_LATE)
        return redirect("requests:draft", found.key)
    seen = whole_number(http.POST["version"]) or 0
    asked: Asked = whole.asked(parts, briefing=found.briefing_id)
    try:
        changing.replace(request, asked, version=seen)
    except changing.ChangeRefused as refusal:
        messages.error(http, str(refusal))
        return redirect("requests:step", found.key, whole.CHECK)
    messages.success(http, "Your changes are in the request.")
    return redirect(request)


@never_cache
@require_POST
def discard(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whose draft it is. It can be taken up again by typing in it."""
    if drafting.discard(draft_or_404(http, key)):
        messages.info(http, "The draft was put aside.")
    return redirect("requests:list" if drafting.open_drafts(drafts(http)).exists() else "requests:new")


@never_cache
@require_POST
def link(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whose draft it is. Mails the link of the confirmation once more, within limits."""
    found = draft_or_404(http, key)
    refusal = sending.send_link_again(found, str(found.typed.get("email", "")))
    if refusal:
        messages.error(http, refusal)
    else:
        messages.success(http, f"The link is on its way again, {timezone.localtime():%H:%M}.")
    return redirect("requests:draft", key)
