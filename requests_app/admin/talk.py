"""What the desk writes and tends on a request's page: messages, notes, the checklist, a day to put it off to.

A message goes to the client and a note never does: they are two forms with two addresses and two looks.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from reports import downloads
from reports.models import User
from requests_app import actions
from requests_app.admin import kept
from requests_app.admin.assigning import number as number_in
from requests_app.admin.steps import do, staff_at, version_of
from requests_app.forms import DeferForm, MessageForm, NoteForm
from requests_app.models import Quote, ReportRequest
from requests_app.permissions import on_the_desk

MESSAGE, NOTE, DEFER = "message", "note", "defer"


@sensitive_post_parameters()
@require_POST
def say(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Writes to the client, or puts a canned reply into the box."""
    if "insert" in http.POST:
        staff_at(http)
        kept.keep(http, pk, MESSAGE, MessageForm(http.POST).with_canned())
        return HttpResponseRedirect(reverse("admin:requests_app_reportrequest_change", args=[pk]) + "#thread")

    def send(request: ReportRequest, by: User) -> str:
        form = MessageForm(http.POST)
        if not form.is_valid():
            raise actions.TransitionRefused(form.first_error())
        typed, seen = form.cleaned_data, version_of(http)
        actions.say(request, typed["text"], key=typed["key"], by=by, asks=typed["asks"], version=seen)
        return "The client is told by mail that you wrote."

    return do(http, pk, send, form=MESSAGE, place="#thread")


@sensitive_post_parameters()
@require_POST
def note(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Keeps a note that only the house reads."""

    def keep(request: ReportRequest, by: User) -> str:
        form = NoteForm(http.POST)
        if not form.is_valid():
            raise actions.TransitionRefused(form.first_error())
        actions.note(request, form.cleaned_data["text"], key=form.cleaned_data["key"], by=by)
        return "The note is kept; only the house reads it."

    return do(http, pk, keep, form=NOTE, place="#notes")


@require_POST
def tick(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Ticks one line of the checklist, or takes its tick away."""
    done = "tick" in http.POST
    typed = http.POST.get("tick" if done else "untick", "")
    item = number_in(typed) or 0

    def mark(request: ReportRequest, by: User) -> str:
        actions.tick(request, item, by=by, done=done)
        return "Ticked." if done else "The tick is gone."

    return do(http, pk, mark, place="#checklist")


@require_POST
def put_off(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Keeps the request out of the queue until a day."""

    def defer(request: ReportRequest, by: User) -> str:
        form = DeferForm(http.POST)
        if not form.is_valid():
            raise actions.TransitionRefused(next(iter(form.errors.values()))[0])
        until = form.cleaned_data["until"]
        actions.put_off(request, until, because=form.cleaned_data["because"], by=by)
        return f"It is out of the queue until {until:%-d %B %Y}."

    return do(http, pk, defer, form=DEFER)


@require_POST
def bring_back(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role. Shows the request in the queue again."""

    def back(request: ReportRequest, _by: User) -> str:
        actions.bring_back(request)
        return "It is in the queue again."

    return do(http, pk, back)


@require_safe
def quote_pdf(http: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Audience: staff with a role."""
    staff_at(http)
    quote = get_object_or_404(
        Quote.objects.select_related("request"),
        request__in=on_the_desk(http.user).filter(pk=pk),
        number=number,
    )
    return downloads.send_paper(lambda: actions.print_quote(quote), name=actions.name_of(quote))


def urls(view: Callable[[Any], Any]) -> list[URLPattern]:
    """The addresses below the page of a request, each behind the admin's own door."""
    name = "requests_app_reportrequest"
    return [
        path("<int:pk>/say/", view(say), name=f"{name}_say"),
        path("<int:pk>/note/", view(note), name=f"{name}_note"),
        path("<int:pk>/tick/", view(tick), name=f"{name}_tick"),
        path("<int:pk>/put-off/", view(put_off), name=f"{name}_put_off"),
        path("<int:pk>/bring-back/", view(bring_back), name=f"{name}_bring_back"),
        path("<int:pk>/quote-<int:number>.pdf", view(quote_pdf), name=f"{name}_quote"),
    ]


def message_form(http: HttpRequest, pk: int) -> MessageForm:
    """The box to the client, with what was refused or put into it a moment ago."""
    back = kept.give_back(http, pk, MESSAGE)
    initial = {name: back.data[name] for name in ("text", "asks", "key") if name in back.data} if back else {}
    return MessageForm(prefix_of_ids="message", **initial)


def note_form(http: HttpRequest, pk: int) -> NoteForm:
    """The box for the house, likewise."""
    back = kept.give_back(http, pk, NOTE)
    initial = {name: back.data[name] for name in ("text", "key") if name in back.data} if back else {}
    return NoteForm(prefix_of_ids="note", **initial)


def defer_form(http: HttpRequest, pk: int) -> DeferForm:
    """The form to put a request off, with its errors where it was refused a moment ago."""
    back = kept.give_back(http, pk, DEFER)
    return DeferForm(back.data if back else None)
