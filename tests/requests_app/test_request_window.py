"""The half hour after sending: the client changes its request or hands it over; staff sees nothing of it."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import Settings

from reports.models import User
from requests_app.domain.workflow import Status
from requests_app.models import KeyQuestion, ReportRequest, RequestEvent
from requests_app.services import changing, clock, receipts, transitions
from tests import factories
from tests.requests_app.asking import ask, changed, draft, fill, mailed_link, page_of, post, send

pytestmark = pytest.mark.django_db
QUEUE = "/staff/requests_app/reportrequest/"


@pytest.fixture
def client(alice: User) -> Client:
    browser = Client()
    browser.force_login(alice)
    return browser


def asked(client: Client) -> ReportRequest:
    ask(client)
    return ReportRequest.objects.order_by("-pk")[0]


def at(name: str, request: ReportRequest) -> str:
    return reverse(f"requests:{name}", args=[request.key])


def saved(client: Client, request: ReportRequest, version: int | None = None) -> str:
    """Save the changes from the page that showed a version; the page that follows."""
    values = {"version": str(request.version if version is None else version)}
    return client.post(at_send(request), values, follow=True).content.decode()


def at_send(request: ReportRequest) -> str:
    return reverse("requests:send", args=[request.draft.key])


def test_staff_sees_nothing_before_its_time(client: Client, dana: User) -> None:
    request = asked(client)
    desk = Client()
    desk.force_login(dana)
    page = f"{QUEUE}{request.pk}/change/"
    assert request.number not in desk.get(QUEUE).content.decode()
    found = desk.get(QUEUE, {"q": request.number, "status": "all"})
    assert found.context["cl"].result_count == 0
    assert desk.get(page).status_code == 302
    assert desk.post(f"{QUEUE}{request.pk}/do/triage/", {}).status_code == 404
    assert desk.post(f"{QUEUE}{request.pk}/take/").status_code == 404
    with pytest.raises(transitions.TransitionRefused, match="may change the request until"):
        transitions.apply(request, "triage", by=dana)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert request.number in desk.get(QUEUE).content.decode()
        assert desk.get(page).status_code == 200
        transitions.apply(request, "triage", by=dana)
    assert request.stage is Status.IN_TRIAGE


def test_every_step_of_staff_is_refused_until_then(client: Client, dana: User) -> None:
    request = asked(client)
    for name in ("triage", "decline", "merge"):
        with pytest.raises(transitions.TransitionRefused, match="may change the request until"):
            transitions.apply(request, name, by=dana, note="" if name != "decline" else "No.")


def test_working_time_counts_from_when_the_desk_may_read_it(client: Client) -> None:
    request = asked(client)
    assert request.released_at - request.created_at > timedelta(minutes=29)
    promised = request.service.promise.delivery
    assert promised is not None
    assert request.due_at == clock.calendar().add(request.released_at, promised)


def test_its_page_says_until_when(client: Client, bob: User) -> None:
    request = asked(client)
    said = timezone.localtime(request.released_at).strftime("%H:%M")
    assert f"until {said}" in client.get(at("received", request)).content.decode()
    page = client.get(at("detail", request)).content.decode()
    assert f"Yours to change until {said}" in page
    assert "Hand it over now" in page
    colleague = Client()
    colleague.force_login(bob)
    request.organisation = bob.memberships.get().organisation
    request.save()
    assert "Hand it over now" not in colleague.get(at("detail", request)).content.decode()
    for name in ("change", "hand-over"):
        assert colleague.post(at(name, request)).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert "Hand it over now" not in client.get(at("detail", request)).content.decode()


def test_handing_over_opens_it_to_the_desk_at_once(client: Client, dana: User) -> None:
    request = asked(client)
    before = request.due_at
    for _ in range(2):
        assert client.post(at("hand-over", request)).status_code == 302
    request.refresh_from_db()
    assert request.is_released
    assert request.due_at is not None
    assert before is not None
    assert request.due_at <= before
    transitions.apply(request, "triage", by=dana)
    assert [event.transition for event in RequestEvent.objects.order_by("id")] == ["submit", "triage"]


def test_a_change_replaces_what_was_asked_and_is_no_event(client: Client) -> None:
    request = asked(client)
    answer = client.post(at("change", request))
    assert answer["Location"] == reverse("requests:step", args=[request.draft.key, "check"])
    assert "Save the changes" in client.get(answer["Location"]).content.decode()
    steps = changed(title="Better asked?", question_1="Only this?", question_3="", service="routine")
    for step in ("question", "answer"):
        post(client, step, steps[step], key=request.draft.key)
    assert ReportRequest.objects.get().title == "Will the ferry run?"
    assert "changes are in the request" in saved(client, request)
    after = ReportRequest.objects.get()
    assert (after.title, after.service_class, after.version) == ("Better asked?", "routine", 2)
    assert list(after.questions.values_list("position", "text")) == [(1, "Only this?")]
    assert (after.number, after.key, after.released_at) == (request.number, request.key, request.released_at)
    promised = after.service.promise.delivery
    assert promised is not None
    assert after.due_at == clock.calendar().add(after.released_at, promised)
    assert RequestEvent.objects.count() == 1


def test_a_change_keeps_the_address_that_was_proven() -> None:
    browser = Client()
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        one, _ = fill(browser, email="erin@example.org")
    send(browser, one)
    browser.post(mailed_link(), {"send": "1"})
    request = ReportRequest.objects.get()
    browser.post(at("change", request))
    person = {**changed()["person"], "email": "mallory@example.org", "name": "Erin E."}
    post(browser, "person", person, key=request.draft.key)
    saved(browser, request)
    after = ReportRequest.objects.get()
    assert (after.name, after.email) == ("Erin E.", "erin@example.org")


def test_a_change_that_is_wrong_leads_to_its_step_and_changes_nothing(client: Client) -> None:
    request = asked(client)
    client.post(at("change", request))
    post(client, "background", {**changed()["background"], "needed_by": "soon"}, key=request.draft.key)
    answer = client.post(at_send(request), {"version": "1"})
    assert answer["Location"].endswith("/background/")
    assert ReportRequest.objects.get().version == 1


def test_two_windows_at_once_one_wins_and_the_other_is_told(client: Client) -> None:
    request = asked(client)
    client.post(at("change", request))
    post(client, "question", changed(title="First")["question"], key=request.draft.key)
    saved(client, request, version=1)
    post(client, "question", changed(title="Second")["question"], key=request.draft.key)
    assert "changed in another window" in saved(client, request, version=1)
    assert ReportRequest.objects.get().title == "First"
    for nonsense in ("", "x", "-1", "٣", "9" * 30):
        client.post(at_send(request), {"version": nonsense})
    assert ReportRequest.objects.get().title == "First"


def test_after_its_time_nothing_is_changed_and_nothing_typed_is_lost(client: Client) -> None:
    request = asked(client)
    client.post(at("change", request))
    post(client, "question", changed(title="Too late")["question"], key=request.draft.key)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert "cannot be changed any more" in saved(client, request)
        assert (
            "cannot be changed any more" in client.post(at("change", request), follow=True).content.decode()
        )
        assert client.post(at("hand-over", request)).status_code == 302
        assert page_of(client, request.draft, "question") == ""
    assert ReportRequest.objects.get().title == "Will the ferry run?"
    assert draft().typed["title"] == "Too late"


def test_the_door_and_the_change_cannot_both_win(client: Client, dana: User) -> None:
    request = asked(client)
    stale = ReportRequest.objects.get()
    client.post(at("hand-over", request))
    request.refresh_from_db()
    transitions.apply(request, "triage", by=dana)
    with pytest.raises(changing.ChangeRefused):
        changing.replace(stale, factories.asked(), version=stale.version)
    assert KeyQuestion.objects.count() == 2


def test_a_request_that_came_without_a_draft_is_changed_in_one_made_of_it(
    alice: User, client: Client
) -> None:
    request = factories.submit(readers=("bob@example.org",), tags=("winter",))
    ReportRequest.objects.update(released_at=timezone.now() + timedelta(minutes=5))
    for _ in range(2):
        client.post(at("change", request))
    request.refresh_from_db()
    saved(client, request)
    after = ReportRequest.objects.get()
    kept = (
        "title",
        "background",
        "decision",
        "needed_by",
        "countries",
        "topics",
        "tags",
        "readers",
        "sections",
    )
    assert {name: getattr(after, name) for name in kept} == {name: getattr(request, name) for name in kept}
    assert after.version == 2
    assert list(after.named_readers.values_list("address", flat=True)) == ["bob@example.org"]


def test_it_is_withdrawn_at_once_and_later_with_a_reason(client: Client) -> None:
    for minutes in (0, 60):
        request = asked(client)
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            client.post(at("withdraw", request), {"note": "Decided already."})
        request.refresh_from_db()
        assert request.stage is Status.WITHDRAWN


def test_a_house_may_leave_no_time(client: Client, settings: Settings) -> None:
    settings.INTAKE_EDIT_MINUTES = 0
    assert asked(client).is_released


class TestReceipt:
    """What the client keeps: a page to print, and a PDF in the house's print."""

    def test_the_pdf_says_what_was_asked_and_promised(self, client: Client) -> None:
        ask(client, title="بندر <b> & 🚢?", marking="TLP:RED", readers="bob@example.org")
        request = ReportRequest.objects.get()
        answer = client.get(at("receipt", request))
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Content-Disposition"] == f'attachment; filename="{request.number}-receipt.pdf"'
        assert "no-store" in answer["Cache-Control"]
        pdf = PdfReader(BytesIO(answer.content))
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\0", "").split())
        for words in (
            request.number,
            "TLP:RED",
            "Does it run in January?",
            "bob@example.org",
            "Delivered by",
        ):
            assert words in text, words
        assert pdf.metadata is not None
        assert "Ferr" not in str(pdf.metadata)

    def test_the_page_says_the_promised_times(self, client: Client) -> None:
        request = asked(client)
        page = client.get(at("received", request)).content.decode()
        assert request.due_at is not None
        for words in (request.title, "Read by", f"{timezone.localtime(request.due_at):%A}"):
            assert words in page, words

    @pytest.mark.parametrize("who", ["charlie", "dana", None])
    def test_for_others_there_is_none(self, client: Client, who: str | None) -> None:
        request = asked(client)
        browser = Client()
        if who:
            browser.force_login(getattr(factories, who)())
        assert browser.get(at("receipt", request)).status_code == 404

    def test_its_further_pages_say_which_request_it_is_of(self, client: Client) -> None:
        request = asked(client)
        last = request.questions.count()
        KeyQuestion.objects.bulk_create(
            KeyQuestion(request=request, position=last + number, text="Which crossing is shut? " * 40)
            for number in range(1, 5)
        )
        first, second = PdfReader(BytesIO(receipts.print_receipt(request))).pages
        head, foot = f"Receipt · {request.number}", f"page 2 of 2\u2003{request.title}"
        assert [head in page.extract_text() for page in (first, second)] == [False, True]
        assert foot in second.extract_text()
