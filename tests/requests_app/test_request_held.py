"""What looks wrong is held for staff, never dropped: the sender is told, and staff lets it through or not."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from reports.models import Mail, User
from requests_app.models import DraftState, IntakeNotice, ReportRequest, RequestDraft
from requests_app.services import suspicion
from tests.requests_app.asking import NEW, ask, draft, fill, mailed_link, post, send, text_in, typed

pytestmark = pytest.mark.django_db
QUEUE = "/staff/requests_app/helddraft/"
NOTICES = "/staff/requests_app/intakenotice/"


def unhurried(client: Client, **changes: Any) -> RequestDraft:
    """A request that somebody took a minute for."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        one, _ = fill(client, **changes)
    return one


def state_after_sending(client: Client, one: RequestDraft) -> str:
    send(client, one)
    one.refresh_from_db()
    return one.state


def staff(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_haste_is_held_and_its_sender_told(client: Client) -> None:
    answer = ask(client)
    assert (draft().state, ReportRequest.objects.count(), Mail.objects.count()) == (DraftState.HELD, 0, 0)
    assert draft().held_because == "Everything was filled in within 0 seconds."
    page = client.get(answer["Location"]).content.decode()
    assert "Somebody is looking at it" in page
    assert "seconds" not in page.partition("<main")[2]
    assert send(client, draft())["Location"] == draft().get_absolute_url()


def test_a_person_takes_longer_and_is_not_held(client: Client) -> None:
    send(client, unhurried(client))
    assert draft().state == DraftState.UNCONFIRMED


def test_the_moment_at_which_the_form_was_shown_cannot_be_made_up(client: Client) -> None:
    page = client.get(NEW).content.decode()
    signed = text_in(page, "started")
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        post(client, "question", {**typed()["question"], "started": signed})
        honest = timezone.now() - draft().started_at  # type: ignore[operator]
        post(client, "question", {**typed()["question"], "started": signed[::-1]})
        forged = timezone.now() - draft().started_at  # type: ignore[operator]
    assert (honest > timedelta(seconds=100), forged < timedelta(seconds=5)) == (True, True)


@pytest.mark.parametrize("where", ["first", "last", "send"])
def test_the_trap_holds_whoever_falls_into_it(client: Client, where: str) -> None:
    one = unhurried(client)
    bait = {suspicion.TRAP: "http://spam.example"}
    if where == "send":
        send(client, one, **bait)
    else:
        step = {"first": "question", "last": "person"}[where]
        post(client, step, {**typed()[step], **bait}, key=one.key)
        send(client, one)
    assert (draft().state, draft().held_because) == (
        DraftState.HELD,
        "A field was filled in that people do not see.",
    )


def test_many_for_one_address_are_held(client: Client, settings: Settings) -> None:
    settings.INTAKE_PER_ADDRESS = 2
    states = []
    for number, email in enumerate(["a@example.org", "A@Example.org", "a@example.org", "b@example.org"]):
        browser = Client(headers={"X-Forwarded-For": f"192.0.{number}.1"})
        states.append(state_after_sending(browser, unhurried(browser, email=email)))
    assert states == ["unconfirmed", "unconfirmed", "held", "unconfirmed"]


def test_many_from_one_network_are_held_and_no_address_of_it_is_kept(settings: Settings) -> None:
    settings.INTAKE_PER_NETWORK = 2
    states = []
    for number, address in enumerate(["192.0.2.1", "192.0.2.77", "192.0.2.9", "198.51.100.1"]):
        browser = Client(headers={"X-Forwarded-For": address})
        one = unhurried(browser, email=f"somebody{number}@example.org")
        states.append(state_after_sending(browser, one))
    assert states == ["unconfirmed", "unconfirmed", "held", "unconfirmed"]
    assert "192.0" not in str(list(RequestDraft.objects.values_list("network", "address_digest", "typed")))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.200", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
    ],
)
def test_a_network_is_a_neighbourhood(one: str, other: str, same: bool) -> None:
    assert (suspicion.network_of(one) == suspicion.network_of(other)) is same


@pytest.mark.parametrize("nonsense", ["", "unknown", "999.1.1.1", "a" * 500])
def test_an_address_that_is_none_is_no_network(nonsense: str) -> None:
    assert suspicion.network_of(nonsense) == ""


def test_looking_for_suspicion_costs_two_counts_by_index(client: Client) -> None:
    one = unhurried(client)
    with CaptureQueriesContext(connection) as queries:
        assert suspicion.reason(one, "alice@example.org", timezone.now()) == ""
    assert len(queries) == 2


def test_who_is_signed_in_is_not_suspected(alice: User, settings: Settings) -> None:
    settings.INTAKE_PER_NETWORK = settings.INTAKE_PER_ADDRESS = 1
    browser = staff(alice)
    for number in range(3):
        ask(browser, title=f"Question {number}")
    assert ReportRequest.objects.count() == 3


def test_staff_reads_what_is_held_and_lets_it_through(client: Client, dana: User) -> None:
    ask(client, title="<b>Ferries</b>")
    held, desk = draft(), staff(dana)
    assert "Everything was filled in" in desk.get(QUEUE).content.decode()
    page = desk.get(f"{QUEUE}{held.pk}/change/").content.decode()
    assert "&lt;b&gt;Ferries&lt;/b&gt;" in page
    assert "Does it run in January?" in page
    answer = desk.post(f"{QUEUE}{held.pk}/release/", follow=True)
    assert "was let through" in answer.content.decode()
    assert draft().state == DraftState.UNCONFIRMED
    client.post(mailed_link(), {"send": "1"})
    assert ReportRequest.objects.count() == 1
    assert (
        "somebody else has decided" in desk.post(f"{QUEUE}{held.pk}/release/", follow=True).content.decode()
    )


def test_staff_discards_with_a_reason_that_stays_in_the_house(client: Client, dana: User) -> None:
    ask(client)
    held, desk = draft(), staff(dana)
    assert "Say why" in desk.post(f"{QUEUE}{held.pk}/discard/", {"note": " "}, follow=True).content.decode()
    assert draft().state == DraftState.HELD
    desk.post(f"{QUEUE}{held.pk}/discard/", {"note": "Written by a machine."})
    kept = draft()
    assert (kept.state, kept.discarded_by, kept.discarded_because) == (
        DraftState.DISCARDED,
        dana,
        "Written by a machine.",
    )
    page = client.get(held.get_absolute_url()).content.decode()
    assert "We did not take this request" in page
    assert "machine" not in page
    post(client, "question", {"title": "Again"}, key=held.key)
    assert (draft().state, draft().typed["title"]) == (DraftState.DISCARDED, "Will the ferry run?")


def test_a_held_draft_whose_address_was_spoilt_is_not_let_through(client: Client, dana: User) -> None:
    ask(client)
    post(client, "person", {**typed()["person"], "email": "nobody"}, key=draft().key)
    answer = staff(dana).post(f"{QUEUE}{draft().pk}/release/", follow=True)
    assert "what stands as its address is none" in answer.content.decode()
    assert (draft().state, Mail.objects.count()) == (DraftState.HELD, 0)


@pytest.mark.parametrize("who", ["erin", "alice"])
def test_only_those_who_sort_requests_decide(client: Client, who: str, erin: User, alice: User) -> None:
    ask(client)
    browser = staff({"erin": erin, "alice": alice}[who])
    for address in (QUEUE, f"{QUEUE}{draft().pk}/change/", NOTICES):
        assert browser.get(address).status_code in {302, 403}
    for verb in ("release", "discard"):
        assert browser.post(f"{QUEUE}{draft().pk}/{verb}/", {"note": "No."}).status_code in {302, 403}
    assert draft().state == DraftState.HELD


def test_what_is_not_held_is_not_in_the_list(client: Client, dana: User) -> None:
    one = unhurried(client)
    desk = staff(dana)
    assert desk.get(f"{QUEUE}{one.pk}/change/").status_code == 302
    assert one.typed["organisation"] not in desk.get(QUEUE).content.decode()


def test_the_notice_above_the_form_is_staffs_and_its_history_stays(client: Client, dana: User) -> None:
    desk = staff(dana)
    for text in ("Closed on <Friday>.", "We are open again.", ""):
        page = client.get(NEW).content.decode()
        assert desk.post(f"{NOTICES}add/", {"text": text}).status_code == 302
        shown = client.get(NEW).content.decode()
        assert (f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>" in shown) is bool(text)
        assert page != shown
    assert list(IntakeNotice.objects.values_list("text", "by")) == [
        ("", dana.pk),
        ("We are open again.", dana.pk),
        ("Closed on <Friday>.", dana.pk),
    ]
    newest = IntakeNotice.objects.first()
    assert newest is not None
    assert desk.post(f"{NOTICES}{newest.pk}/change/", {"text": "Rewritten"}).status_code == 403
    assert desk.post(f"{NOTICES}{newest.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_links_page_of_a_draft_leads_nowhere_while_it_is_held(client: Client) -> None:
    ask(client)
    page = client.post(reverse("requests:link", args=[draft().key]), follow=True).content.decode()
    assert "waits for no confirmation" in page
    assert Mail.objects.count() == 0
