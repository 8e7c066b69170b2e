"""Asking as a browser does: the steps of the form posted one after another, with some of it changed."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import Mail
from requests_app.forms import whole
from requests_app.forms.question import number_of
from requests_app.models import RequestDraft

NEW = "/requests/new/"
Values = dict[str, Any]


def typed() -> dict[str, Values]:
    """Steps that are filled in well."""
    return {
        "question": {
            "title": "Will the ferry run?",
            "question_1": "Does it run in January?",
            "question_3": "And in February?",
        },
        "background": {
            "background": "",
            "known": "",
            "decision": "",
            "decision_on": "",
            "needed_by": (timezone.localdate() + timedelta(days=10)).isoformat(),
            "no_value_after": "",
            "topics": "shipping, ice , shipping",
            "tags": "",
            "countries": ["NO", "SE"],
        },
        "answer": {
            "service": "full",
            "priority": "routine",
            "form": "report",
            "length": "any",
            "language": "en",
            "sections": [],
        },
        "handling": {"marking": "TLP:AMBER", "readers": ""},
        "person": {
            "name": "Alice",
            "email": "alice@example.org",
            "organisation": "Meridian",
            "consent": "on",
        },
    }


def step_of(name: str) -> str:
    """Which step a field stands on."""
    return "question" if number_of(name) else next(step for step, values in typed().items() if name in values)


def changed(**changes: Any) -> dict[str, Values]:
    """Well filled steps with some fields changed."""
    steps = typed()
    for name, value in changes.items():
        steps[step_of(name)][name] = value
    return steps


def draft() -> RequestDraft:
    """The draft that was touched last."""
    return RequestDraft.objects.order_by("-updated_at", "-pk")[0]


def post(client: Client, step: str, values: Values, *, key: Any = None, button: str = "next") -> HttpResponse:
    """One step, with the button that goes on unless said otherwise."""
    address = reverse("requests:step", args=[key, step]) if key else NEW
    return client.post(address, {**values, button: values.get(button, "1")})  # type: ignore[return-value]


def fill(client: Client, **changes: Any) -> tuple[RequestDraft, dict[str, HttpResponse]]:
    """All steps, each saved even where it is wrong; returns the draft and the answer to each step."""
    answers: dict[str, HttpResponse] = {}
    key = None
    for step, values in changed(**changes).items():
        answers[step] = post(client, step, values, key=key)
        key = key or RequestDraft.objects.latest("pk").key
    return RequestDraft.objects.get(key=key), answers


def send(client: Client, one: RequestDraft, **values: str) -> HttpResponse:
    return client.post(reverse("requests:send", args=[one.key]), values)  # type: ignore[return-value]


def ask(client: Client, **changes: Any) -> HttpResponse:
    """All steps, and then the button that sends them."""
    return send(client, fill(client, **changes)[0])


def mailed_link() -> str:
    """The link of the last mail that asks to confirm an address."""
    text = Mail.objects.filter(key__contains="/confirm/").order_by("-pk")[0].text
    found = re.search(r"/requests/confirm/\w+/", text)
    assert found
    return found[0]


def text_in(page: str, name: str) -> str:
    """What stands in a field of the page, as a browser would send it back."""
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    line = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page) or re.search(
        rf'<input[^>]*value="([^"]*)"[^>]*name="{name}"', page
    )
    found = area or line
    return unescape(found[1]) if found else ""


def page_of(client: Client, one: RequestDraft, step: str) -> str:
    """A step as its page shows it now."""
    return client.get(reverse("requests:step", args=[one.key, step])).content.decode()


ALL_STEPS = tuple(whole.STEPS)
