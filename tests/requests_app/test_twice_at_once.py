"""Every button of a client pressed twice in the same moment: one effect, and a page for both presses."""

import threading
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import Job, Mail
from requests_app.domain.workflow import Status
from requests_app.models import (
    AnswerFeedback,
    Clarification,
    Delivery,
    DraftState,
    Feedback,
    KeyQuestion,
    ReportRequest,
    RequestDraft,
    RequestEvent,
)
from requests_app.services import confirming
from tests import factories
from tests.requests_app.asking import fill, mailed_link

COUNTED = (ReportRequest, KeyQuestion, RequestEvent, Clarification, Feedback, AnswerFeedback, Mail, Job)


@dataclass(frozen=True)
class Press:
    """An address, what its form brings, and what one press of it is to make, by the name of the table."""

    address: str
    brings: dict[str, Any]
    makes: dict[str, int]


ONE_STEP = {"RequestEvent": 1}
WITH_MAIL = ONE_STEP | {"Mail": 1, "Job": 1}
WITH_TWO_MAILS = ONE_STEP | {"Mail": 2, "Job": 2}
"""To the client, and to whoever has the request."""


def signed_in() -> Client:
    browser = Client()
    browser.force_login(factories.alice())
    return browser


def at(name: str, home: Any, *more: Any) -> str:
    return reverse(f"requests:{name}", args=[home.key, *more])


def send() -> Press:
    draft, _ = fill(signed_in())
    return Press(at("send", draft), {}, WITH_MAIL | {"ReportRequest": 1, "KeyQuestion": 2})


def confirm() -> Press:
    draft, _ = fill(Client(), email="new@example.org")
    confirming.ask(draft, "new@example.org")
    return Press(mailed_link(), {"send": "1"}, WITH_MAIL | {"ReportRequest": 1, "KeyQuestion": 2})


def hand_over() -> Press:
    request = factories.submit()
    ReportRequest.objects.filter(pk=request.pk).update(released_at=timezone.now() + timedelta(minutes=20))
    return Press(at("hand-over", request), {}, {})


def withdraw() -> Press:
    return Press(at("withdraw", factories.submit()), {"version": "1"}, WITH_MAIL)


def write() -> Press:
    request = factories.request_at(Status.IN_PRODUCTION)
    mail = {"Clarification": 1, "Mail": 1, "Job": 1}
    return Press(at("write", request), {"text": "The southern berth too.", "key": str(uuid.uuid4())}, mail)


def answer() -> Press:
    request = factories.request_at(Status.NEEDS_CLARIFICATION)
    made = WITH_MAIL | {"Clarification": 1}
    return Press(at("write", request), {"text": "The southern berth.", "key": str(uuid.uuid4())}, made)


def answer_by_its_step() -> Press:
    request = factories.request_at(Status.NEEDS_CLARIFICATION)
    made = WITH_MAIL | {"Clarification": 1}
    return Press(
        at("take", request, "answer"), {"note": "The southern berth.", "key": str(uuid.uuid4())}, made
    )


def accept() -> Press:
    request = factories.request_at(Status.QUOTED)
    brings = {"name": "Alice Adeyemi", "version": str(request.version)}
    return Press(at("take", request, "accept_quote"), brings, WITH_TWO_MAILS)


def decline() -> Press:
    request = factories.request_at(Status.QUOTED)
    brings = {"name": "Alice Adeyemi", "version": str(request.version)}
    return Press(at("take", request, "decline_quote"), brings, WITH_TWO_MAILS)


def feedback() -> Press:
    request = factories.request_at(Status.IN_PRODUCTION)
    assert request.report
    Delivery.objects.create(request=request, edition=factories.edition_of(factories.fill(request.report)))
    ReportRequest.objects.filter(pk=request.pk).update(status="delivered", resolution="answered")
    brings = {"useful_1": "yes", "useful_2": "no", "served": "yes", "words": "Good."}
    return Press(at("feedback", request), brings, {"Feedback": 1, "AnswerFeedback": 2})


def discard() -> Press:
    return Press(at("discard", RequestDraft.objects.create(owner=factories.alice())), {}, {})


def answered() -> Press:
    page = factories.briefing()
    draft = RequestDraft.objects.create(owner=factories.alice(), typed={"title": "Ferries?"})
    return Press(at("answered", draft), {"answered": page.edition_id}, {})


def go_on() -> Press:
    edition = factories.briefing("go-on").edition
    draft = RequestDraft.objects.create(
        owner=factories.alice(), state=DraftState.ANSWERED, answered_by=edition
    )
    return Press(at("go-on", draft), {}, {})


BUTTONS = (
    send, confirm, hand_over, withdraw, write, answer, answer_by_its_step, accept, decline, feedback, discard,
    answered, go_on,
)  # fmt: skip


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}  # type: ignore[attr-defined]


def pressed_twice(press: Press) -> list[int]:
    """The status of each of two presses that set out together."""
    browsers, gate, told = [signed_in(), signed_in()], threading.Barrier(2), []

    def act(browser: Client) -> None:
        browser.raise_request_exception = False
        gate.wait()
        try:
            told.append(browser.post(press.address, press.brings).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_each_button_has_one_effect_however_fast_it_is_pressed() -> None:
    """In one test, because emptying the tables costs more than all of the presses."""
    found, meant = {}, {}
    for button in BUTTONS:
        press = button()
        before = counts()
        told = pressed_twice(press)
        made = {name: count - before[name] for name, count in counts().items() if count != before[name]}
        found[button.__name__] = told, made
        meant[button.__name__] = [302, 302], press.makes
    assert found == meant
