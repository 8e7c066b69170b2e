"""What the buttons of a request's page do: each a POST, each through the one door, each refusal a message.

What was typed into a form that was refused comes back in it; where the step is not possible any more, beside
the others.
"""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from reports.models import User
from reports.permissions import asks_again
from requests_app import actions
from requests_app.admin import kept
from requests_app.admin.assigning import number
from requests_app.domain.workflow import find
from requests_app.forms import PasswordForm, form_of
from requests_app.models import ReportRequest
from requests_app.permissions import on_the_desk, staff_roles

FORM = "step "
Work = Callable[[ReportRequest, User], str]


@sensitive_post_parameters()
@require_POST
def take_step(http: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Audience: staff with a role; the door decides whether it is one that may take this step."""

    def step(request: ReportRequest, by: User) -> str:
        try:
            row = find(name)
        except LookupError:
            raise actions.TransitionRefused("There is no such step.") from None
        form = form_of(row, request, http.POST)
        if not form.is_valid():
            raise actions.TransitionRefused(form.first_error())
        seen = version_of(http)
        actions.step(request, name, by=by, note=form.note, version=seen, given=form.given())
        return f"{row.label}: done."

    return do(http, pk, step, form=FORM + name)


@require_POST
def take_it(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Puts the person's own name on the request."""

    seen = number(http.POST.get("seen", ""))

    def take(request: ReportRequest, by: User) -> str:
        outcome = actions.assign(on_the_desk(by).filter(pk=request.pk), {request.pk: seen}, to=by, by=by)
        for _, holder in outcome.overtaken:
            raise actions.TransitionRefused(f"It is with {holder} by now; it was not taken away.")
        return "It is assigned to you."

    return do(http, pk, take)


@require_POST
def print_again(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Starts a failed printing once more."""

    def start(request: ReportRequest, by: User) -> str:
        actions.print_again(request, by=by)
        return "It is being printed again."

    return do(http, pk, start)


@asks_again
@sensitive_post_parameters()
@require_POST
def put_password(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Sets or changes the password that the report is sent with."""
    form = PasswordForm(http.POST)

    def put(request: ReportRequest, by: User) -> str:
        if not form.is_valid():
            raise actions.TransitionRefused(form.first_error())
        actions.put_password(request, form.cleaned_data["password"], by=by)
        return "The password is set. Tell it to the client by another way than mail; it is not shown again."

    return do(http, pk, put)


@asks_again
@require_POST
def remove_password(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Lets the report go out open again."""

    def remove(request: ReportRequest, by: User) -> str:
        actions.remove_password(request, by=by)
        return "The password is removed: from now on the report is sent open."

    return do(http, pk, remove)


def do(http: HttpRequest, pk: int, work: Work, *, form: str = "", place: str = "") -> HttpResponse:
    """Do the work and say so; a refusal is a message, and what was typed into `form` is kept for the page."""
    by = staff_at(http)
    request = get_object_or_404(on_the_desk(by), pk=pk)
    try:
        messages.success(http, work(request, by))
    except actions.TransitionRefused as refusal:
        messages.error(http, str(refusal))
        if form:
            kept.keep(http, pk, form)
    page = reverse("admin:requests_app_reportrequest_change", args=[pk])
    return HttpResponseRedirect(page + place)


def staff_at(http: HttpRequest) -> User:
    """The person of the desk; PermissionDenied for anybody else."""
    by = http.user
    if isinstance(by, AnonymousUser) or not staff_roles(by):
        raise PermissionDenied
    return by


def version_of(http: HttpRequest) -> int | None:
    """The version of the request that the page showed; None where the form does not say."""
    return number(http.POST.get("version", ""))
