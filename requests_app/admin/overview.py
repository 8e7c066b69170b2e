"""Two looks at the same queue: the board by status, and the load by person.

Each is read in as many queries as it has kinds of things on it, and from what is open alone.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.figures.stacks import Stack, stacks
from requests_app.admin.guard import staff
from requests_app.admin.listing import Narrowed, measured
from requests_app.domain.status import OPEN, Status
from requests_app.models import ReportRequest
from requests_app.permissions import assignable, on_the_desk
from requests_app.services import queue, workload

CARDS = 10
"""Requests that a column of the board shows; the list has the rest."""


def board(http: HttpRequest, listing: Narrowed) -> HttpResponse:
    """Audience: staff with a role. What is open by status, each column in the order of the queue."""
    staff(http)
    rows = queue.still_open(listing.queryset)
    counts = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    cards = measured(list(workload.first_of_each(rows, "status", CARDS)))
    columns = [_column(status, counts, cards, listing) for status in OPEN]
    context = {
        **admin.site.each_context(http),
        "is_nav_sidebar_enabled": False,
        "title": "Board",
        "columns": columns,
        "cl": listing,
        "opts": listing.opts,
    }
    return render(http, "admin/requests_app/reportrequest/board.html", context)


def load(http: HttpRequest) -> HttpResponse:
    """Audience: staff with a role. Who has what, due when; requests are given on from here."""
    staff(http)
    rows = queue.at_hand(on_the_desk(http.user))
    found = workload.loads(rows, list(assignable()))
    measured([request for each in found for request in each.first])
    context = {
        **admin.site.each_context(http),
        "is_nav_sidebar_enabled": False,
        "title": "Workload",
        "loads": found,
        "chart": stacks("workload", "Open requests by person", [_stack(each) for each in found]),
    }
    return render(http, "admin/requests_app/reportrequest/workload.html", context)


def _column(
    status: Status, counts: dict[str, int], cards: list[ReportRequest], listing: Narrowed
) -> dict[str, Any]:
    mine = [card for card in cards if card.stage is status]
    count = counts.get(status.value, 0)
    return {
        "status": status,
        "count": count,
        "cards": mine,
        "more": count - len(mine),
        "query": listing.get_query_string({"status": status.value}),
    }


def _stack(load: workload.Load) -> Stack:
    return Stack(
        name=str(load.person or "Nobody"),
        parts=(
            ("overdue", load.overdue),
            ("at risk", load.at_risk),
            ("on time", load.on_time),
            ("waiting for the client", load.waiting),
        ),
    )
