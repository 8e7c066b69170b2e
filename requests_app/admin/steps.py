"""What the buttons of a request's page do: each a POST, each through the one door, each refusal a message."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from reports.models import User
from requests_app import actions
from requests_app.admin.assigning import number
from requests_app.domain.asking import IN_PLAIN_WORDS
from requests_app.domain.workflow import find
from requests_app.forms import StepForm
from requests_app.models import ReportRequest
from requests_app.permissions import released, staff_roles

REMEMBERED = 20_000
_KEPT = "refused_note"


@sensitive_post_parameters()
@require_POST
def take_step(http: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Audience: staff with a role; the door decides whether it is one that may take this step."""
    form = StepForm(http.POST)
    typed = http.POST.get("note", "")[:REMEMBERED].replace("\0", "")
    version, ticked = http.POST.get("version", ""), http.POST.getlist("sections")

    def step(request: ReportRequest, by: User) -> str:
        if not form.is_valid():
            raise actions.TransitionRefused(form.first_error())
        seen = int(version) if version.isascii() and version.isdecimal() else None
        actions.step(
            request, name, by=by, note=form.cleaned_data["note"], version=seen, given={"sections": ticked}
        )
        return f"{find(name).label}: done."

    known = [tick for tick in ticked if tick in IN_PLAIN_WORDS]
    return _do(http, pk, step, refused={"pk": pk, "step": name, "note": typed, "sections": known})


def refused_note(http: HttpRequest, pk: int) -> dict[str, Any]:
    """What somebody gave with a step that was refused a moment ago on this request; given back once."""
    kept: dict[str, Any] = http.session.get(_KEPT, {})
    if kept.get("pk") != pk:
        return {}
    del http.session[_KEPT]
    return kept


@require_POST
def take_it(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Puts the person's own name on the request."""

    seen = number(http.POST.get("seen", ""))

    def take(request: ReportRequest, by: User) -> str:
        outcome = actions.assign(released().filter(pk=request.pk), {request.pk: seen}, to=by, by=by)
        for _, holder in outcome.overtaken:
            raise actions.TransitionRefused(f"It is with {holder} by now; it was not taken away.")
        return "It is assigned to you."

    return _do(http, pk, take)


@require_POST
def print_again(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Starts a failed printing once more."""

    def start(request: ReportRequest, by: User) -> str:
        actions.print_again(request, by=by)
        return "It is being printed again."

    return _do(http, pk, start)


def _do(
    http: HttpRequest,
    pk: int,
    work: Callable[[ReportRequest, User], str],
    refused: dict[str, Any] | None = None,
) -> HttpResponse:
    by = http.user
    if isinstance(by, AnonymousUser) or not staff_roles(by):
        raise PermissionDenied
    request = get_object_or_404(released(), pk=pk)
    try:
        messages.success(http, work(request, by))
    except actions.TransitionRefused as refusal:
        messages.error(http, str(refusal))
        if refused:
            http.session[_KEPT] = refused
    return HttpResponseRedirect(reverse("admin:requests_app_reportrequest_change", args=[pk]))
