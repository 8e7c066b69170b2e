"""The client's page of one request: which panels stand on it, and what each of them is given.

A panel is a function here and a template of the same name; a panel with nothing to say draws nothing. Nothing
of the house (notes, reviews, workload) has a panel here.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from requests_app.models import ReportRequest
from requests_app.permissions import steps_for
from requests_app.services import changing, fulfilment
from requests_app.views.visiting import visitor_of

Panel = Callable[[HttpRequest, ReportRequest], dict[str, Any]]


def context(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """Everything that the page's template needs."""
    panels = {"left": _names(LEFT), "right": _names(RIGHT)}
    found: dict[str, Any] = {"asked": request, "panels": panels, "nav": "requests"}
    for panel in (*LEFT, *RIGHT):
        found |= panel(http, request)
    return found


def report(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """How far the PDF is, and the way to download it."""
    return {"progress": fulfilment.progress(request)}


def asked(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What the client wants to know."""
    return {"questions": request.questions.all()}


def files(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The files that came with it."""
    return {"files": request.attachments.all()}


def timeline(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What happened, in words made for the client."""
    return {"events": [event for event in request.events.all() if event.told]}


def particulars(_http: HttpRequest, _request: ReportRequest) -> dict[str, Any]:
    """Who asks, for whom, by when, and who may read it."""
    return {}


def window(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """Until when whoever asked may change it, while staff has not seen it."""
    mine = bool(steps_for(visitor_of(http), request))
    return {"changeable_until": request.released_at if mine and changing.is_open(request) else None}


def steps(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What this visitor may do now."""
    return {"steps": steps_for(visitor_of(http), request)}


LEFT: tuple[Panel, ...] = (report, asked, files)
RIGHT: tuple[Panel, ...] = (window, timeline, particulars, steps)


def _names(panels: tuple[Panel, ...]) -> list[str]:
    return [f"requests_app/panels/{panel.__name__}.html" for panel in panels]
