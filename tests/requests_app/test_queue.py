"""The queue: its order, its filters, its search, its pages; and filters that somebody saved."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.models import User
from requests_app.admin import listing
from requests_app.domain.service import Priority
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest, SavedFilter
from tests import factories
from tests.requests_app.test_request_desk import QUEUE, signed_in

SAVE, FILTERS = f"{QUEUE}filters/save/", f"{QUEUE}filters/"


def changed(request: ReportRequest, **fields: Any) -> str:
    """The request's number, once it stands as it could have come to stand by itself."""
    ReportRequest.objects.filter(pk=request.pk).update(**fields)
    return request.number


def submitted(**fields: Any) -> str:
    return changed(factories.submit(), **fields)


def in_days(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


def listed(client: Client, query: str = "") -> list[str]:
    """The numbers on that page of the queue, in order."""
    page = client.get(QUEUE + query).content.decode()
    return re.findall(r'<span class="number">(RQ-\d{4}-\d{6})<', page)


def test_unassigned_stand_first_then_the_day_due_then_priority_then_organisation(dana: User) -> None:
    noon = in_days(9).replace(hour=12)
    hers = submitted(assigned_to=dana, due_at=in_days(-3))
    waiting = submitted(waiting_since=in_days(-1), due_at=in_days(-5))
    undated = submitted(due_at=None)
    zebra = submitted(due_at=noon, organisation_name="Zebra")
    ants = submitted(due_at=noon.replace(hour=13), organisation_name="Ants")
    urgent = submitted(due_at=noon.replace(hour=14), priority=Priority.URGENT, organisation_name="Zebra")
    overdue = submitted(due_at=in_days(-2))
    order = [overdue, urgent, ants, zebra, undated, hers, waiting]
    assert listed(signed_in(dana)) == order


def test_what_ended_is_shown_when_asked_for_the_newest_first(dana: User) -> None:
    old, new = (factories.request_at(Status.DECLINED) for _ in range(2))
    still = factories.submit()
    changed(old, created_at=in_days(-3))
    client = signed_in(dana)
    assert listed(client) == [still.number]
    assert listed(client, "?status=all") == [still.number, new.number, old.number]
    assert listed(client, "?status=declined") == [new.number, old.number]


def test_the_place_follows_what_the_doors_change(dana: User) -> None:
    request = factories.submit()
    before = ReportRequest.objects.get().place
    factories.move(request, "triage")
    taken = ReportRequest.objects.get().place
    factories.move(request, "decline")
    assert before < taken < ReportRequest.objects.get().place


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "overdue risk calm hers erins waiting"),
        ("?standing=overdue", "overdue"),
        ("?standing=at_risk", "risk"),
        ("?standing=waiting", "waiting"),
        ("?standing=on_time", "calm hers erins"),
        ("?standing=nonsense", "overdue risk calm hers erins waiting"),
        ("?whose=mine", "hers"),
        ("?whose=nobody", "overdue risk calm waiting"),
        ("?whose=others", "erins"),
        ("?deferred=only", "later"),
        ("?deferred=shown", "overdue risk calm later hers erins waiting"),
        ("?priority__exact=urgent", "calm"),
        ("?service_class__exact=routine", "hers"),
        ("?marking__exact=TLP%3ARED", "risk"),
        ("?status=submitted&whose=mine&standing=on_time", "hers"),
        ("?status=in_triage", ""),
    ],
)
def test_the_filters(dana: User, erin: User, query: str, names: str) -> None:
    made = {
        "overdue": submitted(due_at=in_days(-1)),
        "risk": submitted(due_at=in_days(1), marking="TLP:RED"),
        "calm": submitted(due_at=in_days(8), priority="urgent"),
        "later": submitted(
            due_at=in_days(9), deferred_until=in_days(2).date(), deferred_because="They asked us to."
        ),
        "hers": submitted(due_at=in_days(8), assigned_to=dana, service_class="routine"),
        "erins": submitted(due_at=in_days(9), assigned_to=erin),
        "waiting": submitted(due_at=in_days(-9), waiting_since=in_days(-2)),
    }
    assert listed(signed_in(dana), query) == [made[name] for name in names.split()]


def test_put_off_until_today_is_here_again(dana: User) -> None:
    number = submitted(deferred_until=timezone.localdate(), deferred_because="Until the strike ends.")
    assert listed(signed_in(dana)) == [number]


def test_what_the_client_may_still_change_is_not_there(dana: User) -> None:
    request = factories.submit()
    changed(request, released_at=in_days(0.01))
    client = signed_in(dana)
    assert listed(client, f"?status=all&q={request.number}") == []
    assert listed(client, "?q=ferry") == []
    assert client.get(f"{QUEUE}{request.pk}/change/").status_code == 302
    assert client.post(f"{QUEUE}{request.pk}/take/").status_code == 404
    assert client.post(f"{QUEUE}{request.pk}/do/triage/", {"version": 1}).status_code == 404


@pytest.mark.parametrize(
    "words",
    ["harbours", "HARBOUR", "northern ferry", "Meridian", "alice@example.org", "two berths", "renew lease"],
)
def test_words_of_what_was_asked_and_of_who_asked_find_it(dana: User, words: str) -> None:
    found = factories.submit()
    factories.submit(
        title="x", questions=("y",), organisation="z", background="", decision="", email="b@c.de"
    )
    assert listed(signed_in(dana), f"?q={words}") == [found.number]


@pytest.mark.parametrize("words", ["zebra", "%", '"', "'", "ferry' OR 1", "a:*", "NEAR(", "؟", "x" * 300])
def test_words_that_are_not_there_find_nothing_and_break_nothing(dana: User, words: str) -> None:
    factories.submit()
    answer = signed_in(dana).get(QUEUE, {"q": words})
    assert answer.status_code in {200, 302}
    assert "RQ-2026" not in answer.content.decode()


def test_a_number_is_found_whatever_the_filters_say(dana: User) -> None:
    ended = factories.request_at(Status.DECLINED)
    factories.submit()
    assert listed(signed_in(dana), f"?whose=mine&q={ended.number.lower()}") == [ended.number]


def test_the_columns_say_how_it_stands(dana: User) -> None:
    submitted(due_at=in_days(-4), priority="high")
    page = signed_in(dana).get(QUEUE).content.decode()
    for words in ("Will the northern ferry line", "Overdue", "over<", "High", "Full assessment", "with us"):
        assert words in page
    assert '<td class="field-questions">2</td>' in page


def test_long_queues_have_pages_without_a_count(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests_app.admin.desk.ReportRequestAdmin.list_per_page", 2)
    monkeypatch.setattr(listing, "PAGES", 2)
    numbers = [submitted(due_at=in_days(day)) for day in range(3, 8)]
    client = signed_in(dana)
    assert [listed(client, f"?p={page}") for page in (1, 2)] == [numbers[:2], numbers[2:4]]
    assert "There are more. Narrow the list" in client.get(f"{QUEUE}?p=2").content.decode()
    for beyond in ("3", "0", "-1"):
        assert client.get(f"{QUEUE}?p={beyond}").status_code == 302


@pytest.mark.parametrize("query", ["", "?q=ferry", "?standing=overdue&whose=nobody", "?status=all"])
def test_the_queue_costs_the_same_at_any_length(
    dana: User, django_assert_num_queries: DjangoAssertNumQueries, query: str
) -> None:
    client = signed_in(dana)
    factories.submit()
    with django_assert_num_queries(6):
        client.get(QUEUE + query)
    for _ in range(5):
        factories.request_at(Status.IN_TRIAGE)
    with django_assert_num_queries(6):
        client.get(QUEUE + query)


def test_a_view_is_saved_under_a_name_and_opened_again(dana: User) -> None:
    client = signed_in(dana)
    kept = {"name": "Late", "query": "standing=overdue&p=3&q=ferry&evil=1"}
    for _ in range(2):
        client.post(SAVE, kept)
    own = SavedFilter.objects.get()
    assert (own.owner, own.name, own.query) == (dana, "Late", "q=ferry&standing=overdue")
    assert 'href="?q=ferry&amp;standing=overdue"' in client.get(QUEUE).content.decode()
    client.post(f"{FILTERS}{own.pk}/rename/", {"name": "Later"})
    own.refresh_from_db()
    assert own.name == "Later"
    for _ in range(2):
        client.post(f"{FILTERS}{own.pk}/remove/")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        ("Late", "whose=mine", "You have a filter of that name already"),
        ("", "whose=mine", "Give the filter a name"),
        ("x" * 61, "whose=mine", "Give the filter a name"),
        ("Long", f"q={'y' * 600}", "too long to be kept"),
    ],
)
def test_a_filter_that_cannot_be_saved_is_refused_with_a_sentence(
    dana: User, name: str, query: str, sentence: str
) -> None:
    SavedFilter.objects.create(owner=dana, name="Late", query="standing=overdue")
    answer = signed_in(dana).post(SAVE, {"name": name, "query": query}, follow=True)
    assert sentence in answer.content.decode()
    assert SavedFilter.objects.count() == 1


def test_another_persons_filters_are_not_there(dana: User, erin: User) -> None:
    hers = SavedFilter.objects.create(owner=erin, name="Quagga", query="whose=mine")
    client = signed_in(dana)
    for address in (QUEUE, FILTERS):
        assert "Quagga" not in client.get(address).content.decode()
    assert client.post(f"{FILTERS}{hers.pk}/rename/", {"name": "Mine"}).status_code == 404
    client.post(f"{FILTERS}{hers.pk}/remove/")
    assert SavedFilter.objects.get().name == "Quagga"


@pytest.mark.parametrize("who", ["alice", "editor"])
def test_the_rooms_of_the_desk_are_closed_to_others(alice: User, who: str) -> None:
    person = alice if who == "alice" else factories.person("Eddie", groups=("editor",))
    client, number = signed_in(person), factories.submit().number
    for room in ("", "board/", "workload/", "assign/?r=1", "filters/"):
        answer = client.get(QUEUE + room)
        assert (answer.status_code in {302, 403}, number in answer.content.decode()) == (True, False)
    assert client.post(SAVE, {"name": "x", "query": ""}).status_code in {302, 403}
    assert not SavedFilter.objects.exists()
