"""The page of a client: what its organisation has, asks, received and took; and being in another one.

A panel is a function here and a template of the same name, as on the page of a request; another app's part of
the page is one more function in the tuple.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.forms.members import NoteForm
from reports.forms.values import whole_number
from reports.models import Download, Membership, User
from reports.services import allotting, houses, invoicing, mailing, seats, subscribed, units
from reports.services import tokens as personal
from reports.services.houses import MembersRefused
from requests_app.domain.status import OPEN
from requests_app.models import Delivery, ReportRequest
from requests_app.permissions import visible_to
from requests_app.services import contacts
from requests_app.views.visiting import visitor_of

Panel = Callable[[HttpRequest, Membership], dict[str, Any]]
MOST_ROWS = 20


@never_cache
@login_required
@require_safe
def organisation(http: HttpRequest) -> HttpResponse:
    """Audience: the members of an organisation."""
    mine = _home_or_404(http)
    panels = {"left": _names(LEFT), "right": _names(RIGHT)}
    found: dict[str, Any] = {"mine": mine, "panels": panels, "nav": "organisation"}
    for panel in (*LEFT, *RIGHT):
        found |= panel(http, mine)
    return render(http, "requests_app/organisation.html", found)


@never_cache
@login_required
@require_POST
def switch(http: HttpRequest) -> HttpResponse:
    """Audience: the members of an organisation. Where they are from now on; it opens and closes nothing."""
    wanted = whole_number(http.POST.get("organisation", ""))
    mine = next((each for each in houses.homes_of(_user(http)) if each.organisation_id == wanted), None)
    if mine is None:
        raise Http404
    http.session[houses.CHOSEN] = mine.organisation_id
    towards = http.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(towards, {http.get_host()}, require_https=http.is_secure())
    return redirect(towards if safe else "requests:organisation")


@never_cache
@login_required
@require_POST
def choose_mail(http: HttpRequest) -> HttpResponse:
    """Audience: the members of an organisation. Whether mail that can be done without is sent to them."""
    _home_or_404(http)
    wanted = "resume" in http.POST
    mailing.choose(_user(http).email, wanted=wanted)
    messages.success(http, "We write to you about progress." if wanted else "No more mail about progress.")
    return redirect("requests:organisation")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_over(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: owners, of the requests of those who left."""
    mine = _home_or_404(http)
    rows = contacts.without_contact(mine.organisation) if mine.is_owner else ReportRequest.objects.none()
    request = get_object_or_404(rows, key=key)
    form = NoteForm(http.POST if http.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        context = {"asked": request, "form": form, "nav": "organisation"}
        return render(http, "requests_app/take_over.html", context, status=422 if form.is_bound else 200)
    try:
        contacts.take_over(request, by=_user(http), note=form.cleaned_data["note"])
    except MembersRefused as refusal:
        messages.error(http, str(refusal))
        return redirect("requests:organisation")
    messages.success(http, f"You act for {request.number} now.")
    return redirect("requests:detail", request.key)


def plan(_http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """What the organisation reads, and until when."""
    return {"subscriptions": subscribed.open_today(mine.organisation), "today": timezone.localdate()}


def account(_http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """The units that it may still ask for."""
    house = mine.organisation
    return {"account": units.account(house), "renews_on": allotting.renews_on(house)}


def bills(_http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """For owners: what the organisation was sent to pay."""
    return {"bills": invoicing.invoices_of(mine.organisation)[:MOST_ROWS] if mine.is_owner else ()}


def leaderless(_http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """For owners: the requests that nobody acts for, by number alone, because some are for named people."""
    rows = contacts.without_contact(mine.organisation) if mine.is_owner else ()
    return {"leaderless": rows[:MOST_ROWS]}


def requests(http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """Its requests as this member may see them: those that go on, and those that ended without a report."""
    rows = visible_to(visitor_of(http)).filter(organisation=mine.organisation)
    rows = rows.only("key", "number", "title", "status", "marking", "created_at", "waiting_since")
    goes_on = [each.value for each in OPEN]
    return {
        "open_requests": rows.filter(status__in=goes_on)[:MOST_ROWS],
        "ended_requests": rows.exclude(status__in=goes_on).filter(deliveries=None)[:MOST_ROWS],
    }


def reports(http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """What was delivered to it, the newest edition of each."""
    rows = visible_to(visitor_of(http)).filter(organisation=mine.organisation)
    newest = Delivery.objects.filter(request__in=rows, edition__superseded_by=None)
    return {"deliveries": newest.select_related("request")[:MOST_ROWS]}


def downloads(http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """What this member took; an owner reads as well who took the reports of the organisation, and when."""
    rows = visible_to(visitor_of(http)).filter(organisation=mine.organisation)
    delivered = Download.objects.filter(
        edition__in=Delivery.objects.filter(request__in=rows).values("edition")
    )
    briefings = Download.objects.filter(edition__report__series__isnull=False)
    taken = (delivered | briefings).filter(reader=mine.user)
    shown = {"downloads": _newest(taken)}
    if mine.is_owner:
        others = delivered.exclude(reader=mine.user).exclude(reader__is_staff=True)
        shown["taken_by_others"] = _newest(others)
    return shown


def _newest(rows: Any) -> Any:
    return rows.select_related("edition__report", "reader").defer("edition__snapshot", "edition__html")[
        :MOST_ROWS
    ]


def people(_http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """Names and roles."""
    rows = mine.organisation.memberships.select_related("user").order_by("user__name", "pk")
    return {"people": rows, "seats": seats.seats_of(mine.organisation)}


def mail(_http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """Whether this member is written to about progress."""
    return {"refuses_mail": mailing.refuses(mine.user.email)}


def tokens(_http: HttpRequest, mine: Membership) -> dict[str, Any]:
    """How many programs read for this member."""
    return {"open_tokens": personal.open_ones(mine.user).count()}


LEFT: tuple[Panel, ...] = (leaderless, requests, reports, downloads)
RIGHT: tuple[Panel, ...] = (plan, account, bills, people, mail, tokens)


def _names(panels: tuple[Panel, ...]) -> list[str]:
    return [f"requests_app/organisation/{panel.__name__}.html" for panel in panels]


def _user(http: HttpRequest) -> User:
    assert isinstance(http.user, User)  # the decorator asked before
    return http.user


def _home_or_404(http: HttpRequest) -> Membership:
    mine = houses.at_home(_user(http), http.session)
    if mine is None:
        raise Http404
    return mine
