"""Who has what: assigning from every page, two at once, the board, the load, and the days without work."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.figures.stacks import Stack, stacks
from reports.models import User
from requests_app.domain.status import OPEN
from requests_app.domain.workflow import Status
from requests_app.models import Holiday, ReportRequest
from requests_app.services import workload
from tests import factories
from tests.requests_app.test_queue import changed, in_days, submitted
from tests.requests_app.test_request_desk import QUEUE, page_of, signed_in

ASSIGN, BOARD, LOAD = f"{QUEUE}assign/", f"{QUEUE}board/", f"{QUEUE}workload/"


def holder(request: ReportRequest) -> User | None:
    return ReportRequest.objects.get(pk=request.pk).assigned_to


def said(client: Client, address: str, data: dict[str, object]) -> str:
    return client.post(address, data, follow=True).content.decode()


def test_ticked_requests_are_given_to_whom_the_page_in_between_asks(dana: User, erin: User) -> None:
    first, second = factories.submit(), factories.submit()
    client = signed_in(dana)
    chosen = {"action": "give", "_selected_action": [first.pk, second.pk]}
    asking = client.post(f"{QUEUE}?whose=nobody", chosen, follow=True).content.decode()
    assert re.findall(r'name="r" value="(\d+)"', asking) == [str(first.pk), str(second.pk)]
    assert f'value="{QUEUE}?whose=nobody"' in asking

    given = {"r": [first.pk, second.pk], f"seen-{first.pk}": "", "to": erin.pk, "back": LOAD}
    answer = client.post(ASSIGN, given)

    assert answer["Location"] == LOAD
    assert (holder(first), holder(second)) == (erin, erin)
    entries = set(LogEntry.objects.values_list("user", "object_repr", "change_message"))
    words = "Assigned to Erin; before: nobody."
    assert entries == {(dana.pk, first.number, words), (dana.pk, second.number, words)}


def test_of_two_at_once_one_wins_and_the_other_is_told(dana: User, erin: User) -> None:
    request = factories.submit()
    given = {"r": request.pk, f"seen-{request.pk}": ""}
    said(signed_in(erin), ASSIGN, {**given, "to": erin.pk})
    page = said(signed_in(dana), ASSIGN, {**given, "to": dana.pk})
    assert f"{request.number} is with Erin by now; it was not taken away." in page
    assert holder(request) == erin
    assert LogEntry.objects.count() == 1


def test_the_same_form_twice_assigns_once(dana: User, erin: User) -> None:
    request = factories.submit()
    for _ in range(2):
        said(signed_in(dana), ASSIGN, {"r": request.pk, f"seen-{request.pk}": "", "to": erin.pk})
    assert (holder(request), LogEntry.objects.count()) == (erin, 1)


def test_assign_to_me_takes_nothing_away_from_others(dana: User, erin: User) -> None:
    free, taken = factories.submit(), factories.submit()
    changed(taken, assigned_to=erin)
    chosen = {"action": "take", "_selected_action": [free.pk, taken.pk]}
    page = said(signed_in(dana), QUEUE, chosen)
    assert f"Assigned to you: {free.number}." in page
    assert f"{taken.number} is with Erin by now" in page
    assert (holder(free), holder(taken)) == (dana, erin)


def test_the_button_of_the_page_takes_from_whom_the_page_said(dana: User, erin: User) -> None:
    request = factories.submit()
    changed(request, assigned_to=erin)
    client = signed_in(dana)
    assert "It is with Erin by now" in said(client, f"{QUEUE}{request.pk}/take/", {"seen": ""})
    assert "It is assigned to you" in said(client, f"{QUEUE}{request.pk}/take/", {"seen": erin.pk})
    assert holder(request) == dana


def test_the_field_of_the_page_overwrites_neither_person_nor_status(dana: User, erin: User) -> None:
    request = factories.submit()
    client = signed_in(dana)
    changed(request, assigned_to=erin)
    page = said(client, page_of(request), {"assigned_to": dana.pk, "initial-assigned_to": ""})
    assert "is with Erin by now" in page
    assert holder(request) == erin
    said(client, page_of(request), {"assigned_to": "", "initial-assigned_to": erin.pk})
    assert holder(request) is None


@pytest.mark.parametrize("to", ["alice", "gone", "999", "x"])
def test_requests_are_given_only_to_those_who_work_at_the_desk(dana: User, alice: User, to: str) -> None:
    gone = factories.person("Gone", groups=("analyst",), is_active=False)
    request = factories.submit()
    whom = {"alice": alice.pk, "gone": gone.pk}.get(to, to)
    page = said(signed_in(dana), ASSIGN, {"r": request.pk, f"seen-{request.pk}": "", "to": whom})
    assert "Select a valid choice" in page
    assert holder(request) is None


@pytest.mark.parametrize("query", ["", "?r=", "?r=x", "?r=999", "?r=1&back=//elsewhere.example"])
def test_nothing_chosen_leads_back_to_the_queue(dana: User, query: str) -> None:
    assert signed_in(dana).get(ASSIGN + query)["Location"] == QUEUE


def test_the_board_has_a_column_for_each_open_status(dana: User) -> None:
    made = {
        status: factories.request_at(status) for status in (Status.SUBMITTED, Status.IN_TRIAGE, Status.QUOTED)
    }
    factories.request_at(Status.DECLINED)
    page = signed_in(dana).get(BOARD).content.decode()
    columns = re.findall(r'<section aria-labelledby="column-(\w+)">(.*?)</section>', page, re.DOTALL)
    found = {name: re.findall(r'class="number">(RQ[\d-]+)<', words) for name, words in columns}
    assert found == {each.value: [made[each].number] if each in made else [] for each in OPEN}


def test_the_board_shows_the_first_of_each_and_counts_the_rest(
    dana: User, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr("requests_app.admin.overview.CARDS", 2)
    numbers = [submitted(due_at=in_days(day)) for day in (5, 3, 4)]
    client = signed_in(dana)
    with django_assert_num_queries(6):
        page = client.get(BOARD).content.decode()
    assert re.findall(r'class="number">(RQ[\d-]+)<', page) == [numbers[1], numbers[2]]
    assert 'href="/staff/requests_app/reportrequest/?status=submitted">1 more' in page


def test_the_board_has_the_filters_of_the_queue(dana: User) -> None:
    late, _ = submitted(due_at=in_days(-1)), submitted(due_at=in_days(9))
    client = signed_in(dana)
    for query in ("?standing=overdue", f"?q={late}"):
        page = client.get(BOARD + query).content.decode()
        assert re.findall(r'class="number">(RQ[\d-]+)<', page) == [late]


def test_the_load_by_person(dana: User, erin: User, alice: User) -> None:
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    submitted(assigned_to=erin, due_at=in_days(-1))
    submitted(assigned_to=erin, due_at=in_days(1))
    submitted(assigned_to=erin, waiting_since=in_days(-1), due_at=in_days(-1))
    submitted(assigned_to=dana, due_at=in_days(20))
    changed(factories.request_at(Status.DECLINED), assigned_to=dana)
    submitted(assigned_to=alice)
    found = workload.loads(ReportRequest.objects.all(), [dana, erin])
    numbers = {
        str(each.person): (each.open, each.overdue, each.at_risk, each.waiting, len(each.first))
        for each in found
    }
    assert numbers == {
        "None": (0, 0, 0, 0, 0), "Dana": (1, 0, 0, 0, 1), "Erin": (3, 1, 1, 1, 3), "Alice": (1, 0, 0, 0, 1),
    }  # fmt: skip
    soon = timezone.localtime(in_days(1)).date() < monday
    assert found[2].this_week == int(soon)


def test_the_page_of_the_load_has_the_table_the_chart_and_the_ticks(
    dana: User, erin: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = factories.submit()
    changed(request, assigned_to=erin, due_at=in_days(-1))
    client = signed_in(dana)
    with django_assert_num_queries(7):
        page = client.get(LOAD).content.decode()
    row = re.search(r'<th scope="row">Erin</th>(.*?)</tr>', page)
    assert row is not None
    assert re.findall(r"<td>(\d+)</td>", row[1]) == ["1", "1", "0", "0", "0", "0"]
    assert (
        "<title>Open requests by person. Nobody: 0 open. Dana: 0 open. Erin: 1 open, 1 overdue.</title>"
        in page
    )
    assert f'name="r" value="{request.pk}"' in page


def test_bars_say_in_words_what_they_draw() -> None:
    rows = [Stack("Ann", (("late", 2), ("fine", 1))), Stack("<b>", (("late", 0), ("fine", 3)))]
    figure = stacks("load", "Work", rows)
    assert figure is not None
    assert figure.alternative == "Work. Ann: 3 open, 2 late and 1 fine. <b>: 3 open, 3 fine."
    assert "<b>" not in figure.svg
    assert stacks("load", "Work", [Stack("Ann", (("late", 0),))]) is None


def test_who_sorts_keeps_the_holidays_and_others_see_them(dana: User, erin: User) -> None:
    address = "/staff/requests_app/holiday/"
    signed_in(dana).post(f"{address}add/", {"day": "2026-12-25", "name": "Christmas Day"})
    assert Holiday.objects.get().day == date(2026, 12, 25)
    assert "Christmas Day" in signed_in(erin).get(address).content.decode()
    assert signed_in(erin).get(f"{address}add/").status_code == 403
