"""Already answered? What answers a question while it is typed, and the way out for whoever found its answer.

Everything that is shown comes from what this person may read, asked anew each time; what was typed is in no
address and in no log.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from reports.services import access
from requests_app.forms import QuestionForm
from requests_app.models import DraftState, RequestDraft
from requests_app.permissions import visible_to
from requests_app.services import deflection
from requests_app.services.deflection import Answer
from requests_app.views.visiting import draft_or_404, drafts, visitor_of
from requests_app.views.writing import may_type

LOOK, ANSWERED = "look", "answered"


@never_cache
@sensitive_post_parameters()
@require_POST
def while_typing(http: HttpRequest) -> HttpResponse:
    """Audience: everybody. The fragment that the first step asks for after a pause; nothing is saved."""
    typed = QuestionForm.read(http.POST)
    draft = _draft_named(http)
    found = _answers(http, typed, draft)
    return render(
        http, "requests_app/_answers.html", {"answers": found, "sent": bool(draft and draft.request)}
    )


@never_cache
@require_safe
def answers(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whose draft it is. The same on a page of its own, for what is saved."""
    draft = draft_or_404(http, key)
    if not may_type(http, draft):
        return redirect("requests:draft", key)
    context = {"draft": draft, "answers": _answers(http, draft.typed, draft), "nav": "new"}
    return render(http, "requests_app/answers.html", context)


@never_cache
@require_POST
def answered(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whose draft it is. “This answers me”: nothing is sent, and the draft says so."""
    return close(http, draft_or_404(http, key))


@never_cache
@require_POST
def go_on(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whose draft it is. It was not the answer after all."""
    draft = draft_or_404(http, key)
    deflection.reopen(draft)
    return redirect("requests:draft", key)


def close(http: HttpRequest, draft: RequestDraft) -> HttpResponse:
    """End a draft with the answer that its button names."""
    chosen = http.POST.get(ANSWERED, "")
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < _DIGITS else 0
    try:
        deflection.close(draft, number, reader=access.reader_of(http.user), requests=_visible(http))
    except deflection.NoAnswer as refusal:
        messages.error(http, str(refusal))
    return redirect("requests:draft", draft.key)


def answer_of(http: HttpRequest, draft: RequestDraft) -> dict[str, Any]:
    """Where the answer of a draft is, as long as this person may read it."""
    if draft.state != DraftState.ANSWERED or draft.answered_by_id is None:
        return {}
    reader = access.reader_of(http.user)
    return {"answer": deflection.place_of(draft.answered_by_id, reader=reader, requests=_visible(http))}


_DIGITS = 18


def _draft_named(http: HttpRequest) -> RequestDraft | None:
    """The saved draft of the step that is being typed, if there is one and it is this visitor's."""
    try:
        return drafts(http).filter(key=uuid.UUID(http.POST.get("draft", ""))).first()
    except ValueError:
        return None


def _answers(http: HttpRequest, typed: Any, draft: RequestDraft | None) -> list[Answer]:
    kept: dict[str, Any] = draft.typed if draft else {}
    question = deflection.question_of(
        (str(typed.get(name, "")) for name in QuestionForm.names(typed)),
        countries=_listed(kept.get("countries", [])),
        topics=(topic.strip() for topic in str(kept.get("topics", "")).split(",")),
    )
    return deflection.answers(access.reader_of(http.user), _visible(http), question)


def _listed(value: Any) -> Iterable[str]:
    return map(str, value) if isinstance(value, list) else ()


def _visible(http: HttpRequest) -> Any:
    return visible_to(visitor_of(http))
