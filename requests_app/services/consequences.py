"""What a transition demands of the request, and what it does beside changing its status.

Both are keyed by the row's name and run inside the door's transaction, so a refusal or a failure undoes
everything.
"""

from collections.abc import Callable
from typing import Any

from reports.domain.marking import Marking
from reports.models import Report, User
from reports.services import composing, jobs, judging
from requests_app.models import ReportRequest

DELIVER = "deliver"

Demand = Callable[[ReportRequest, User | None], str]
Effect = Callable[[ReportRequest, User | None], dict[str, Any]]


def refusal(name: str, request: ReportRequest, by: User | None) -> str:
    """Why this transition cannot be taken now, as a sentence; empty when nothing stands against it."""
    demand = _DEMANDS.get(name)
    return demand(request, by) if demand else ""


def take_effect(name: str, request: ReportRequest, by: User | None) -> dict[str, Any]:
    """Do what belongs to the transition; returns the fields of the request that the door is to set."""
    effect = _EFFECTS.get(name)
    return effect(request, by) if effect else {}


def draft_report(request: ReportRequest, by: User) -> Report:
    """The tailored report of a request: its sections in order and empty, with what was asked at its head."""
    return composing.create_tailored(
        title=request.title,
        reference=request.number,
        prepared_for=request.organisation_name,
        questions=list(request.questions.values_list("text", flat=True)),
        marking=Marking(request.marking),
        authors=[by.name or by.email],
        countries=request.countries,
        topics=request.topics,
        by=by,
    )


def _assign_if_nobodys(request: ReportRequest, by: User | None) -> dict[str, Any]:
    return {} if request.assigned_to_id else {"assigned_to": by}


def _draft(request: ReportRequest, by: User | None) -> dict[str, Any]:
    if by is None:
        raise TypeError("A report is drafted by somebody.")
    return {"report": draft_report(request, by)}


def _lock_text(request: ReportRequest, _by: User | None) -> dict[str, Any]:
    composing.lock(_report(request))
    return {}


def _unlock_text(request: ReportRequest, _by: User | None) -> dict[str, Any]:
    composing.unlock(_report(request))
    return {}


def _approve_and_owe_the_pdf(request: ReportRequest, by: User | None) -> dict[str, Any]:
    if by is None:
        raise TypeError("A report is approved by somebody.")
    judging.approve(_report(request), by=by)
    jobs.defer(DELIVER, request.pk, by=by)
    return {}


def _sections_are_filled(request: ReportRequest, _by: User | None) -> str:
    missing = composing.missing_parts(_report(request))
    if not missing:
        return ""
    return f"The report says nothing yet in: {', '.join(missing)}. Fill them, then send it to review."


def _may_be_approved(request: ReportRequest, by: User | None) -> str:
    sent = request.events.filter(transition="send_to_review").order_by("-id").first()
    authors = {_report(request).created_by_id, sent.by_id if sent else None}
    if by is not None and by.pk in authors:
        return "You wrote this report; somebody else has to approve it."
    return judging.may_approve(_report(request), by) if by else ""


def _report(request: ReportRequest) -> Report:
    if request.report is None:
        raise LookupError(f"{request.number} has no report.")
    return request.report


_DEMANDS: dict[str, Demand] = {
    "send_to_review": _sections_are_filled,
    "approve": _may_be_approved,
}
_EFFECTS: dict[str, Effect] = {
    "triage": _assign_if_nobodys,
    "start": _draft,
    "send_to_review": _lock_text,
    "return_to_author": _unlock_text,
    "approve": _approve_and_owe_the_pdf,
}
