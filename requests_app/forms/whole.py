"""The steps in their order, and the request that they make together once each of them is right."""

from collections.abc import Mapping
from typing import Any

from requests_app.domain.asking import Asked
from requests_app.forms.about import AboutForm
from requests_app.forms.answer import AnswerForm
from requests_app.forms.handling import HandlingForm, PersonForm
from requests_app.forms.part import Part
from requests_app.forms.question import QuestionForm
from requests_app.models import ReportRequest
from requests_app.services.drafting import Typed

STEPS: dict[str, type[Part]] = {
    part.step: part for part in (QuestionForm, AboutForm, AnswerForm, HandlingForm, PersonForm)
}
FIRST, CHECK = next(iter(STEPS)), "check"
MOST_KEPT = 400_000
"""More characters than that are shown to whoever typed them, and not kept."""


def after(step: str) -> str:
    """The step that follows; the check after the last."""
    names = [*STEPS, CHECK]
    return names[names.index(step) + 1]


def before(step: str) -> str:
    """The step that comes before; the first before the first."""
    names = [*STEPS, CHECK]
    return names[max(names.index(step) - 1, 0)]


def parts(typed: Typed, *, email: str = "") -> list[Part]:
    """Each step with what is wrong in it; `email` as in `Part`."""
    return [part(typed, checked=True, email=email) for part in STEPS.values()]


def first_faulty(checked: list[Part]) -> str:
    """The first step that has to be mended; empty when all are right."""
    return next((part.step for part in checked if not part.is_valid()), "")


def asked(checked: list[Part], *, briefing: int | None) -> Asked:
    """What steps without a fault say together."""
    given: dict[str, Any] = {}
    for part in checked:
        given |= part.given()
    return Asked(**given, briefing=briefing)


def size(typed: Mapping[str, Any]) -> int:
    """How many characters were typed."""
    return sum(
        len(text) for value in typed.values() for text in (value if isinstance(value, list) else [value])
    )


def typed_of(request: ReportRequest) -> dict[str, Any]:
    """A request as it would have been typed, to be changed in the same steps."""
    days = ("decision_on", "needed_by", "no_value_after")
    plain = ("title", "background", "known", "decision", "priority", "form", "length", "language", "marking")
    questions = request.questions.values_list("position", "text")
    return {
        **{name: getattr(request, name) for name in (*plain, "name", "email")},
        **{name: str(getattr(request, name) or "") for name in days},
        **{f"question_{position}": text for position, text in questions},
        "service": request.service_class,
        "organisation": request.organisation_name,
        "countries": list(request.countries),
        "topics": ", ".join(request.topics),
        "tags": ", ".join(request.tags),
        "readers": "\n".join(request.readers),
        "sections": [kind.value for kind in request.kinds],
        "consent": "on",
    }
