"""The client's page of one request: which panels stand on it, and what each of them is given.

A panel is a function here and a template of the same name; a panel with nothing to say draws nothing. Nothing
of the house (notes, reviews, workload) has a panel here.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from requests_app.domain.workflow import Status
from requests_app.forms import LockForm, WritingForm
from requests_app.models import QuoteState, ReportRequest
from requests_app.permissions import acts_for, deals_for, steps_for, visible_to
from requests_app.services import answering, changing, fulfilment, opinions, passwords, quoting
from requests_app.services.fulfilment import Progress, Stage
from requests_app.views.visiting import visitor_of

Panel = Callable[[HttpRequest, ReportRequest], dict[str, Any]]
_WITHOUT_AN_ANSWER = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.QUOTE_EXPIRED})


def context(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """Everything that the page's template needs."""
    deals = deals_for(visitor_of(http), request)
    left, right = (LEFT, RIGHT) if deals else (OF_A_READER, ())
    panels = {"left": _names(left), "right": _names(right)}
    found: dict[str, Any] = {"asked": request, "panels": panels, "deals": deals, "nav": "requests"}
    for panel in (*left, *right):
        found |= panel(http, request)
    return found


def report(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """How far the PDF is, how it is downloaded (open or locked), and what was said of it since."""
    return _delivered(request, fulfilment.progress(request))


def reader(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The report as it was delivered last, for whoever is named as its reader; not what becomes of it."""
    return _delivered(request, Progress(Stage.READY))


def _delivered(request: ReportRequest, state: Progress | None) -> dict[str, Any]:
    edition = fulfilment.edition_of(request)
    is_ready = state is not None and state.is_ready
    is_locked = is_ready and passwords.is_set(request)
    return {
        "progress": state,
        "is_locked": is_locked,
        "lock": LockForm() if is_ready and not is_locked else None,
        "edition": edition,
        "notices": fulfilment.notices_on(request) if edition else (),
    }


def answers(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """Where each question is answered, in the words of the report, for whoever may read it."""
    edition = fulfilment.edition_of(request)
    return {"answers": answering.answers_in(edition) if edition else ()}


def feedback(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What the client thinks of the answers, and the way to say it; nothing for a named reader elsewhere."""
    if not deals_for(visitor_of(http), request):
        return {}
    return {
        "opinion": opinions.of(request),
        "may_give_feedback": acts_for(visitor_of(http), request) and opinions.may_be_given(request),
    }


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


def merged(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """The request that answers this one too, where it exists for this visitor as well."""
    if request.merged_into_id is None:
        return {}
    twin = visible_to(visitor_of(http)).filter(pk=request.merged_into_id).first()
    edition = fulfilment.edition_of(twin) if twin else None
    failed = twin is not None and edition is None and twin.stage in _WITHOUT_AN_ANSWER
    return {"twin": twin, "twin_edition": edition, "twin_failed": failed}


def quote(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What an answer would cost, and how the client says yes or no; earlier quotes below it."""
    quotes = list(request.quotes.all())
    waiting = next((each for each in quotes if each.state == QuoteState.OPEN), None)
    return {"quote": waiting, "former_quotes": [each for each in quotes if each is not waiting]}


def thread(http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What was written to and from the house, and the box to write in while the request is open.

    The house is “We”: it answers for what it says as a whole, and names no analyst to anybody outside. A
    colleague of the client reads the client's name instead of “You”.
    """
    acts = acts_for(visitor_of(http), request)
    return {
        "messages_of_thread": request.clarifications.all(),
        "writing": WritingForm() if acts and request.stage.is_open else None,
        "client_is": "You" if acts else request.name,
        "waits": request.stage.is_open and request.waiting_since is not None,
    }


def units(_http: HttpRequest, request: ReportRequest) -> dict[str, Any]:
    """What the client's organisation may still ask for; it is nobody else's to know."""
    return {"account": quoting.account_of(request)}


LEFT: tuple[Panel, ...] = (merged, report, answers, feedback, quote, asked, files, thread)
RIGHT: tuple[Panel, ...] = (window, timeline, particulars, units, steps)
OF_A_READER: tuple[Panel, ...] = (reader, answers)


def _names(panels: tuple[Panel, ...]) -> list[str]:
    return [f"requests_app/panels/{panel.__name__}.html" for panel in panels]
