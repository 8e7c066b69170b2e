"""Whoever is unknown proves an address: by a mailed link, by the press of its button, and once."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from reports.models import Mail, User
from requests_app.models import DraftState, ReportRequest, RequestDraft
from requests_app.services import confirming
from tests import factories
from tests.requests_app.asking import ask, draft, fill, mailed_link, page_of, post, send, typed

pytestmark = pytest.mark.django_db
RECEIVED = "/received/"


@pytest.fixture(autouse=True)
def _unhurried(settings: Settings) -> None:
    """No person is as fast as a test."""
    settings.INTAKE_LEAST_SECONDS = 0


def confirmations() -> int:
    return Mail.objects.filter(key__contains="/confirm/").count()


def test_nothing_is_sent_before_the_address_is_proven(client: Client) -> None:
    answer = ask(client)
    page = client.get(answer["Location"]).content.decode()
    assert "We sent a link to" in page
    assert (draft().state, ReportRequest.objects.count(), confirmations()) == (DraftState.UNCONFIRMED, 0, 1)
    link = mailed_link()
    assert link.split("/")[-2] not in draft().confirm_digest


def test_the_mail_holds_no_word_of_what_was_asked(client: Client) -> None:
    ask(client, title="Zanzibar?", question_1="Quagga?", name="Okapi", organisation="Eland Ltd")
    mail = Mail.objects.get()
    for word in ("Zanzibar", "Quagga", "Okapi", "Eland"):
        assert word not in f"{mail.key} {mail.subject} {mail.text} {mail.html}"


def test_looking_at_the_link_sends_nothing_and_its_button_sends_once(client: Client) -> None:
    ask(client)
    link, elsewhere = mailed_link(), Client()
    for _ in range(2):
        page = elsewhere.get(link).content.decode()
        assert "Send your request?" in page
        assert "ferry" not in page
    assert ReportRequest.objects.count() == 0
    answer = elsewhere.post(link, {"send": "1"})
    request = ReportRequest.objects.get()
    assert answer["Location"] == reverse("requests:received", args=[request.key])
    assert elsewhere.get(answer["Location"]).status_code == 200
    assert (draft().state, draft().request) == (DraftState.SENT, request)


def test_a_second_click_says_calmly_that_it_was_sent(client: Client) -> None:
    ask(client)
    link = mailed_link()
    client.post(link, {"send": "1"})
    request = ReportRequest.objects.get()
    for _ in range(2):
        assert client.post(link, {"send": "1"})["Location"] == link
        page = client.get(link).content.decode()
        assert "It was sent already" in page
        assert request.get_absolute_url() in page
    stranger = Client()
    stranger.post(link, {"send": "1"})
    page = stranger.get(link).content.decode()
    assert "It was sent already" in page
    assert str(request.key) not in page
    assert request.number not in page
    assert stranger.get(request.get_absolute_url()).status_code == 404
    assert ReportRequest.objects.count() == 1


def test_the_browser_that_typed_it_learns_that_it_was_sent_and_reads_no_answer(client: Client) -> None:
    one, _ = fill(client)
    send(client, one)
    Client().post(mailed_link(), {"send": "1"})
    page = client.get(one.get_absolute_url()).content.decode()
    assert "It was sent" in page
    assert ReportRequest.objects.get().number not in page
    assert client.get(ReportRequest.objects.get().get_absolute_url()).status_code == 404
    for step in ("question", "check"):
        assert client.get(reverse("requests:step", args=[one.key, step])).status_code == 302
    post(client, "question", {"title": "Changed by a stranger"}, key=one.key)
    assert RequestDraft.objects.get().typed["title"] == "Will the ferry run?"


@pytest.mark.parametrize("token", ["0" * 64, "x", "a" * 3000])
def test_a_wrong_link_opens_nothing(client: Client, token: str) -> None:
    assert client.get(f"/requests/confirm/{token}/").status_code == 404
    assert client.post(f"/requests/confirm/{token}/").status_code == 404


def test_a_link_runs_out_after_two_days_and_a_new_one_is_sent(client: Client) -> None:
    ask(client)
    link = mailed_link()
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert "has run out" in client.get(link).content.decode()
        client.post(link, {"send": "1"})
        assert ReportRequest.objects.count() == 0
        assert "new link is on its way" in client.post(link, {"again": "1"}, follow=True).content.decode()
        assert (confirmations(), mailed_link()) == (2, link)
        client.post(link, {"send": "1"})
    assert ReportRequest.objects.count() == 1


def test_what_went_out_of_date_meanwhile_is_mended_first(client: Client) -> None:
    ask(client, needed_by=timezone.localdate().isoformat())
    link, elsewhere = mailed_link(), Client()
    with time_machine.travel(timezone.now() + timedelta(hours=30)):
        answer = elsewhere.post(link, {"send": "1"})
        assert answer["Location"].endswith("/background/")
        page = elsewhere.get(answer["Location"]).content.decode()
        assert "Your address is confirmed" in page
        assert "This day has passed" in page
        post(elsewhere, "background", {**typed()["background"], "needed_by": ""}, key=draft().key)
        assert send(elsewhere, draft())["Location"].endswith(RECEIVED)
    assert ReportRequest.objects.count() == 1


def test_an_address_proven_in_this_browser_needs_no_second_proof(client: Client) -> None:
    ask(client)
    client.post(mailed_link(), {"send": "1"})
    assert ask(client, title="Another?")["Location"].endswith(RECEIVED)
    assert ReportRequest.objects.count() == 2
    ask(client, title="A third?", email="erin@example.org")
    assert (ReportRequest.objects.count(), draft().state) == (2, DraftState.UNCONFIRMED)


def test_what_is_changed_after_the_mail_is_sent_anew(client: Client) -> None:
    one, _ = fill(client)
    send(client, one)
    old = mailed_link()
    post(client, "person", {**typed()["person"], "email": "bob@example.org"}, key=one.key)
    assert client.get(old).status_code == 404
    send(client, one)
    assert Mail.objects.order_by("-pk")[0].to == "bob@example.org"
    assert mailed_link() != old
    client.post(mailed_link(), {"send": "1"})
    assert ReportRequest.objects.get().email == "bob@example.org"


def test_the_link_is_sent_again_within_limits(client: Client) -> None:
    one, _ = fill(client)
    send(client, one)
    send(client, one)
    again = reverse("requests:link", args=[one.key])
    assert "a moment ago" in client.post(again, follow=True).content.decode()
    assert confirmations() == 1
    for number in range(1, 8):
        with time_machine.travel(timezone.now() + number * timedelta(minutes=2)):
            page = client.post(again, follow=True).content.decode()
    assert confirmations() == confirming.MOST_LINKS
    assert "5 links already" in page
    assert len(set(Mail.objects.values_list("text", flat=True))) == 1


def test_no_answer_tells_whether_an_address_is_known(alice: User) -> None:
    pages = []
    for email in ("alice@example.org", "nobody@example.org"):
        browser = Client()
        answer = ask(browser, email=email)
        page = browser.get(answer["Location"]).content.decode()
        key = str(draft().key)
        pages.append(page.replace(email, "").replace(key, "").partition("csrfmiddlewaretoken")[0])
    assert pages[0] == pages[1]
    texts = [mail.text.partition("/confirm/")[0] for mail in Mail.objects.all()]
    assert texts[0] == texts[1]


def test_a_proven_address_of_an_account_makes_it_that_persons_request(alice: User, client: Client) -> None:
    ask(client, email="ALICE@example.org", organisation=factories.ORGANISATION)
    client.post(mailed_link(), {"send": "1"})
    request = ReportRequest.objects.get()
    assert (request.client, request.organisation) == (alice, alice.memberships.get().organisation)
    signed_in = Client()
    signed_in.force_login(alice)
    assert request.number in signed_in.get(reverse("requests:list")).content.decode()


def test_the_button_needs_the_token_against_forgery(client: Client) -> None:
    ask(client)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(mailed_link(), {"send": "1"}).status_code == 403
    assert ReportRequest.objects.count() == 0


def test_a_draft_that_waits_survives_signing_in(client: Client, bob: User) -> None:
    one, _ = fill(client)
    send(client, one)
    client.force_login(bob)
    assert "We sent a link to" in client.get(one.get_absolute_url()).content.decode()
    assert "TLP:AMBER" in page_of(client, one, "check")
    assert send(client, one)["Location"].endswith(RECEIVED)
    assert ReportRequest.objects.get().client == bob
