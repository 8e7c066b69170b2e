"""Giving requests to people: from the queue, from the load, and from a request's own page.

The page in between says who has each of them now; what somebody else has moved since is not taken away.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from reports.models import User
from requests_app import actions
from requests_app.admin.guard import staff
from requests_app.models import ReportRequest
from requests_app.permissions import assignable, on_the_desk

QUEUE = "admin:requests_app_reportrequest_changelist"
LONGEST_ID = 19
_SHOWN = 5


class GiveForm(forms.Form):
    to = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="Nobody", label="Give them to"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = assignable()


def assign(http: HttpRequest) -> HttpResponse:
    """Audience: staff with a role. A GET names the requests (`r`), a POST gives them."""
    by = staff(http)
    given = http.POST if http.method == "POST" else http.GET
    ids = [each for each in map(number, given.getlist("r")) if each]
    rows = on_the_desk(http.user).filter(pk__in=ids[: actions.MOST_ASSIGNED]).select_related("assigned_to")
    back = _back(http, given)
    form = GiveForm(http.POST if http.method == "POST" else None, initial={"to": by})
    if http.method == "POST" and form.is_valid():
        seen = {pk: number(http.POST.get(f"seen-{pk}", "")) for pk in ids}
        tell(http, actions.assign(rows, seen, to=form.cleaned_data["to"], by=by), form.cleaned_data["to"])
        return HttpResponseRedirect(back)
    if not rows:
        messages.warning(http, "No request was chosen; tick those that you want to give to somebody.")
        return HttpResponseRedirect(back)
    context = {
        **admin.site.each_context(http),
        "is_nav_sidebar_enabled": False,
        "title": "Assign requests",
        "form": form,
        "rows": rows.order_by("place", "organisation_name", "id"),
        "back": back,
    }
    return render(http, "admin/requests_app/reportrequest/assign.html", context)


def ask_whom(http: HttpRequest, ids: list[int]) -> HttpResponse:
    """From the queue to the page that asks whom; the way back leads to the same view of the queue."""
    query = urlencode({"r": ids[: actions.MOST_ASSIGNED], "back": http.get_full_path()}, doseq=True)
    return HttpResponseRedirect(f"{reverse('admin:requests_app_reportrequest_assign')}?{query}")


def tell(http: HttpRequest, outcome: Any, to: User | None) -> None:
    """Say what was given, and what was not because somebody else was faster."""
    whom = "you" if to == http.user else str(to or "nobody")
    if outcome.done:
        messages.success(http, f"Assigned to {whom}: {_listed(outcome.done)}.")
    for name, holder in outcome.overtaken[:_SHOWN]:
        messages.warning(http, f"{name} is with {holder} by now; it was not taken away.")
    if more := len(outcome.overtaken[_SHOWN:]):
        messages.warning(http, f"{more} more are with somebody else by now; they were not taken away.")


def seen_nobody(rows: Any) -> dict[int, int | None]:
    """What a list promises that does not say who had what: only those that nobody has."""
    return dict.fromkeys(rows.values_list("pk", flat=True)[: actions.MOST_ASSIGNED])


def _listed(numbers: list[str]) -> str:
    shown = ", ".join(numbers[:_SHOWN])
    more = len(numbers) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def number(text: str) -> int | None:
    """The id that a form gave; None for nothing, and for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_ID else None


def _back(http: HttpRequest, given: QueryDict) -> str:
    """Where the person came from, if that is here."""
    wanted = given.get("back", "")
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts={http.get_host()}) and wanted.startswith("/")
    return wanted if here else reverse(QUEUE)


def save_holder(http: HttpRequest, request: ReportRequest, seen: int | None) -> None:
    """The field on a request's own page: the same rule as everywhere else."""
    outcome = actions.assign(
        on_the_desk(http.user).filter(pk=request.pk),
        {request.pk: seen},
        to=request.assigned_to,
        by=staff(http),
    )
    tell(http, outcome, request.assigned_to)
