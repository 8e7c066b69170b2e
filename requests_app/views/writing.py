"""What the pages of a draft share: whether anything may be typed in it, and how far it is."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from requests_app.forms import whole
from requests_app.models import DraftState, RequestDraft
from requests_app.permissions import steps_for
from requests_app.services import changing
from requests_app.views.visiting import visitor_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A step in the list of steps."""

    name: str
    heading: str
    done: bool
    current: bool


def may_type(http: HttpRequest, draft: RequestDraft) -> bool:
    """Whether this visitor may go on typing: what was sent may be changed for a while by whoever asked."""
    if draft.state != DraftState.SENT:
        return draft.discarded_by_id is None
    request = draft.request
    return bool(request and changing.is_open(request) and steps_for(visitor_of(http), request))


def progress_of(draft: RequestDraft | None, current: str) -> list[Mark]:
    """The steps with what is done of them, the check last."""
    seen: list[Any] = draft.seen if draft else []
    marks = [Mark(name, part.heading, name in seen, name == current) for name, part in whole.STEPS.items()]
    return [*marks, Mark(whole.CHECK, "Check and send", False, current == whole.CHECK)]
