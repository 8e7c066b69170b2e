"""The receipt of a request: what was asked, by whom, when, and what was promised, to be kept and printed.

It is the client's own document, made anew from the request whenever it is asked for.
"""

from datetime import datetime
from typing import Any

from reports.rendering.direction import of_text
from reports.services import papers
from requests_app.domain.handling import LANGUAGES
from requests_app.domain.service import Form, Length, Priority
from requests_app.models import ReportRequest
from requests_app.services import clock


def facts(request: ReportRequest) -> dict[str, Any]:
    """What a receipt says, for the page and for the print."""
    questions = list(request.questions.values_list("text", flat=True))
    return {
        "asked": request,
        "questions": questions,
        "read_by": _read_by(request),
        "priority": Priority(request.priority).label,
        "form": Form(request.form).label,
        "length": Length(request.length).label,
        "language": LANGUAGES.get(request.language, request.language),
    }


def _read_by(request: ReportRequest) -> datetime | None:
    """None where nobody reads it any more."""
    if not request.stage.is_open:
        return None
    return clock.calendar().add(request.released_at, request.service.promise.triage)


def print_receipt(request: ReportRequest) -> bytes:
    """The receipt as a PDF in the house's print; raises RenderFailed."""
    found = facts(request)
    context = {
        **found,
        "questions": [(text, of_text(text)) for text in found["questions"]],
        "title_dir": of_text(request.title),
    }
    return papers.print_paper("requests_app/print/receipt.html", context)
