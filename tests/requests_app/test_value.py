"""The yearly value report counts what is recorded, in a fixed number of queries, for owners and staff."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports import downloads
from reports.models import Organisation, User
from reports.services import units
from requests_app.domain.service import ServiceClass
from requests_app.domain.status import Status
from requests_app.domain.value import Case, Judged, Reading, Tally, Units, by_service, tally
from requests_app.models import Delivery, ReportRequest
from requests_app.services import opinions, value
from tests import factories

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
YEAR = timezone.localdate().year


def case(status: Status, *, due: datetime | None = NOON, delivered: datetime | None = None) -> Case:
    return Case(ServiceClass.FULL, status, due, delivered)


@pytest.mark.once
def test_each_request_counts_once_as_what_became_of_it() -> None:
    late = NOON + timedelta(seconds=1)
    cases = [
        case(Status.DELIVERED, delivered=NOON),
        case(Status.CHANGES_REQUESTED, delivered=late),  # answered, and being corrected
        case(Status.CLOSED, due=None, delivered=late),
        case(Status.DECLINED),
        case(Status.WITHDRAWN),
        case(Status.MERGED),
        case(Status.IN_REVIEW),
        replace(case(Status.IN_TRIAGE), service=ServiceClass.ROUTINE),
    ]

    total = tally("All", cases)

    assert total == Tally("All", asked=8, on_time=1, late=1, undated=1, declined=1, ended=2, open=2)
    assert total.answered == 3
    assert [(row.label, row.asked) for row in by_service(cases)] == [
        (ServiceClass.ROUTINE.label, 1),
        (ServiceClass.FULL.label, 7),
    ]


@pytest.fixture
def answered(alice: User) -> ReportRequest:
    """A request that was answered on time, downloaded and judged."""
    request = factories.request_at(Status.IN_PRODUCTION)
    assert request.report is not None
    edition = factories.edition_of(request.report)
    Delivery.objects.create(request=request, edition=edition)
    due = timezone.now() + timedelta(days=1)
    ReportRequest.objects.update(status="delivered", resolution="answered", due_at=due)
    request.refresh_from_db()
    opinions.give(request, opinions.Opinion({1: True, 2: False}, True, ""), by=alice)
    for who in (alice, factories.bob(), alice):
        downloads.send(edition, reader=who, address=who.email)
    downloads.send(factories.briefing().edition, reader=alice, address=alice.email)
    return request


@pytest.mark.django_db
def test_a_year_is_counted_from_what_is_recorded(answered: ReportRequest, charlie: User, dana: User) -> None:
    home = answered.organisation
    assert home is not None
    units.grant(home, 10, by=dana, note="A year.", key=uuid.uuid4())
    units.reserve(home, 3, reference=answered.number, by=dana)
    units.use(home, reference=answered.number, by=dana)
    downloads.send(answered.deliveries.get().edition, reader=charlie, address=charlie.email)
    factories.submit(by=charlie, organisation="Elsewhere")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = value.value_of(home, YEAR)

    assert found.total == Tally("All", asked=1, on_time=1)
    assert found.reading == Reading(briefings=1, briefing_readers=1, reports=1, report_readers=2)
    assert found.judged == Judged(useful=1, not_useful=1, served=1)
    assert found.units == Units(granted=10, used=3, left=7)
    assert len(queries) == 5
    assert value.value_of(home, YEAR - 1).is_empty
    assert value.value_of(home, YEAR - 1).units == Units()


@pytest.mark.django_db
@pytest.mark.once
def test_its_owners_and_staff_read_it_and_nobody_else(
    alice: User, bob: User, charlie: User, dana: User
) -> None:
    home = Organisation.objects.get(memberships__user=alice)
    alice.memberships.update(role="owner")
    charlie.memberships.update(role="owner")
    page = f"/requests/value/{home.pk}/{YEAR}.pdf"

    told = {}
    for who in (None, bob, charlie, alice, dana):
        browser = Client()
        if who:
            browser.force_login(who)
        response = browser.get(page)
        told[who and who.name] = response.status_code
        if response.status_code == 200:
            assert response.content.startswith(b"%PDF")
            assert response["Cache-Control"].startswith("private, no-store")
            assert browser.get(page.replace(str(YEAR), str(YEAR + 1))).status_code == 404

    assert told == {None: 404, "Bob": 404, "Charlie": 404, "Alice": 200, "Dana": 200}
    assert value.print_value.cache_info().hits >= 1
    browser.force_login(alice)
    assert page in browser.get("/requests/").content.decode()
    browser.force_login(bob)
    assert "/requests/value/" not in browser.get("/requests/").content.decode()
