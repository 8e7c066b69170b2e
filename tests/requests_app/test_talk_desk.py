"""What the desk writes and tends: messages, canned replies, notes, checklists, deferrals, forms of steps."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.domain.marking import Marking
from reports.models import Mail, Organisation, User
from reports.services import units
from requests_app.domain.status import Status
from requests_app.models import CannedReply, ChecklistItem, ChecklistTick, ReportRequest
from requests_app.services import conversing, tending, transitions
from requests_app.services.transitions import TransitionRefused
from tests import factories

SOON = timezone.localdate() + timedelta(days=20)


def page_of(request: ReportRequest) -> str:
    return reverse("admin:requests_app_reportrequest_change", args=[request.pk])


def at(name: str, request: ReportRequest) -> str:
    return reverse(f"admin:requests_app_reportrequest_{name}", args=[request.pk])


def do(request: ReportRequest, name: str) -> str:
    return reverse("admin:requests_app_reportrequest_do", args=[request.pk, name])


@pytest.fixture
def desk(dana: User) -> Client:
    """Dana at her desk."""
    client = Client()
    client.force_login(dana)
    return client


def test_a_canned_reply_is_put_below_what_was_typed_and_sent_after_editing(desk: Client) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    reply = CannedReply.objects.create(title="Which month?", text="Which month do you mean?")
    key = str(uuid.uuid4())
    typed = {"text": "Dear Ms Adeyemi,", "canned": reply.pk, "asks": "on", "key": key, "insert": "1"}
    page = desk.post(at("say", request), typed, follow=True).content.decode()
    assert "Dear Ms Adeyemi,\n\nWhich month do you mean?</textarea>" in page
    assert re.search(rf'name="key" value="{key}"', page)
    assert request.clarifications.count() == 0
    desk.post(at("say", request), {"text": "Which month?", "asks": "on", "key": key, "send": "1"})
    said = request.clarifications.get()
    assert (said.text, said.waits, str(said.key)) == ("Which month?", True, key)
    assert ReportRequest.objects.get(pk=request.pk).waiting_since is not None


def test_the_first_tools_are_there_and_staff_keeps_them(desk: Client, alice: User) -> None:
    assert CannedReply.objects.filter(title="Which period?").exists()
    assert set(ChecklistItem.objects.values_list("service_class", flat=True)) == {"routine", "full", "custom"}
    added = desk.post("/staff/requests_app/cannedreply/add/", {"title": "Thanks", "text": "Thank you."})
    assert added.status_code == 302
    assert CannedReply.objects.filter(title="Thanks").exists()
    item = ChecklistItem.objects.first()
    assert item is not None
    assert desk.post(f"/staff/requests_app/checklistitem/{item.pk}/delete/").status_code == 403
    stranger = Client()
    stranger.force_login(alice)
    assert stranger.get("/staff/requests_app/cannedreply/").status_code == 302


def test_a_line_of_the_checklist_is_ticked_alone_with_who_and_when(
    desk: Client, dana: User, erin: User
) -> None:
    request = factories.submit()
    first, second = (task.item for task in tending.checklist(request)[:2])
    for _ in range(2):
        desk.post(at("tick", request), {"tick": first.pk})
    tending.tick(request, second.pk, by=erin, done=True)
    assert [(tick.item_id, tick.by) for tick in request.ticks.order_by("id")] == [
        (first.pk, dana),
        (second.pk, erin),
    ]
    ChecklistItem.objects.filter(pk=second.pk).update(is_retired=True)
    page = desk.get(page_of(request)).content.decode()
    assert (second.text in page, "Erin, " in page) == (True, True)
    desk.post(at("tick", request), {"untick": first.pk})
    assert list(request.ticks.values_list("item_id", flat=True)) == [second.pk]
    desk.post(at("tick", request), {"untick": second.pk})
    assert second.text not in desk.get(page_of(request)).content.decode()


@pytest.mark.parametrize("item", ["", "x", "999999", "²"])
def test_what_is_on_no_list_is_not_ticked(desk: Client, item: str) -> None:
    request = factories.submit()
    page = desk.post(at("tick", request), {"tick": item}, follow=True).content.decode()
    assert "on no list of this request" in page
    assert ChecklistTick.objects.count() == 0


def test_a_request_is_put_off_with_a_reason_and_brought_back(desk: Client) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    for _ in range(2):
        desk.post(at("put_off", request), {"until": SOON.isoformat(), "because": "Waits for the vote."})
    request.refresh_from_db()
    assert (request.deferred_until, request.deferred_because) == (SOON, "Waits for the vote.")
    assert [note.text for note in request.internal_notes.all()] == [
        f"Put off until {SOON:%-d %B %Y}: Waits for the vote."
    ]
    assert "Waits for the vote." in desk.get(page_of(request)).content.decode()
    desk.post(at("bring_back", request))
    request.refresh_from_db()
    assert (request.deferred_until, request.deferred_because) == (None, "")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"until": SOON.isoformat(), "because": ""}, "Say why it is put off"),
        ({"until": timezone.localdate().isoformat(), "because": "x"}, "Choose a day after today"),
        ({"until": "soon", "because": "Kept <b>."}, "Write a date such as"),
    ],
)
def test_a_deferral_that_is_refused_comes_back(desk: Client, typed: dict[str, str], says: str) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    page = desk.post(at("put_off", request), typed, follow=True).content.decode()
    assert says in page
    assert f'value="{typed["until"]}"' in page
    request.refresh_from_db()
    assert (request.deferred_until, request.internal_notes.count()) == (None, 0)


def test_what_has_ended_is_not_put_off(dana: User) -> None:
    with pytest.raises(TransitionRefused, match="nothing to put off"):
        tending.put_off(factories.request_at(Status.DECLINED), SOON, because="x", by=dana)


def test_a_refused_quote_comes_back_as_it_was_typed(desk: Client) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    typed = {
        "units": "3", "amount": "10", "currency": "GBP", "scope": "All <b>three</b>.", "due_on": "2030-01-31",
        "valid_until": "2029-12-31", "version": request.version,
    }  # fmt: skip
    page = desk.post(do(request, "quote"), typed, follow=True).content.decode()
    assert "Give units or an amount: one of the two." in page
    for kept in (
        'value="3"',
        'value="10"',
        "All &lt;b&gt;three&lt;/b&gt;.",
        'value="2030-01-31"',
        '"GBP" selected',
    ):
        assert kept in page
    assert page.count('<details class="desk-asks" open>') == 1
    assert '<details class="desk-asks" open>' not in desk.get(page_of(request)).content.decode()
    sent = {**typed, "units": "", "amount": "1250.50"}
    desk.post(do(request, "quote"), sent)
    assert (request.quotes.get().price, request.quotes.get().scope) == ("GBP 1,250.50", "All <b>three</b>.")


def test_a_note_whose_step_is_gone_is_shown_to_be_sent_again(desk: Client, erin: User) -> None:
    request = factories.request_at(Status.ACCEPTED)
    transitions.apply(ReportRequest.objects.get(pk=request.pk), "start", by=erin)
    typed = {"note": "Too late <b>.", "version": request.version}
    page = desk.post(do(request, "decline"), typed, follow=True).content.decode()
    assert 'id="unsent"' in page
    assert "Too late &lt;b&gt;." in page


def test_the_merge_offers_the_same_clients_requests_alone(desk: Client) -> None:
    mine = factories.submit()
    twin, red = factories.submit(), factories.submit(by=factories.bob(), marking=Marking.RED)
    other = factories.submit(by=factories.charlie())
    page = desk.get(page_of(mine)).content.decode()
    offered = re.findall(r'<option value="(RQ-[\d-]+)"', page)
    assert offered == [twin.number]
    assert {red.number, other.number}.isdisjoint(offered)
    answer = desk.post(do(mine, "merge"), {"twin": other.number, "version": mine.version}, follow=True)
    assert "Choose an open or delivered request of the same client." in answer.content.decode()
    desk.post(do(mine, "merge"), {"twin": twin.number, "version": mine.version})
    mine.refresh_from_db()
    assert mine.merged_into == twin


def test_a_mail_that_came_back_is_seen_beside_its_request(desk: Client) -> None:
    request, other = factories.submit(), factories.submit()
    Mail.objects.filter(reference=request.number).update(
        bounced_at=timezone.now(), bounce_reason="5.1.1 no <such> person"
    )
    assert "5.1.1 no &lt;such&gt; person" in desk.get(page_of(request)).content.decode()
    assert "5.1.1" not in desk.get(page_of(other)).content.decode()


def test_the_desk_grants_units_once_with_who_and_why(desk: Client, alice: User, erin: User) -> None:
    home = Organisation.objects.get(memberships__user=alice)
    address = reverse("admin:reports_organisation_units", args=[home.pk])
    form = {"units": "12", "note": "The plan of 2027", "key": str(uuid.uuid4())}
    for _ in range(2):
        page = desk.post(address, form, follow=True).content.decode()
    assert (units.balance(home), "The plan of 2027" in page) == (12, True)
    refused = desk.post(address, {**form, "units": "0", "note": "Kept"}, follow=True).content.decode()
    assert ("No units were granted yet" in refused, 'value="Kept"' in refused) == (True, True)
    for person in (erin, alice):
        other = Client()
        other.force_login(person)
        other.post(address, {**form, "key": str(uuid.uuid4())})
    assert units.balance(home) == 12


@pytest.mark.parametrize("name", ["say", "note", "tick", "put_off", "bring_back"])
def test_the_desks_forms_are_closed_to_others(alice: User, name: str) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    typed = {"text": "x", "key": str(uuid.uuid4()), "until": SOON.isoformat(), "because": "x", "tick": "1"}
    for person in (alice, factories.person("Eddie", groups=("editor",))):
        client = Client()
        client.force_login(person)
        assert client.post(at(name, request), typed).status_code in {302, 403}
        assert client.get(at(name, request)).status_code in {302, 405}
    rows = (request.clarifications, request.internal_notes, request.ticks)
    assert [each.count() for each in rows] == [0, 0, 0]


def test_a_note_of_the_house_is_kept_once_and_reaches_no_client(
    desk: Client, alice: User, bob: User, dana: User
) -> None:
    """The planted word is looked for in every page, file and mail that a client of any status can reach."""
    word = "quagga"
    for status in [each for each in Status if each is not Status.DRAFT]:
        request = factories.request_at(status)
        form = {"text": f"Between us: {word}.", "key": str(uuid.uuid4())}
        for _ in range(2):
            page = desk.post(at("note", request), form, follow=True).content.decode()
        assert (page.count(f"Between us: {word}."), "Only the house reads this" in page) == (1, True)
        for person in (alice, bob):
            client = Client()
            client.force_login(person)
            for address in _pages_of_a_client(request):
                assert word.encode() not in client.get(address).content, f"{address} at {status}"
    assert [mail.key for mail in Mail.objects.all() if word in mail.subject + mail.text + mail.html] == []


def _pages_of_a_client(request: ReportRequest) -> list[str]:
    names = ("detail", "received", "progress", "withdraw", "download")
    steps = ("accept_quote", "decline_quote", "renew", "close", "answer")
    return [
        reverse("requests:list"),
        *(reverse(f"requests:{name}", args=[request.key]) for name in names),
        *(reverse("requests:take", args=[request.key, name]) for name in steps),
    ]


def test_a_note_without_words_is_none(dana: User) -> None:
    with pytest.raises(TransitionRefused, match="Write something"):
        conversing.note(factories.submit(), "\n ", key=uuid.uuid4(), by=dana)
