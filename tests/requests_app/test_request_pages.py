"""The client's pages: for whom a request exists, what each says, and what no address or mail holds."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from reports.domain.marking import Marking
from reports.models import Download, Job, Mail, User
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest
from requests_app.services import transitions
from requests_app.services.fulfilment import DELIVER
from tests import factories

PAGES = ["detail", "received", "progress", "withdraw", "download"]
KEPT = [status for status in Status if status is not Status.DRAFT]


def at(name: str, request: ReportRequest) -> str:
    return reverse(f"requests:{name}", args=[request.key])


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def test_the_client_follows_its_request_in_its_own_words(alice: User, dana: User) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    transitions.apply(request, "decline", by=dana, note="Outside our field <b>sorry</b>.")
    page = signed_in(alice).get(at("detail", request)).content.decode()
    for words in (
        "We received your request.",
        "An analyst is reading",
        "We cannot take this request on.",
        "Which harbours",
    ):
        assert words in page
    assert "Outside our field &lt;b&gt;sorry&lt;/b&gt;." in page
    assert "Dana" not in page


def test_a_reason_for_the_house_stays_in_it(alice: User, erin: User) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    transitions.apply(request, "return_to_author", by=erin, note="Sloppy sourcing.")
    page = signed_in(alice).get(at("detail", request)).content.decode()
    assert "We are working on the report again." in page
    assert "Sloppy" not in page
    assert "Erin" not in page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["charlie", "dana", None])
def test_for_others_it_was_never_there(name: str, who: str | None, charlie: User, dana: User) -> None:
    request = factories.request_at(Status.DELIVERED)
    client = signed_in({"charlie": charlie, "dana": dana, None: None}[who])
    for method in ("get", "head", "post"):
        theirs = getattr(client, method)(at(name, request))
        nobodys = getattr(client, method)(reverse(f"requests:{name}", args=[uuid.UUID(int=0)]))
        assert theirs.status_code == nobodys.status_code
        assert theirs.status_code in {404, 405}
        assert theirs.content.replace(str(request.key).encode(), b"") == nobodys.content.replace(
            str(uuid.UUID(int=0)).encode(), b""
        )
    assert Download.objects.count() == 0


def test_a_colleague_sees_it_and_a_red_one_not(bob: User) -> None:
    amber, red = factories.submit(), factories.submit(marking=Marking.RED)
    client = signed_in(bob)
    assert client.get(at("detail", amber)).status_code == 200
    assert client.get(at("detail", red)).status_code == 404
    page = client.get(reverse("requests:list")).content.decode()
    assert amber.number in page
    assert red.number not in page


def test_a_colleague_cannot_withdraw_it(bob: User) -> None:
    request = factories.submit()
    client = signed_in(bob)
    assert "Withdraw" not in client.get(at("detail", request)).content.decode()
    assert client.post(at("withdraw", request)).status_code == 404
    assert ReportRequest.objects.get().status == Status.SUBMITTED


def test_the_client_withdraws_with_a_reason(alice: User) -> None:
    request = factories.request_at(Status.ACCEPTED)
    client = signed_in(alice)
    assert client.get(at("withdraw", request)).status_code == 200
    assert client.post(at("withdraw", request), {"note": "bad\x00"}).status_code == 422
    answer = client.post(at("withdraw", request), {"note": "Decided already."}, follow=True)
    assert "Decided already." in answer.content.decode()
    assert ReportRequest.objects.get().status == Status.WITHDRAWN
    assert client.get(at("withdraw", request)).status_code == 404


@pytest.mark.django_db
def test_the_mailed_link_opens_by_a_press_of_its_button_alone() -> None:
    received = factories.submit_by_link()
    client, address = Client(), f"/requests/open/{received.secret}/"
    looked = client.get(address)
    assert looked.status_code == 200
    assert received.request.title not in looked.content.decode()
    assert client.get(at("detail", received.request)).status_code == 404
    assert client.post(address)["Location"] == at("detail", received.request)
    assert client.get(at("detail", received.request)).status_code == 200
    assert received.request.number in client.get(reverse("requests:list")).content.decode()
    assert client.post(at("withdraw", received.request)).status_code == 302
    assert received.request.events.last().actor == "client"  # type: ignore[union-attr]


@pytest.mark.django_db
def test_a_wrong_link_opens_nothing() -> None:
    for token in ("0" * 64, "x", "a" * 3000):
        assert Client().get(f"/requests/open/{token}/").status_code == 404
        assert Client().post(f"/requests/open/{token}/").status_code == 404


@pytest.mark.django_db
def test_the_link_needs_the_forms_token_against_forgery() -> None:
    received = factories.submit_by_link()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/requests/open/{received.secret}/").status_code == 403


@pytest.mark.django_db
def test_the_list_asks_strangers_to_sign_in() -> None:
    assert Client().get(reverse("requests:list"))["Location"].startswith(reverse("account_login"))


def test_the_list_costs_the_same_at_any_length(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(alice)
    factories.submit()
    with django_assert_num_queries(10):
        client.get(reverse("requests:list"))
    for _ in range(15):
        factories.submit()
    with django_assert_num_queries(10):
        client.get(reverse("requests:list"))


def test_the_download_is_the_delivered_edition_and_is_recorded(alice: User, bob: User) -> None:
    request = factories.request_at(Status.DELIVERED)
    for reader in (alice, bob):
        answer = signed_in(reader).get(at("download", request))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert request.number in answer["Content-Disposition"]
        assert "private" in answer["Cache-Control"]
    assert set(Download.objects.values_list("reader", flat=True)) == {alice.pk, bob.pk}
    assert set(Download.objects.values_list("edition", flat=True)) == {request.deliveries.get().edition_id}


@pytest.mark.parametrize(
    "status", [status for status in KEPT if status not in (Status.DELIVERED, Status.CLOSED)]
)
def test_there_is_nothing_to_download_before(alice: User, status: Status) -> None:
    request = factories.request_at(status)
    assert signed_in(alice).get(at("download", request)).status_code == 404


def test_every_page_is_kept_from_caches(alice: User) -> None:
    request = factories.request_at(Status.DELIVERED)
    client = signed_in(alice)
    for address in (
        *(at(name, request) for name in PAGES if name != "withdraw"),
        "/requests/",
        "/requests/new/",
    ):
        assert "no-store" in client.get(address)["Cache-Control"], address


@pytest.mark.parametrize("status", KEPT)
def test_no_page_carries_style_or_script_of_its_own(alice: User, status: Status) -> None:
    request = factories.request_at(status)
    page = signed_in(alice).get(at("detail", request)).content.decode()
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count("<script src=")
    assert ("htmx" in page) == status.is_open


def test_what_was_asked_is_in_no_address_mail_name_or_job(alice: User) -> None:
    request = factories.request_at(
        Status.DELIVERED, title="Zanzibar?", questions=("Quagga?",), background="Okapi"
    )
    client = signed_in(alice)
    places = [
        str(request),
        *map(str, request.events.all()),
        *map(str, request.questions.all()),
        str(request.deliveries.get()),
    ]
    places += [at(name, request) for name in PAGES]
    places += [str(client.get(at("download", request)).headers)]
    for mail in Mail.objects.all():
        places += [mail.key, mail.subject, mail.text, mail.html, mail.message_id]
    for job in Job.objects.all():
        places += [job.subject, job.last_error, str(job), str(job.timings)]
    for word in ("Zanzibar", "Quagga", "Okapi", "zanzibar"):
        assert [place for place in places if word in place] == []


def test_the_page_of_a_request_has_its_number_as_title(alice: User) -> None:
    request = factories.submit(title="Zanzibar?")
    page = signed_in(alice).get(at("detail", request)).content.decode()
    assert f"<title>{request.number} – " in page


class TestProgress:
    """The fragment while the PDF is made, in each of its states."""

    def ask(self, alice: User, request: ReportRequest) -> tuple[str, str | None]:
        answer = signed_in(alice).get(at("progress", request))
        assert answer.status_code == 200
        return answer.content.decode(), answer.headers.get("HX-Refresh")

    def test_before_approval_there_is_none(self, alice: User) -> None:
        page, refresh = self.ask(alice, factories.submit())
        assert "data-state" not in page
        assert refresh == "true"

    def test_queued(self, alice: User) -> None:
        page, refresh = self.ask(alice, factories.request_at(Status.APPROVED))
        assert 'data-state="queued"' in page
        assert 'hx-trigger="every 2s"' in page
        assert refresh is None

    def test_waiting_when_nobody_picks_it_up(self, alice: User) -> None:
        request = factories.request_at(Status.APPROVED)
        Job.objects.filter(kind=DELIVER).update(created_at=timezone.now() - timedelta(seconds=16))
        page, refresh = self.ask(alice, request)
        assert 'data-state="waiting"' in page
        assert "our printing service is not answering. It will go on by itself." in page
        assert refresh is None

    def test_rendering_while_somebody_holds_it(self, alice: User) -> None:
        request = factories.request_at(Status.APPROVED)
        Job.objects.filter(kind=DELIVER).update(
            state="running", lease_token=uuid.uuid4(), lease_until=timezone.now() + timedelta(seconds=30)
        )
        assert 'data-state="rendering"' in self.ask(alice, request)[0]

    def test_a_worker_that_died_is_waited_for(self, alice: User) -> None:
        request = factories.request_at(Status.APPROVED)
        past = timezone.now() - timedelta(minutes=1)
        Job.objects.filter(kind=DELIVER).update(
            state="running", lease_token=uuid.uuid4(), lease_until=past, created_at=past
        )
        assert 'data-state="waiting"' in self.ask(alice, request)[0]

    def test_failed_keeps_its_cause_in_the_house(self, alice: User, settings: Settings) -> None:
        request = factories.request_at(Status.APPROVED)
        Job.objects.filter(kind=DELIVER).update(
            state="failed", last_error="It needs 900 pages.", ended_at=timezone.now()
        )
        page, refresh = self.ask(alice, request)
        assert 'data-state="failed"' in page
        assert "you need do nothing" in page
        assert "900 pages" not in page
        assert refresh == "true"

    def test_ready_offers_the_file(self, alice: User) -> None:
        request = factories.request_at(Status.DELIVERED)
        page, refresh = self.ask(alice, request)
        assert 'data-state="ready"' in page
        assert at("download", request) in page
        assert refresh == "true"
