"""The page of one request: which panels stand on it, in which order, and what each of them is given.

A panel is a function here and a template of the same name; a panel with nothing to say draws nothing.
"""

from collections.abc import Callable
from typing import Any

from django.forms import BoundField
from django.http import HttpRequest

from reports.services import access
from requests_app.admin import steps as buttons
from requests_app.domain.workflow import allowed
from requests_app.forms import StepForm
from requests_app.models import ReportRequest
from requests_app.permissions import actors_of, staff_roles
from requests_app.services import fulfilment
from requests_app.services import similar as likeness

Panel = Callable[[HttpRequest, ReportRequest], dict[str, Any]]


def context(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """Everything that the page's template needs."""
    found: dict[str, Any] = {"asked": request, "panels": {"left": _names(LEFT), "right": _names(RIGHT)}}
    for panel in (*LEFT, *RIGHT):
        found |= panel(http, request)
    return found


def asked(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What the client wants to know."""
    return {"key_questions": request.questions.all()}


def attachments(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The files that came with it, and who of the house has taken which."""
    return {"attachments": request.attachments.prefetch_related("downloads__by")}


def report(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The report that answers it, and how far its printing is."""
    return {"progress": fulfilment.progress(request), "edition": fulfilment.edition_of(request)}


def similar(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What is like it: other requests, and what is written about it already."""
    question = likeness.question_of(request, request.questions.values_list("text", flat=True))
    reader = access.reader_of(http.user)
    return {
        "similar_requests": likeness.requests_like(request, question),
        "similar_reports": likeness.reports_like(reader, question),
    }


def steps(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The rows of the table that this person may take now, each with what it asks for."""
    refused = buttons.refused_note(http, request.pk)
    roles = actors_of(http.user, request) & staff_roles(http.user)
    return {
        "steps": allowed(request.stage, roles),
        "refused": refused,
        "sections": _sections_to_tick(request, refused),
    }


def history(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What happened, with the reasons of the house."""
    return {"events": request.events.select_related("by")}


LEFT: tuple[Panel, ...] = (asked, attachments, report, similar)
RIGHT: tuple[Panel, ...] = (steps, history)


def _names(panels: tuple[Panel, ...]) -> list[str]:
    return [f"admin/requests_app/reportrequest/panels/{panel.__name__}.html" for panel in panels]


def _sections_to_tick(request: ReportRequest, refused: dict[str, Any]) -> BoundField:
    """The boxes of the step that begins the report: as the client chose, or as they were a moment ago."""
    ticked = refused.get("sections") or [kind.value for kind in request.kinds]
    return StepForm(initial={"sections": ticked})["sections"]
