"""The page of one request: which panels stand on it, in which order, and what each of them is given.

A panel is a function here and a template of the same name; a panel with nothing to say draws nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from reports.models import Mail, User
from reports.services import access
from requests_app.admin import kept, talk
from requests_app.admin import steps as buttons
from requests_app.domain.handling import LANGUAGES
from requests_app.domain.workflow import Actor, Asks, Transition, allowed
from requests_app.forms import PasswordForm, StepForm, form_of
from requests_app.models import QuoteState, ReportRequest
from requests_app.permissions import actors_of, on_the_desk, reviewers, staff_roles
from requests_app.services import ballots, fulfilment, opinions, quoting, tending
from requests_app.services import similar as likeness

Panel = Callable[[HttpRequest, ReportRequest], dict[str, Any]]


def context(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """Everything that the page's template needs."""
    found: dict[str, Any] = {"asked": request, "panels": {"left": _names(LEFT), "right": _names(RIGHT)}}
    for panel in (*LEFT, *RIGHT):
        found |= panel(http, request)
    return found


def asked(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What the client wants to know, by when, and why the clock stood still."""
    return {
        "key_questions": request.questions.all(),
        "pauses": request.pauses.all(),
        "agreed": request.quotes.filter(state=QuoteState.ACCEPTED).exists(),
        "asked_language": LANGUAGES.get(request.language, request.language),
    }


def attachments(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The files that came with it, and who of the house has taken which."""
    return {"attachments": request.attachments.prefetch_related("downloads__by")}


def report(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The report that answers it, and how far its printing is."""
    return {"progress": fulfilment.progress(request), "edition": fulfilment.edition_of(request)}


def reviews(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The rounds of its review; of the one that is open, a reviewer sees its own vote alone."""
    assert isinstance(http.user, User)  # the admin asked before it came here
    rounds = ballots.rounds(request, http.user) if request.report_id else []
    asks = request.report_id and request.stage.is_open and Actor.ANALYST in staff_roles(http.user)
    invited = [each.reviewer for each in request.invitations.select_related("reviewer")]
    free = reviewers().exclude(pk__in=[each.pk for each in invited]) if asks else ()
    return {"rounds": rounds, "invited": invited, "may_be_asked": free}


def feedback(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What the client thinks of the answers."""
    return {"opinion": opinions.of(request)}


def similar(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What is like it: other requests, and what is written about it already."""
    question = likeness.question_of(request, request.questions.values_list("text", flat=True))
    reader = access.reader_of(http.user)
    return {
        "similar_requests": likeness.requests_like(request, question, on_the_desk(http.user)),
        "similar_reports": likeness.reports_like(reader, question),
    }


def steps(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The rows of the table that this person may take now, each with the form of what it asks for."""
    back = kept.give_back(http, request.pk, buttons.FORM)
    roles = actors_of(http.user, request) & staff_roles(http.user)
    rows = [row for row in allowed(request.stage, roles) if not _has_voted(row, request, http.user)]
    found = [_button(row, request, back) for row in rows]
    elsewhere = back and not any(button.was_refused for button in found)
    return {"steps": found, "unsent": back.data.get("note", "") if back and elsewhere else ""}


def assigned(_http: HttpRequest, _request: ReportRequest) -> dict[str, Any]:
    """Who has it, and the ways to change that; the form is the admin's own."""
    return {}


def password(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The password of the report's copies: who set it and when, never which."""
    changes = list(request.password_changes.select_related("by"))
    return {
        "password_form": PasswordForm(auto_id="password_%s", label_suffix=""),
        "password_changes": changes,
        "is_locked": any(change.sealed for change in changes),
    }


def history(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What happened, with the reasons of the house."""
    return {"events": request.events.select_related("by")}


def thread(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What was written to and from the client, and the box to write to it while the request is open."""
    writing = talk.message_form(http, request.pk) if request.stage.is_open else None
    return {"messages_of_thread": request.clarifications.select_related("by"), "writing": writing}


def notes(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What the house notes for itself: no client's page, mail or paper has this panel."""
    written = request.internal_notes.select_related("by")
    return {"notes_of_house": written, "noting": talk.note_form(http, request.pk)}


def quotes(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What was offered and what became of it, and the units that the client has."""
    return {"quotes": request.quotes.select_related("by"), "account": quoting.account_of(request)}


def checklist(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What is to be done for a request of this class, and who has done it."""
    return {"tasks": tending.checklist(request)}


def deferral(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """Until when it is out of the queue, and why; or the form to put it off."""
    return {"deferring": talk.defer_form(http, request.pk) if request.stage.is_open else None}


def mails(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What was mailed about it, and what came back."""
    return {"mails": Mail.objects.filter(reference=request.number).order_by("id")}


LEFT: tuple[Panel, ...] = (asked, attachments, thread, notes, report, reviews, feedback, similar)
RIGHT: tuple[Panel, ...] = (steps, assigned, quotes, checklist, deferral, password, history, mails)


@dataclass(frozen=True, slots=True)
class Button:
    """One step: its row, its form, and whether what is in it was refused a moment ago."""

    row: Transition
    form: StepForm
    was_refused: bool = False

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.form.fields)


def _has_voted(row: Transition, request: ReportRequest, user: Any) -> bool:
    """A vote is given once a round, so its button goes when it is given."""
    return row.asks is Asks.SCORECARD and ballots.vote_of(request, user) is not None


def _button(row: Transition, request: ReportRequest, back: kept.Refused | None) -> Button:
    mine = back is not None and back.form == buttons.FORM + row.name
    return Button(row, form_of(row, request, back.data if back and mine else None), mine)


def _names(panels: tuple[Panel, ...]) -> list[str]:
    return [f"admin/requests_app/reportrequest/panels/{panel.__name__}.html" for panel in panels]
