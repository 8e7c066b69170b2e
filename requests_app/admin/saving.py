"""Views of the queue that somebody gave a name: kept for that person alone, opened by a link."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from requests_app.admin.guard import staff
from requests_app.models import SavedFilter

QUEUE = "admin:requests_app_reportrequest_changelist"
PAGE = "admin:requests_app_reportrequest_filters"
KNOWN = (
    *("q", "status", "standing", "whose", "deferred"),
    *("priority__exact", "service_class__exact", "marking__exact"),
)
MOST, LONGEST = 30, 500
TAKEN = "You have a filter of that name already; choose another."


class NameForm(forms.Form):
    name = forms.CharField(max_length=60, label="Name")


def manage(http: HttpRequest) -> HttpResponse:
    """Audience: staff with a role. One's own filters, each to be renamed or removed."""
    own = SavedFilter.objects.filter(owner=staff(http))
    context = {**admin.site.each_context(http), "title": "Saved filters", "filters": own}
    return render(http, "admin/requests_app/reportrequest/filters.html", context)


@require_POST
def save(http: HttpRequest) -> HttpResponse:
    """Audience: staff with a role. Keeps the view that the queue had; the same twice is kept once."""
    owner, form = staff(http), NameForm(http.POST)
    query = kept(http.POST.get("query", ""))
    back = f"{reverse(QUEUE)}?{query}"
    if not form.is_valid():
        messages.error(http, "Give the filter a name of up to 60 characters.")
    elif len(query) > LONGEST:
        messages.error(http, "This search is too long to be kept; shorten it.")
    elif SavedFilter.objects.filter(owner=owner, name=form.cleaned_data["name"], query=query).exists():
        messages.success(http, "It is kept already.")
    elif owner.saved_filters.count() >= MOST:
        messages.error(http, f"You have {MOST} filters; remove one before you keep another.")
    else:
        _say(http, _kept(SavedFilter(owner=owner, name=form.cleaned_data["name"], query=query)), "Kept.")
    return HttpResponseRedirect(back)


@require_POST
def rename(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role, each for its own filters; another person's is not there."""
    own, form = get_object_or_404(SavedFilter, pk=pk, owner=staff(http)), NameForm(http.POST)
    if form.is_valid():
        own.name = form.cleaned_data["name"]
        _say(http, _kept(own), "Renamed.")
    else:
        messages.error(http, "Give the filter a name of up to 60 characters.")
    return HttpResponseRedirect(reverse(PAGE))


@require_POST
def remove(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff with a role, each for its own filters; removed twice it is gone once."""
    SavedFilter.objects.filter(pk=pk, owner=staff(http)).delete()
    messages.success(http, "Removed.")
    return HttpResponseRedirect(reverse(PAGE))


def kept(query: str) -> str:
    """What a view is made of: the filters and the search, not the page and nothing that was made up."""
    given = QueryDict(query[:4_000])
    return urlencode([(name, given[name]) for name in KNOWN if given.get(name)])


def _kept(row: SavedFilter) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


def _say(http: HttpRequest, done: bool, word: str) -> None:
    if done:
        messages.success(http, word)
    else:
        messages.error(http, TAKEN)
