"""Every address by every method for every reader: each cell is asked and held against the table.

A client who may not see something is told what is told of nothing, by as many queries; nothing fails.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.models import User
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest
from requests_app.services import reviewing
from tests import factories
from tests.gate import printing, table, walk, world
from tests.gate.walk import Address, Told, Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # who sees what is decided above the database

FIRST = ("GET", "HEAD", "POST")


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[world.World]:
    """Nothing is printed here, and no line is written about each of some thousand refusals."""
    printing.stub(monkeypatch)
    made = world.build()
    logging.disable(logging.CRITICAL)
    yield made
    logging.disable(logging.NOTSET)


def test_every_address_is_declared_and_named() -> None:
    assert (table.undeclared(), table.gone()) == (set(), set())
    unnamed = {pattern.callback.__module__ for name, _, pattern in walk.patterns() if not name}
    assert unnamed <= {"django.views.generic.base", "django.contrib.admin.sites"}, "Give each of ours a name."


def test_the_table(house: world.World) -> None:
    browsers = {who: Visitor(user) for who, user in house.people.items()}
    assert tuple(browsers) == table.PEOPLE
    cells, faults = Counter[str](), []
    for address in walk.addresses(house):
        for method in walk.METHODS:
            for who, browser in browsers.items():
                cells[method] += 1
                if fault := cell(address, method, who, browser):
                    faults.append(f"{address.name} {method} {who}: {fault}")
    printing.say(
        f"table: {len(table.DECLARED)} addresses x {len(walk.METHODS)} methods x {len(browsers)} readers"
        f" = {sum(cells.values())} cells, {len(faults)} wrong"
    )
    assert not faults, "\n".join(faults)


def cell(address: Address, method: str, who: str, browser: Visitor) -> str:
    """What is wrong with one cell; empty when nothing is."""
    told = browser.asks(method, address.there)
    if told.status >= HTTPStatus.INTERNAL_SERVER_ERROR and told.status != table.ANSWERS.get(address.name):
        return f"it fails with {told.status}"
    if method not in FIRST or (method == "HEAD" and told.status == HTTPStatus.METHOD_NOT_ALLOWED):
        return "" if told.status == HTTPStatus.METHOD_NOT_ALLOWED else f"answered with {told.status}"
    if who in table.DECLARED[address.name].of(method):
        return _not_found(told, browser, method, address)
    if any(word in told.body for word in (world.SECRET, factories.LOCKED)):
        return "a secret word stands in the answer"
    if told.is_refusal and (who in table.STAFF or not address.missing or method == "HEAD"):
        return ""
    return _not_hidden(address, who, told, browser.asks(method, address.missing or address.there))


def _not_found(told: Told, browser: Visitor, method: str, address: Address) -> str:
    """What is wrong for somebody who should find it."""
    if told.status == table.ANSWERS.get(address.name):
        return ""
    if told.is_refusal:
        return f"refused with {told.status} {told.where}"
    if method == "HEAD" or not address.missing:
        return ""
    same = told.said == browser.asks(method, address.missing).said
    return "answered as if nothing were there" if same else ""


def _not_hidden(address: Address, who: str, told: Told, missing: Told) -> str:
    """What is wrong for somebody who should be told what is told of nothing."""
    if not address.missing:
        return f"open: {told.status} {told.where}"
    if told.said != missing.said:
        return f"told apart from nothing: {told.status} {told.where}, not {missing.status} {missing.where}"
    if who in table.STAFF or address.name in table.KNOWN or (who, address.name) in table.KNOWN_TO:
        return ""
    if told.status == HTTPStatus.FORBIDDEN:
        return "refused with 403, so it exists"
    return "" if told.queries == missing.queries else f"{told.queries} queries, not {missing.queries}"


def test_what_its_client_may_still_change_is_not_there_for_staff(house: world.World) -> None:
    later = timezone.now() + timedelta(minutes=20)
    ReportRequest.objects.filter(pk=house.request.pk).update(released_at=later)
    desk = [Visitor(house.people[who]) for who in ("dana", "erin")]
    own = "admin:requests_app_reportrequest_"
    about_one = [each for each in walk.addresses(house) if each.missing and _is_of_one(each.name, own)]
    for address in about_one:
        for method in ("GET", "POST"):
            for browser in desk:
                missing = browser.asks(method, address.missing)
                assert browser.asks(method, address.there).said == missing.said, address.name
    assert len(about_one) == 17


def _is_of_one(name: str, own: str) -> bool:
    return name.startswith(own) and not name.endswith("_mail") and "_filters_" not in name


def test_no_list_and_no_other_page_shows_what_its_client_may_still_change(dana: User) -> None:
    other = factories.request_at(Status.IN_TRIAGE, title="Ferries in winter")
    hidden = factories.submit(title=f"Ferries in winter {world.SECRET}")
    pages, desk = _pages_of_the_desk(hidden, beside=other), Visitor(dana)

    def shown() -> list[str]:
        return [page for page in pages if f"winter {world.SECRET}" in desk.asks("GET", page).body]

    assert shown() == pages
    later = timezone.now() + timedelta(minutes=20)
    ReportRequest.objects.filter(pk=hidden.pk).update(released_at=later)
    assert shown() == []


def _pages_of_the_desk(of: ReportRequest, *, beside: ReportRequest) -> list[str]:
    """Every page of the desk that shows more requests than the one it is of."""
    queue = reverse("admin:requests_app_reportrequest_changelist")
    tails = ("?status=all", f"?q={world.SECRET}&status=all", f"?q={of.number}", "board/", "workload/")
    return [queue + tail for tail in (*tails, f"assign/?r={of.pk}&r={beside.pk}", f"{beside.pk}/change/")]


def test_a_reviewer_of_one_request_sees_no_other_client_s(frank: User, erin: User) -> None:
    asked = factories.request_at(Status.IN_REVIEW, title="Ferries in winter")
    other = factories.request_at(
        Status.IN_REVIEW, by=factories.charlie(), title=f"Ferries in winter {world.SECRET}"
    )
    assert other.report is not None
    reports = [
        reverse("admin:reports_report_changelist"),
        reverse("admin:reports_report_change", args=[other.report.pk]),
    ]
    pages = [
        *_pages_of_the_desk(other, beside=asked),
        *reports,
        reverse("admin:requests_app_reportrequest_review", args=[other.pk]),
    ]
    reviewing.invite(asked, frank, by=erin)

    def shown() -> list[str]:
        reviewer = Visitor(User.objects.get(pk=frank.pk))
        return [page for page in pages if f"winter {world.SECRET}" in reviewer.asks("GET", page).body]

    assert shown() == []
    page = reverse("admin:requests_app_reportrequest_review", args=[asked.pk])
    assert Visitor(frank).asks("GET", page).status == HTTPStatus.OK
    reviewing.invite(other, frank, by=erin)
    assert shown() == pages
