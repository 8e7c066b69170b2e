"""The client's steps: a page for each row of the table that is the client's, each form counting once."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import User
from requests_app.domain.status import Status
from requests_app.domain.workflow import TRANSITIONS, Actor
from requests_app.models import ReportRequest
from requests_app.services import transitions
from requests_app.views.stepping import WORDS
from tests import factories

AT = {
    "withdraw": Status.ACCEPTED,
    "accept_quote": Status.QUOTED,
    "decline_quote": Status.QUOTED,
    "renew": Status.QUOTE_EXPIRED,
    "close": Status.DELIVERED,
    "answer": Status.NEEDS_CLARIFICATION,
}
TYPED = {"name": "Alice Adeyemi", "note": "In the northern harbours."}


def at(name: str, request: ReportRequest) -> str:
    if name == "withdraw":
        return reverse("requests:withdraw", args=[request.key])
    return reverse("requests:take", args=[request.key, name])


def page_of(request: ReportRequest) -> str:
    return reverse("requests:detail", args=[request.key])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_every_row_of_the_client_has_its_page() -> None:
    rows = {row.name for row in TRANSITIONS if Actor.CLIENT in row.actors}
    assert rows - {"submit"} == set(WORDS) == set(AT)


@pytest.mark.parametrize("name", AT)
def test_a_step_is_taken_by_its_form_and_a_second_time_leads_to_the_request(alice: User, name: str) -> None:
    request = factories.request_at(AT[name])
    client = signed_in(alice)
    page = client.get(at(name, request))
    assert page.status_code == 200
    assert WORDS[name].question in page.content.decode()
    form = {**TYPED, "version": request.version, "key": str(uuid.uuid4())}
    for _ in range(2):
        answer = client.post(at(name, request), form)
        assert (answer.status_code, answer["Location"]) == (302, page_of(request))
    assert client.get(page_of(request)).content.decode().count("alert-error") == 0
    last = request.events.last()
    assert last is not None
    assert (last.transition, last.actor, request.events.filter(transition=name).count()) == (
        name,
        "client",
        1,
    )
    assert client.get(at(name, request)).status_code == 404


@pytest.mark.parametrize("name", AT)
def test_a_step_is_nobody_elses(bob: User, charlie: User, dana: User, name: str) -> None:
    request = factories.request_at(AT[name])
    for person in (bob, charlie, dana):
        client = signed_in(person)
        for method in ("get", "post"):
            theirs = getattr(client, method)(at(name, request), TYPED if method == "post" else None)
            assert theirs.status_code == 404
    assert ReportRequest.objects.get(pk=request.pk).stage is AT[name]


def test_the_holder_of_the_mailed_link_accepts_a_quote(dana: User) -> None:
    received = factories.submit_by_link()
    request = received.request
    transitions.apply(request, "triage", by=dana)
    transitions.apply(request, "quote", by=dana, given={"terms": factories.terms()})
    client = Client()
    client.post(f"/requests/open/{received.secret}/")
    client.post(at("accept_quote", request), TYPED)
    request.refresh_from_db()
    assert (request.stage, request.quotes.get().decided_by) == (Status.ACCEPTED, "Alice Adeyemi")


@pytest.mark.parametrize("name", ["submit", "triage", "approve", "nonsense"])
def test_there_is_no_page_for_the_steps_of_others(alice: User, name: str) -> None:
    request = factories.submit()
    client = signed_in(alice)
    assert client.get(at(name, request)).status_code == 404
    assert client.post(at(name, request), TYPED).status_code == 404


def test_a_decision_without_a_name_comes_back_with_what_was_typed(alice: User) -> None:
    request = factories.request_at(Status.QUOTED)
    answer = signed_in(alice).post(at("decline_quote", request), {"note": "Too <dear>.", "name": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Type your name: it is kept with your decision." in page
    assert "Too &lt;dear&gt;." in page
    assert request.quotes.get().state == "open"


def test_somebody_was_faster_and_the_step_is_gone(alice: User, dana: User) -> None:
    request = factories.request_at(Status.QUOTED)
    transitions.apply(ReportRequest.objects.get(pk=request.pk), "take_back_quote", by=dana)
    answer = signed_in(alice).post(
        at("accept_quote", request), {**TYPED, "version": request.version}, follow=True
    )
    page = answer.content.decode()
    assert "somebody was faster, and the request is in triage now" in page
    assert "Dana" not in page


def test_somebody_was_faster_and_the_step_is_still_there(alice: User, dana: User) -> None:
    request = factories.request_at(Status.SUBMITTED)
    seen = request.version
    transitions.apply(request, "triage", by=dana)
    client = signed_in(alice)
    answer = client.post(at("withdraw", request), {"note": "Too late for us.", "version": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody was faster: the request is in triage now" in page
    assert "Too late for us." in page
    assert f'name="version" value="{request.version}"' in page
    assert ReportRequest.objects.get().stage is Status.IN_TRIAGE


def test_each_form_of_a_step_is_guarded_against_other_sites(alice: User) -> None:
    request = factories.request_at(Status.QUOTED)
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    assert client.post(at("accept_quote", request), TYPED).status_code == 403
    assert client.post(reverse("requests:write", args=[request.key]), {"text": "x"}).status_code == 403
    assert request.quotes.get().state == "open"


def test_a_merged_request_leads_to_the_other_and_to_its_report(alice: User, bob: User, dana: User) -> None:
    first = factories.request_at(Status.DELIVERED)
    second = factories.submit(title="The same again")
    transitions.apply(second, "merge", by=dana, given={"twin": first.number})
    page = signed_in(alice).get(page_of(second)).content.decode()
    download = reverse("requests:download", args=[first.key])
    assert (first.number in page, page_of(first) in page, download in page) == (True, True, True)
    assert signed_in(alice).get(download).status_code == 200


def test_a_link_to_a_merged_request_opens_no_other(dana: User) -> None:
    """An address that somebody merely typed proves nothing: the other request stays with those who see it."""
    theirs = factories.submit()
    received = factories.submit_by_link()
    transitions.apply(received.request, "merge", by=dana, given={"twin": theirs.number})
    client = Client()
    client.post(f"/requests/open/{received.secret}/")
    page = client.get(page_of(received.request)).content.decode()
    assert "answered by one report" in page
    assert (theirs.number in page, str(theirs.key) in page) == (False, False)
    assert client.get(page_of(theirs)).status_code == 404


def test_the_client_writes_and_reads_the_thread(alice: User, bob: User, dana: User) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    client = signed_in(alice)
    write = reverse("requests:write", args=[request.key])
    refused = client.post(write, {"text": "bad\x00 <b>", "key": str(uuid.uuid4())})
    assert refused.status_code == 422
    assert "control characters" in refused.content.decode()
    form = {"text": "We also <b>lease</b> a shed.", "key": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(write, form)["Location"] == page_of(request)
    page = client.get(page_of(request)).content.decode()
    assert page.count("We also &lt;b&gt;lease&lt;/b&gt; a shed.") == 1
    assert '<strong><span dir="auto">You</span></strong>' in page
    assert "Alice Adeyemi</span></strong>" in signed_in(bob).get(page_of(request)).content.decode()
    assert signed_in(bob).post(write, form).status_code == 404
    assert signed_in(dana).post(write, form).status_code == 404


def test_what_is_written_too_late_comes_back(alice: User) -> None:
    request = factories.request_at(Status.WITHDRAWN)
    answer = signed_in(alice).post(
        reverse("requests:write", args=[request.key]), {"text": "One more thing.", "key": str(uuid.uuid4())}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nothing more is written to it" in page
    assert "One more thing." in page


def test_a_merged_request_promises_no_answer_that_will_not_come(alice: User, dana: User) -> None:
    twin = factories.request_at(Status.IN_TRIAGE)
    merged = factories.submit(by=alice, title="Asked again")
    transitions.apply(merged, "merge", by=dana, given={"twin": twin.number})
    client = signed_in(alice)
    assert "answers both." in client.get(page_of(merged)).content.decode()
    transitions.apply(twin, "decline", by=dana, note="We follow no single carrier.")
    page = client.get(page_of(merged)).content.decode()
    assert "which has ended without a report." in page
    assert "answers both." not in page
