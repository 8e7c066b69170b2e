"""The client's steps: one page for each row of the table that is the client's, in words of its own.

A form that comes twice finds its step taken and is led to the request; whoever was overtaken by somebody else
is told so, with everything typed still there.
"""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reports.forms.values import whole_number
from reports.models import User
from requests_app import actions
from requests_app.domain.workflow import Transition, find
from requests_app.forms import StepForm, form_of
from requests_app.models import ReportRequest
from requests_app.permissions import acts_for
from requests_app.views.visiting import find_or_404, visitor_of


@dataclass(frozen=True, slots=True)
class Words:
    """What the page of a step says: its question, what follows, its button, and the way back."""

    question: str
    follows: str
    button: str
    back: str = "Back to the request"
    ends: bool = False


WORDS = {
    "withdraw": Words(
        "Withdraw this request?",
        "We stop working on it. This cannot be undone; you can ask again at any time.",
        "Withdraw the request",
        "Keep it",
        ends=True,
    ),
    "accept_quote": Words(
        "Accept our quote?", "We begin to write. Your name is kept with your acceptance.", "Accept the quote"
    ),
    "decline_quote": Words(
        "Decline our quote?",
        "This ends the request, and nothing is charged. You can ask again at any time.",
        "Decline the quote",
        ends=True,
    ),
    "renew": Words(
        "Take the request up again?",
        "We read it once more and make you a new quote.",
        "Take it up again",
        "Leave it",
    ),
    "close": Words(
        "Close this request?",
        "You tell us that nothing more is owed. The report stays here for you to download.",
        "Close the request",
        "Leave it open",
    ),
    "answer": Words(
        "Answer our question",
        "Your answer goes to the analyst who asked; our working time runs again.",
        "Send the answer",
    ),
}


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def step(http: HttpRequest, key: uuid.UUID, name: str) -> HttpResponse:
    """Audience: whoever asked, while the table has this step for it."""
    request = find_or_404(http, key)
    posted = http.method == "POST"
    if name not in WORDS or not acts_for(visitor_of(http), request):
        raise Http404
    row = find(name)
    if request.stage not in row.sources:
        if not posted:
            raise Http404
        return _too_late(http, request, row)
    form = form_of(row, request, http.POST if posted else None)
    if posted and form.is_valid():
        return _take(http, request, form)
    return _page(http, request, form, status=422 if posted else 200)


def withdraw(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever asked, while the request is open."""
    return step(http, key, "withdraw")


def _take(http: HttpRequest, request: ReportRequest, form: StepForm) -> HttpResponse:
    by = http.user if isinstance(http.user, User) else None
    try:
        if form.row.note_is_message:
            actions.answer(request, form.note, key=key_of(http), by=by)
        else:
            seen, given = seen_version(http), form.given()
            actions.client_step(request, form.row.name, by=by, note=form.note, version=seen, given=given)
    except actions.TransitionRefused as refusal:
        request.refresh_from_db()
        if request.stage not in form.row.sources:
            return _too_late(http, request, form.row)
        form.add_error(None, str(refusal))
        return _page(http, request, form, status=409)
    return redirect("requests:detail", request.key)


def _too_late(http: HttpRequest, request: ReportRequest, row: Transition) -> HttpResponse:
    """The step is not there any more: taken by this form before, or overtaken by somebody else."""
    if not actions.already_taken(request, row.name):
        state = request.stage.label.lower()
        messages.error(
            http,
            f"“{row.label}” is not possible any more: somebody was faster, and the request is {state} now.",
        )
    return redirect("requests:detail", request.key)


def _page(http: HttpRequest, request: ReportRequest, form: StepForm, *, status: int) -> HttpResponse:
    context = {"asked": request, "form": form, "words": WORDS[form.row.name], "nav": "requests"}
    return render(http, "requests_app/client_step.html", context | {"key": key_of(http)}, status=status)


def seen_version(http: HttpRequest) -> int | None:
    """The version that the page showed; None where the form does not say."""
    return whole_number(http.POST.get("version", ""))


def key_of(http: HttpRequest) -> uuid.UUID:
    """The key that a form brought, or one for a new form."""
    try:
        return uuid.UUID(http.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()
