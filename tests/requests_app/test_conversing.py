"""The thread: who may write when, what it does to the clock, whom it is told, and that it counts once."""

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from reports.models import Mail, User
from requests_app.domain.service import ServiceClass
from requests_app.domain.standing import Standing
from requests_app.domain.status import OPEN, Status
from requests_app.models import Clarification, ReportRequest
from requests_app.services import conversing, tending, transitions
from requests_app.services.transitions import TransitionRefused
from tests import factories

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
CLOSED = [status for status in Status if status not in (*OPEN, Status.DRAFT)]


def say(request: ReportRequest, text: str = "Which winter?", *, asks: bool = False) -> Clarification:
    return conversing.say(request, text, key=uuid.uuid4(), by=factories.dana(), asks=asks)


def answer(request: ReportRequest, text: str = "The next one.") -> Clarification:
    return conversing.answer(request, text, key=uuid.uuid4(), by=request.client)


def fresh(request: ReportRequest) -> ReportRequest:
    return ReportRequest.objects.get(pk=request.pk)


@pytest.mark.parametrize("status", OPEN)
def test_both_sides_write_while_it_is_open(status: Status, dana: User) -> None:
    request = factories.request_at(status)
    before = request.clarifications.count()
    say(request)
    answer(request)
    said = [(each.side, each.text, each.waits) for each in request.clarifications.all()[before:]]
    assert said == [("staff", "Which winter?", False), ("client", "The next one.", False)]
    moved = Status.IN_TRIAGE if status is Status.NEEDS_CLARIFICATION else status
    assert fresh(request).stage is moved


@pytest.mark.parametrize("status", CLOSED)
def test_nobody_writes_once_it_has_ended(status: Status) -> None:
    request = factories.request_at(status)
    for write in (say, answer):
        with pytest.raises(TransitionRefused, match="nothing more is written"):
            write(request)
    assert Clarification.objects.filter(text__in=["Which winter?", "The next one."]).count() == 0


def test_a_question_in_production_stops_the_clock_and_the_answer_starts_it(dana: User) -> None:
    with time_machine.travel(MONDAY, tick=False):
        request = factories.request_at(Status.IN_PRODUCTION, service=ServiceClass.ROUTINE)
        promised = request.due_at
        say(request, asks=True)
    asked = fresh(request)
    assert (asked.stage, asked.waiting_since, asked.standing, asked.holder) == (
        Status.IN_PRODUCTION,
        MONDAY,
        Standing.WAITING,
        "With you",
    )
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        answer(asked)
    after = fresh(request)
    assert (after.stage, after.waiting_since) == (Status.IN_PRODUCTION, None)
    assert after.due_at == (promised and promised + timedelta(days=1))
    assert [(each.reason, each.ended_at) for each in after.pauses.all()] == [
        ("We asked a question", MONDAY + timedelta(days=1))
    ]


def test_a_message_that_asks_nothing_leaves_the_clock_alone(dana: User) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    say(request)
    assert (fresh(request).waiting_since, request.pauses.count()) == (None, 0)


def test_a_quote_keeps_the_clock_stopped_whatever_is_written(dana: User) -> None:
    request = factories.request_at(Status.QUOTED)
    answer(request, "Can you do it for less?")
    assert fresh(request).waiting_since is not None
    assert request.pauses.filter(ended_at=None).count() == 1


def test_a_question_in_triage_is_the_row_of_the_table(dana: User) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    say(request, asks=True)
    assert (request.stage, request.events.last().transition) == (Status.NEEDS_CLARIFICATION, "ask")  # type: ignore[union-attr]
    answer(request)
    assert fresh(request).stage is Status.IN_TRIAGE


def test_what_comes_twice_is_kept_once_and_mailed_once(dana: User) -> None:
    for status in (Status.IN_PRODUCTION, Status.IN_TRIAGE):
        request = factories.request_at(status)
        key, reply = uuid.uuid4(), uuid.uuid4()
        first, second = (
            conversing.say(request, "Which winter?", key=key, by=dana, asks=True) for _ in range(2)
        )
        third, fourth = (conversing.answer(request, "Next.", key=reply, by=None) for _ in range(2))
        assert (first, third) == (second, fourth)
        assert request.clarifications.count() == 2
        assert (
            Mail.objects.filter(reference=request.number, subject__endswith="a question for you").count() == 1
        )


def test_a_form_of_another_request_writes_nothing_here(dana: User) -> None:
    one, other = factories.submit(), factories.submit()
    key = uuid.uuid4()
    conversing.say(one, "For one.", key=key, by=dana)
    with pytest.raises(TransitionRefused, match="belongs to another request"):
        conversing.say(other, "For the other.", key=key, by=dana)
    assert other.clarifications.count() == 0


@pytest.mark.parametrize(("text", "says"), [(" \n", "Write something"), ("x" * 4_001, "keep it to 4,000")])
def test_nothing_and_too_much_are_refused(dana: User, text: str, says: str) -> None:
    with pytest.raises(TransitionRefused, match=says):
        say(factories.submit(), text)


def test_each_question_is_mailed_and_a_message_can_be_done_without(dana: User) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    say(request, asks=True)
    say(request, asks=True)
    say(request)
    told = Mail.objects.filter(reference=request.number).order_by("id")[2:]
    assert [(each.subject.split(": ")[1], each.is_optional, each.to) for each in told] == [
        ("a question for you", False, request.email),
        ("a question for you", False, request.email),
        ("a message for you", True, request.email),
    ]


def test_whoever_has_it_is_told_that_the_client_wrote(dana: User) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    answer(request)
    mail = Mail.objects.get(to=dana.email)
    assert (mail.subject, mail.reference) == (f"{request.number}: the client wrote", request.number)
    assert "The next one" not in mail.text + mail.html


def test_nobody_is_told_where_it_is_nobodys(dana: User) -> None:
    request = factories.submit()
    answer(request)
    assert Mail.objects.exclude(to=request.email).count() == 0


@pytest.mark.parametrize("status", [Status.IN_PRODUCTION, Status.NEEDS_CLARIFICATION])
def test_the_clients_word_brings_back_what_was_put_off(dana: User, status: Status) -> None:
    request = factories.request_at(status)
    tending.put_off(request, MONDAY.date() + timedelta(days=999), because="Waits for the vote.", by=dana)
    request.refresh_from_db()
    say(request)
    assert fresh(request).deferred_until is not None
    answer(request)
    assert (fresh(request).deferred_until, fresh(request).deferred_because) == (None, "")


def test_a_reviewer_on_an_older_page_is_told_that_the_clock_has_turned(dana: User) -> None:
    request = factories.request_at(Status.ACCEPTED)
    stale = fresh(request)
    say(request, asks=True)
    with pytest.raises(TransitionRefused, match="was faster"):
        transitions.apply(stale, "start", by=dana)


@pytest.mark.django_db(transaction=True)
def test_ten_of_the_same_form_at_once_are_one_message() -> None:
    request = factories.request_at(Status.NEEDS_CLARIFICATION)
    before, key = request.clarifications.count(), uuid.uuid4()
    gate = threading.Barrier(10)
    problems: list[Exception] = []

    def write() -> None:
        mine = fresh(request)
        gate.wait()
        try:
            conversing.answer(mine, "The next one.", key=key, by=None)
        except Exception as problem:  # noqa: BLE001 -- whatever it is fails the test below
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert request.clarifications.count() == before + 1
    assert fresh(request).stage is Status.IN_TRIAGE
