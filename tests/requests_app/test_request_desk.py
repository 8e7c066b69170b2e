"""The desk: the queue's cost, the buttons of the table, and what the admin's own log never holds."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.models import Job, User
from requests_app.domain.workflow import TRANSITIONS, Status, allowed
from requests_app.models import ReportRequest
from requests_app.services import transitions
from requests_app.services.actors import staff_roles
from requests_app.services.fulfilment import DELIVER
from tests import factories

QUEUE = "/staff/requests_app/reportrequest/"


def page_of(request: ReportRequest) -> str:
    return reverse("admin:requests_app_reportrequest_change", args=[request.pk])


def do(request: ReportRequest, name: str) -> str:
    return reverse("admin:requests_app_reportrequest_do", args=[request.pk, name])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def queue_of(user: User, query: str = "") -> str:
    return signed_in(user).get(QUEUE + query).content.decode()


def test_an_ended_request_offers_nothing_that_is_over(dana: User) -> None:
    request, client = factories.request_at(Status.MERGED), signed_in(dana)
    page = client.get(page_of(request)).content.decode()
    offered = ("<dt>Due</dt>", "Assign to me", "Assigned to</label>", "Password of the PDF", "Next steps")
    assert [words for words in offered if words in page] == []
    listed = client.get(QUEUE, {"status": "all", "q": request.number}).content.decode()
    assert '<td class="field-due">–</td>' in listed


def test_who_waits_is_said_the_same_in_every_column(dana: User) -> None:
    request, client = factories.request_at(Status.IN_PRODUCTION), signed_in(dana)
    ReportRequest.objects.filter(pk=request.pk).update(waiting_since=timezone.now())
    listed = client.get(QUEUE, {"status": "all", "q": request.number}).content.decode()
    assert ("with us" in listed, "with the client" in listed) == (False, True)


def test_the_queue_costs_the_same_at_any_length(
    dana: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(dana)
    factories.submit()
    with django_assert_num_queries(6):
        client.get(QUEUE)
    for _ in range(12):
        factories.request_at(Status.IN_TRIAGE)
    with django_assert_num_queries(6):
        client.get(QUEUE)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.DRAFT])
def test_the_buttons_are_the_rows_that_this_person_may_take(dana: User, erin: User, status: Status) -> None:
    request = factories.request_at(status)
    for person in (dana, erin):
        page = signed_in(person).get(page_of(request)).content.decode()
        offered = re.findall(r'action="[^"]*/do/([a-z_]+)/"', page)
        assert offered == [row.name for row in allowed(status, staff_roles(person))]


def test_a_button_moves_the_request_and_says_so(dana: User) -> None:
    request = factories.submit()
    answer = signed_in(dana).post(do(request, "triage"), {"version": request.version}, follow=True)
    assert "Start triage: done." in answer.content.decode()
    request.refresh_from_db()
    assert (request.stage, request.assigned_to) == (Status.IN_TRIAGE, dana)


@pytest.mark.parametrize("name", [row.name for row in TRANSITIONS] + ["nonsense"])
def test_a_step_that_is_not_possible_is_refused_with_a_message(erin: User, name: str) -> None:
    request = factories.submit()
    answer = signed_in(erin).post(do(request, name), {"note": "Because."}, follow=True)
    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()
    assert ReportRequest.objects.get().status == Status.SUBMITTED


def test_a_step_from_an_older_page_is_refused(dana: User) -> None:
    request = factories.submit()
    transitions.apply(request, "triage", by=dana)
    answer = signed_in(dana).post(do(request, "accept"), {"version": "1"}, follow=True)
    assert "Dana was faster" in answer.content.decode()
    assert ReportRequest.objects.get().status == Status.IN_TRIAGE


def test_a_reason_that_cannot_be_shown_is_refused(dana: User) -> None:
    request = factories.submit()
    answer = signed_in(dana).post(do(request, "decline"), {"note": "a\x00b", "version": "1"}, follow=True)
    assert "control characters" in answer.content.decode()
    assert ReportRequest.objects.get().status == Status.SUBMITTED


def test_a_look_moves_nothing(dana: User) -> None:
    assert signed_in(dana).get(do(factories.submit(), "triage")).status_code == 405


@pytest.mark.parametrize("who", ["alice", "editor"])
def test_the_desk_is_closed_to_others(alice: User, who: str) -> None:
    request = factories.submit()
    person = alice if who == "alice" else factories.person("Eddie", groups=("editor",))
    client = signed_in(person)
    for address in (QUEUE, page_of(request)):
        assert client.get(address).status_code in {302, 403}
    for name in ("triage", "decline"):
        assert client.post(do(request, name), {"note": "x"}).status_code in {302, 403}
    take = reverse("admin:requests_app_reportrequest_take", args=[request.pk])
    assert client.post(take).status_code in {302, 403}
    request.refresh_from_db()
    assert (request.stage, request.assigned_to) == (Status.SUBMITTED, None)


def test_nothing_is_edited_but_who_has_it(dana: User, erin: User) -> None:
    request = factories.submit()
    client = signed_in(dana)
    client.post(page_of(request), {"assigned_to": erin.pk, "title": "changed", "status": "delivered"})
    after = ReportRequest.objects.get()
    assert (after.assigned_to, after.title, after.status) == (erin, request.title, request.status)
    assert client.get(QUEUE + "add/").status_code == 403
    assert client.post(f"{page_of(request)[:-7]}delete/").status_code in {403, 404}


def test_assign_to_me_from_the_page_and_from_the_queue(dana: User) -> None:
    first, second = factories.submit(), factories.submit()
    client = signed_in(dana)
    client.post(reverse("admin:requests_app_reportrequest_take", args=[first.pk]))
    client.post(QUEUE, {"action": "take", "_selected_action": [second.pk]})
    assert set(ReportRequest.objects.values_list("assigned_to", flat=True)) == {dana.pk}


def test_the_log_of_the_admin_holds_no_word_of_a_request(dana: User) -> None:
    request = factories.submit(title="Zanzibar?", questions=("Quagga?",))
    client = signed_in(dana)
    client.post(page_of(request), {"assigned_to": dana.pk})
    client.post(do(request, "decline"), {"note": "Okapi", "version": "1"})
    entries = [f"{each.object_repr} {each.change_message}" for each in LogEntry.objects.all()]
    assert entries
    assert [each for each in entries if any(word in each for word in ("Zanzibar", "Quagga", "Okapi"))] == []


def test_failed_printing_shows_its_cause_and_a_way_on(dana: User) -> None:
    request = factories.request_at(Status.APPROVED)
    Job.objects.filter(kind=DELIVER).update(
        state="failed", last_error="The document needs 900 pages.", ended_at=timezone.now()
    )
    client = signed_in(dana)
    assert "needs 900 pages" in client.get(page_of(request)).content.decode()
    again = reverse("admin:requests_app_reportrequest_print", args=[request.pk])
    assert "being printed again" in client.post(again, follow=True).content.decode()
    assert Job.objects.filter(kind=DELIVER, state="queued").count() == 1


def test_what_a_client_typed_never_runs_on_the_desk(dana: User) -> None:
    nasty = "<script>alert(1)</script>"
    request = factories.submit(
        title=nasty, questions=(nasty,), background=nasty, organisation=nasty, name=nasty
    )
    for page in (queue_of(dana), signed_in(dana).get(page_of(request)).content.decode()):
        assert nasty not in page


def test_a_refused_note_comes_back_once_and_on_its_own_request_only(dana: User, client: Client) -> None:
    request, other = factories.request_at(Status.SUBMITTED), factories.request_at(Status.SUBMITTED)
    page, elsewhere = (
        reverse("admin:requests_app_reportrequest_change", args=[each.pk]) for each in (request, other)
    )
    client.force_login(dana)
    note = "<b>Not</b> a subject of ours.\nAsk again in spring."

    client.post(
        reverse("admin:requests_app_reportrequest_do", args=[request.pk, "decline"]),
        {"note": note, "version": "0"},
    )
    first, second = client.get(page).content.decode(), client.get(page).content.decode()

    assert first.count("&lt;b&gt;Not&lt;/b&gt; a subject of ours.") == 1
    assert "subject of ours" not in second
    client.post(
        reverse("admin:requests_app_reportrequest_do", args=[request.pk, "decline"]),
        {"note": note, "version": "0"},
    )
    assert "subject of ours" not in client.get(elsewhere).content.decode()
    assert "subject of ours" in client.get(page).content.decode()
