"""What is like a request, on the desk: bounded, ranked, and without what is not released; saved requests."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.domain.marking import Marking
from reports.models import User
from reports.services import access
from requests_app.domain.status import Status
from requests_app.models import DraftState, ReportRequest, RequestDraft
from requests_app.permissions import on_the_desk
from requests_app.services import similar
from tests import factories

pytestmark = pytest.mark.django_db


def like(request: ReportRequest) -> list[tuple[str, bool]]:
    question = similar.question_of(request, ["Which harbours?"])
    found = similar.requests_like(request, question, on_the_desk(factories.dana()))
    return [(each.request.number, each.is_same_client) for each in found]


def test_requests_that_ask_the_same_come_first_and_say_whose_they_are(charlie: User) -> None:
    asked = factories.submit()
    stranger = {"by": charlie, "email": "charlie@example.org", "organisation": "Elsewhere"}
    theirs = factories.submit(title="Northern ferry line in winter", **stranger)
    twin = factories.request_at(Status.IN_TRIAGE)
    factories.submit(title="Grain prices", countries=("UA",), topics=("grain",), questions=("How much?",))
    assert like(asked) == [(twin.number, True), (theirs.number, False)]


def test_an_old_one_is_found_below_newer_ones_that_share_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similar, "CONSIDERED", 4)
    monkeypatch.setattr(similar, "OF_THE_CLIENT", 1)
    old = factories.submit(title="The northern ferry line and its winter")
    for title in ("Ferry prices", "Winter wheat", "Ferry crews in winter"):
        factories.submit(title=title, questions=("Ferry or winter?",))
    asked = factories.submit()
    assert old.number in [number for number, _ in like(asked)]


def test_a_question_of_one_word_or_of_none_breaks_nothing() -> None:
    for title in ("Ferries?", "Ça", "And so on?"):
        request = factories.submit(title=title, questions=("Which?",))
        assert (
            similar.requests_like(request, similar.question_of(request, []), ReportRequest.objects.all())
            is not None
        )


def test_what_is_not_released_yet_is_not_shown_to_staff() -> None:
    asked, other = factories.submit(), factories.submit()
    ReportRequest.objects.filter(pk=other.pk).update(released_at=timezone.now() + timedelta(minutes=5))
    assert like(asked) == []


def test_a_red_request_of_a_colleague_is_not_the_same_client(bob: User) -> None:
    asked = factories.submit()
    factories.submit(by=bob, email="bob@example.org", marking=Marking.RED)
    assert [same for _, same in like(asked)] == [False]


def test_the_panel_shows_requests_and_briefings_at_a_constant_cost(
    dana: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = factories.briefing(title="The ferry line of the north in winter", access="subscribers")
    asked, twin = factories.submit(), factories.submit()
    client = Client()
    client.force_login(dana)
    shown = client.get(reverse("admin:requests_app_reportrequest_change", args=[asked.pk])).content.decode()
    assert reverse("reports:briefing", args=[page.slug]) in shown
    assert f"{twin.number}</a>" in shown
    for _ in range(3):
        factories.submit()
    question = similar.question_of(asked, ["Which harbours?"])
    seen = on_the_desk(dana)
    with django_assert_num_queries(2):
        similar.requests_like(asked, question, seen)
    reader = access.reader_of(dana)
    with django_assert_num_queries(2):
        similar.reports_like(reader, question)


def test_staff_counts_saved_requests_and_reads_nothing_that_was_typed(dana: User, alice: User) -> None:
    page = factories.briefing()
    draft = RequestDraft.objects.create(
        owner=alice,
        typed={"title": "Zebra question"},
        state=DraftState.ANSWERED,
        answered_by=page.edition,
    )
    RequestDraft.objects.create(owner=alice)
    client = Client()
    client.force_login(dana)
    listed = client.get(reverse("admin:requests_app_savedrequest_changelist")).content.decode()
    alone = client.get(reverse("admin:requests_app_savedrequest_change", args=[draft.pk])).content.decode()
    assert "1 saved request" in listed
    assert page.title in listed
    assert "Zebra" not in listed + alone
    client.force_login(alice)
    assert client.get(reverse("admin:requests_app_savedrequest_changelist")).status_code == 302
