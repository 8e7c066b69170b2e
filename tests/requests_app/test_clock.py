"""The clock of a request: set when it comes in, stopped while the client has the ball, run on afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from reports.models import User
from requests_app.domain.service import DAY, ServiceClass
from requests_app.domain.standing import Standing, standing
from requests_app.domain.status import Status
from requests_app.models import Holiday, ReportRequest
from requests_app.services import transitions
from tests import factories

MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("service", "due"),
    [
        (ServiceClass.ROUTINE, MONDAY + timedelta(days=9)),
        (ServiceClass.FULL, MONDAY + timedelta(days=21)),
        (ServiceClass.CUSTOM, None),
    ],
)
@pytest.mark.django_db
def test_a_request_is_due_as_its_class_promises(service: ServiceClass, due: datetime | None) -> None:
    with time_machine.travel(MONDAY, tick=False):
        assert factories.submit(service=service).due_at == due


def test_a_holiday_gives_a_day(db: None) -> None:
    Holiday.objects.create(day=MONDAY.date() + timedelta(days=1), name="Founders’ Day")
    with time_machine.travel(MONDAY, tick=False):
        due = factories.submit(service=ServiceClass.ROUTINE).due_at
    assert due == MONDAY + timedelta(days=10)


def test_the_clock_stands_still_while_the_client_has_a_question_to_answer(alice: User, dana: User) -> None:
    with time_machine.travel(MONDAY, tick=False):
        request = factories.request_at(Status.IN_TRIAGE, service=ServiceClass.ROUTINE)
        promised = request.due_at
        transitions.apply(request, "ask", by=dana, note="Which winter?")
    assert (request.waiting_since, request.standing) == (MONDAY, Standing.WAITING)
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        transitions.apply(request, "answer", by=alice, note="The next.")
    kept = ReportRequest.objects.get(pk=request.pk)
    assert (kept.waiting_since, kept.due_at) == (None, promised and promised + timedelta(days=5))
    assert [(each.reason, each.ended_at) for each in kept.pauses.all()] == [
        ("We asked a question", MONDAY + timedelta(days=3))
    ]


def test_an_end_closes_the_open_pause(dana: User) -> None:
    request = factories.request_at(Status.NEEDS_CLARIFICATION)
    transitions.apply(request, "decline", by=dana, note="Not our field.")
    assert (request.waiting_since, request.pauses.filter(ended_at=None).count()) == (None, 0)


@pytest.mark.parametrize(
    ("status", "hours", "waiting", "expected"),
    [
        (Status.IN_PRODUCTION, -1, False, Standing.OVERDUE),
        (Status.IN_PRODUCTION, 47, False, Standing.AT_RISK),
        (Status.IN_PRODUCTION, 49, False, Standing.ON_TIME),
        (Status.IN_PRODUCTION, -1, True, Standing.WAITING),
        (Status.QUOTED, -1, True, Standing.WAITING),
        (Status.DELIVERED, -1, False, None),
        (Status.WITHDRAWN, -1, False, None),
    ],
)
def test_what_is_derived(status: Status, hours: int, waiting: bool, expected: Standing | None) -> None:
    assert standing(status, MONDAY + timedelta(hours=hours), MONDAY, waiting=waiting) is expected


def test_a_promise_is_in_working_days() -> None:
    assert ServiceClass.ROUTINE.promise.delivery == 7 * DAY
