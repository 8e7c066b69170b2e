"""Already answered? Who is shown what, what nobody is shown, and the way out and back."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reports.domain.marking import Marking
from reports.models import Mail, Report, User
from reports.services import access, corrections
from requests_app.domain.status import Status
from requests_app.models import Delivery, DraftState, ReportRequest, RequestDraft
from requests_app.permissions import visible_to, visitor
from requests_app.services import deflection
from requests_app.services.deflection import Answer
from tests import factories

pytestmark = pytest.mark.django_db
QUESTION = "Will the ferries stop in winter?"
SECRET = "Will quicksilver stop the ferries?"


def answers(user: User | None, text: str = QUESTION, **about: list[str]) -> list[Answer]:
    question = deflection.question_of([text], **{"countries": [], "topics": [], **about})
    reader = access.reader_of(user) if user else access.NOBODY
    requests = visible_to(visitor(user or AnonymousUser(), []))
    return deflection.answers(reader, requests, question)


def delivered(body: str = "The ferries stop in a hard winter.", **changes: object) -> ReportRequest:
    """A request of alice whose report was delivered; nothing is printed."""
    request = factories.request_at(Status.IN_PRODUCTION, **changes)
    assert request.report
    request.report.sections.filter(kind="analysis").update(body=body)
    edition = factories.edition_of(factories.fill(request.report))
    Delivery.objects.create(request=request, edition=edition)
    ReportRequest.objects.filter(pk=request.pk).update(status="delivered", resolution="answered")
    request.refresh_from_db()
    return request


def test_a_briefing_that_everybody_may_read_is_shown_with_its_passage() -> None:
    page = factories.briefing()
    [found] = answers(None)
    assert (found.slug, found.edition, found.series) == (page.slug, page.edition_id, "Northern Files")
    assert found.title == "<mark>Ferries</mark> in <mark>Winter</mark>"
    assert "<mark>ferries</mark> serve the northern harbours" in found.passage


@pytest.mark.parametrize("text", ["", "What would you do?", "Bananas and their prices in winter"])
def test_what_is_not_about_it_is_not_shown(text: str) -> None:
    factories.briefing(title="Ferries all year")
    assert answers(None, text) == []


def test_what_may_not_be_read_whole_is_neither_found_nor_quoted(
    alice: User, bob: User, charlie: User, dana: User
) -> None:
    page = factories.briefing(access="subscribers")
    factories.subscribe(alice, page.series)
    for reader in (None, charlie):
        assert answers(reader, SECRET) == []
        assert answers(reader) == []
    for reader in (alice, bob):
        [found] = answers(reader, SECRET)
        assert "<mark>quicksilver</mark>" in found.passage


def test_a_recalled_briefing_answers_nothing(dana: User) -> None:
    page = factories.briefing()
    corrections.withdraw(page.edition, note="Wrong.", by=dana)
    assert answers(None) == []


def test_countries_topics_and_titles_come_first() -> None:
    factories.briefing(slug="far", title="Ice", countries=["CA"], topics=["weather"])
    factories.briefing(slug="near", title="Ice", countries=["NO"], topics=["Shipping"])
    factories.briefing(slug="named", title="Ferries stop", countries=["CA"], topics=["weather"])
    text = "ferries northern harbours stop"
    found = answers(None, text, countries=["NO"], topics=["shipping"])
    assert [each.slug for each in found] == ["named", "near", "far"]


def test_a_delivered_report_is_shown_to_those_who_may_read_it(
    alice: User, bob: User, charlie: User, dana: User
) -> None:
    request = delivered("Behind the dam: quicksilver stops the **ferries**[^1].\n\n[^1]: A note.")
    for reader in (alice, bob):
        [found] = answers(reader, SECRET)
        assert (found.number, found.key) == (request.number, str(request.key))
        assert "<mark>quicksilver</mark> <mark>stops</mark> the <mark>ferries</mark> " in found.passage
    for reader in (None, charlie, dana):
        assert answers(reader, SECRET) == []


def test_a_red_report_of_a_colleague_is_not_there(alice: User, bob: User) -> None:
    asked_red = delivered(marking=Marking.RED)
    became_red = delivered()
    Report.objects.filter(pk=became_red.report_id).update(marking=Marking.RED.value)
    assert {found.number for found in answers(alice)} == {asked_red.number, became_red.number}
    assert answers(bob) == []


def test_a_report_that_is_recalled_or_not_delivered_yet_is_not_there(alice: User, dana: User) -> None:
    recalled = delivered()
    corrections.withdraw(recalled.deliveries.get().edition, note="Wrong.", by=dana)
    factories.request_at(Status.IN_PRODUCTION)
    assert answers(alice) == []


def test_it_costs_the_same_however_much_there_is(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.briefing()
    delivered()
    with django_assert_num_queries(6):
        assert len(answers(alice)) == 2
    for number in range(2, 5):
        factories.briefing(slug=f"northern-files-1-{number}")
    with django_assert_num_queries(6):
        assert len(answers(alice)) == deflection.SHOWN


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def draft_of(user: User) -> RequestDraft:
    return RequestDraft.objects.create(owner=user, typed={"title": QUESTION, "question_1": "When?"})


def at(name: str, draft: RequestDraft) -> str:
    return reverse(f"requests:{name}", args=[draft.key])


def test_the_fragment_needs_no_draft_and_saves_none() -> None:
    page = factories.briefing()
    answer = Client().post(reverse("requests:while-typing"), {"title": QUESTION, "draft": "nonsense"})
    assert f'name="answered" value="{page.edition_id}"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert RequestDraft.objects.count() == 0
    assert Client().post(reverse("requests:while-typing"), {"title": "\0"}).content.strip() == b""


def test_without_scripts_a_button_saves_the_step_and_shows_a_page(alice: User) -> None:
    page, draft, client = factories.briefing(), draft_of(alice), signed_in(alice)
    typed = {"title": QUESTION, "question_1": "When?", "look": "1"}
    answer = client.post(reverse("requests:step", args=[draft.key, "question"]), typed)
    assert answer["Location"] == at("answers", draft)
    assert page.slug in client.get(at("answers", draft)).content.decode()


def test_this_answers_me_ends_the_draft_once_and_can_be_undone(alice: User) -> None:
    page, draft, client = factories.briefing(), draft_of(alice), signed_in(alice)
    for _ in range(2):
        answer = client.post(at("answered", draft), {"answered": page.edition_id})
        assert answer["Location"] == at("draft", draft)
    draft.refresh_from_db()
    assert (draft.state, draft.answered_by_id, deflection.saved()) == (
        DraftState.ANSWERED,
        page.edition_id,
        1,
    )
    said = client.get(at("draft", draft)).content.decode()
    assert "Thank you for telling us." in said
    assert page.slug in said
    assert (ReportRequest.objects.count(), Mail.objects.count()) == (0, 0)
    for _ in range(2):
        client.post(at("go-on", draft))
    draft.refresh_from_db()
    assert (draft.state, draft.answered_by, deflection.saved()) == (DraftState.TYPING, None, 0)
    assert draft.typed["title"] == QUESTION


@pytest.mark.parametrize("state", ["answered", "discarded", "unconfirmed"])
def test_a_page_that_saves_itself_late_reopens_nothing(alice: User, state: str) -> None:
    one, client = draft_of(alice), signed_in(alice)
    RequestDraft.objects.update(state=state, answered_by=factories.briefing().edition)
    values = {"title": "Typed a moment before", "question_1": QUESTION, "quietly": "1"}
    answer = client.post(reverse("requests:step", args=[one.key, "question"]), values).content.decode()
    assert answer.startswith("Not saved: ")
    assert RequestDraft.objects.values_list("state", "typed").get() == (state, one.typed)


def test_from_the_first_step_it_saves_what_was_typed_before_it_ends() -> None:
    page, client = factories.briefing(), Client()
    answer = client.post(reverse("requests:new"), {"title": QUESTION, "answered": page.edition_id})
    draft = RequestDraft.objects.get()
    assert answer["Location"] == at("draft", draft)
    assert (draft.state, draft.typed["title"]) == (DraftState.ANSWERED, QUESTION)


@pytest.mark.parametrize("chosen", ["", "x", "0", "-1", "9" * 40, "locked", "colleague"])
def test_what_one_may_not_read_is_no_answer(chosen: str, alice: User, bob: User) -> None:
    locked = factories.briefing(access="subscribers")
    red = delivered(marking=Marking.RED)
    numbers = {"locked": locked.edition_id, "colleague": red.deliveries.get().edition_id}
    draft = draft_of(bob)
    client = signed_in(bob)
    client.post(at("answered", draft), {"answered": numbers.get(chosen, chosen)})
    draft.refresh_from_db()
    assert draft.state == DraftState.TYPING
    assert (
        "That report is not there any more." in client.get(at("draft", draft), follow=True).content.decode()
    )


@pytest.mark.parametrize("name", ["answers", "answered", "go-on"])
def test_a_draft_of_somebody_else_does_not_exist(name: str, alice: User, bob: User, dana: User) -> None:
    page, draft = factories.briefing(), draft_of(alice)
    for client in (signed_in(bob), signed_in(dana), Client()):
        method = client.get if name == "answers" else client.post
        answer = method(at(name, draft), {"answered": page.edition_id})
        assert answer.status_code == 404
    draft.refresh_from_db()
    assert draft.state == DraftState.TYPING


def test_what_was_sent_cannot_end_with_an_answer(alice: User) -> None:
    page, draft = factories.briefing(), draft_of(alice)
    request = factories.submit()
    RequestDraft.objects.filter(pk=draft.pk).update(state=DraftState.SENT, request=request)
    signed_in(alice).post(at("answered", draft), {"answered": page.edition_id})
    draft.refresh_from_db()
    assert draft.state == DraftState.SENT
