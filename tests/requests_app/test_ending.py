"""The end of a request: closed by the client, by the desk or by the clock, and what the report was worth."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import Job, User
from reports.services import jobs
from requests_app.domain.workflow import Status
from requests_app.models import Feedback, ReportRequest
from requests_app.services import closing, opinions, transitions
from tests import factories


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, request: ReportRequest) -> str:
    return reverse(f"requests:{name}", args=[request.key])


def work() -> None:
    for job in Job.objects.filter(kind=closing.CLOSE, state="queued"):
        assert jobs.run(job.pk)


@pytest.fixture
def delivered(db: None) -> ReportRequest:
    return factories.request_at(Status.DELIVERED)


def closing_of(request: ReportRequest) -> str:
    return reverse("requests:take", args=[request.key, "close"])


def after(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=True)


# --- Closing ---------------------------------------------------------------------------------------


def test_the_client_closes_it_and_a_second_press_changes_nothing(
    delivered: ReportRequest, alice: User
) -> None:
    client = signed_in(alice)
    assert "Close the request" in client.get(delivered.get_absolute_url()).content.decode()
    for _ in range(2):
        assert client.post(closing_of(delivered), follow=True).status_code == 200
    delivered.refresh_from_db()
    assert (delivered.stage, delivered.events.filter(transition="close").count()) == (Status.CLOSED, 1)
    assert client.get(at("download", delivered)).status_code == 200


def test_nobody_else_closes_it_for_the_client(delivered: ReportRequest, bob: User, charlie: User) -> None:
    for person in (bob, charlie):
        assert signed_in(person).post(closing_of(delivered)).status_code == 404


def test_it_closes_by_itself_after_thirty_days_and_once(delivered: ReportRequest) -> None:
    with after(29.9):
        closing.owe()
    assert not Job.objects.filter(kind=closing.CLOSE).exists()
    with after(30.1):
        for _ in range(3):
            closing.owe()
        assert Job.objects.filter(kind=closing.CLOSE).count() == 1
        work()
        closing.owe()
    delivered.refresh_from_db()
    assert delivered.stage is Status.CLOSED
    assert [event.actor for event in delivered.events.filter(transition="close")] == ["system"]
    assert Job.objects.filter(kind=closing.CLOSE).count() == 1


def test_what_was_taken_up_again_meanwhile_is_not_closed(delivered: ReportRequest, erin: User) -> None:
    with after(31):
        closing.owe()
        given = {"kind": "correction", "notice": "A figure was old."}
        transitions.apply(delivered, "reopen", by=erin, note="x", given=given)
        work()
    delivered.refresh_from_db()
    assert delivered.stage is Status.CHANGES_REQUESTED


# --- Feedback --------------------------------------------------------------------------------------

SAID = {"useful_1": "yes", "useful_2": "no", "served": "yes", "words": "We <b>renewed</b> the lease."}


def said(request: ReportRequest) -> tuple[list[tuple[int, bool]], bool | None, str]:
    feedback = Feedback.objects.get(request=request)
    answers = list(feedback.answers.values_list("question__position", "useful"))
    return answers, feedback.decision_served, feedback.words


def test_the_client_says_what_each_answer_was_worth(delivered: ReportRequest, alice: User) -> None:
    client = signed_in(alice)
    answer = client.post(at("feedback", delivered), SAID, follow=True)
    assert "Thank you." in answer.content.decode()
    assert said(delivered) == ([(1, True), (2, False)], True, SAID["words"])
    again = {"useful_1": "", "useful_2": "yes", "served": "", "words": ""}
    for _ in range(2):
        client.post(at("feedback", delivered), again)
    assert said(delivered) == ([(2, True)], None, "")
    page = client.get(at("feedback", delivered)).content.decode()
    assert page.count("checked") == 3


def test_an_empty_form_is_not_thanked_for(delivered: ReportRequest, alice: User) -> None:
    empty = {"useful_1": "", "served": "", "words": " "}
    answer = signed_in(alice).post(at("feedback", delivered), empty)
    assert (answer.status_code, Feedback.objects.count()) == (422, 0)
    assert "Answer one of the questions, or write a few words; nothing was sent." in answer.content.decode()


def test_the_house_reads_it(delivered: ReportRequest, alice: User, dana: User) -> None:
    signed_in(alice).post(at("feedback", delivered), SAID)
    page = signed_in(dana).get(
        reverse("admin:requests_app_reportrequest_change", args=[delivered.pk])
    ).content.decode()  # fmt: skip
    for words in (
        "1 of 2 answers useful; the decision was served.",
        "We &lt;b&gt;renewed&lt;/b&gt; the lease.",
    ):
        assert words in page


def test_the_house_counts_no_answers_where_the_client_judged_none(
    delivered: ReportRequest, alice: User, dana: User
) -> None:
    signed_in(alice).post(at("feedback", delivered), {"words": "It came in time."})
    desk = reverse("admin:requests_app_reportrequest_change", args=[delivered.pk])
    page = signed_in(dana).get(desk).content.decode()
    assert "Of the answers it says nothing." in page
    assert "0 of 0" not in page


def test_what_cannot_be_kept_is_refused_with_what_was_typed(delivered: ReportRequest, alice: User) -> None:
    answer = signed_in(alice).post(at("feedback", delivered), {**SAID, "words": "x" * 4001})
    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()
    assert not Feedback.objects.exists()


def test_it_can_be_changed_until_thirty_days_after_the_end(delivered: ReportRequest, alice: User) -> None:
    transitions.apply(delivered, "close", by=alice)
    with after(29.9):
        assert opinions.may_be_given(delivered)
    with after(30.1):
        assert signed_in(alice).get(at("feedback", delivered)).status_code == 404
        with pytest.raises(opinions.FeedbackRefused):
            opinions.give(delivered, opinions.Opinion({}, None, ""), by=alice)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.APPROVED, Status.DECLINED])
def test_there_is_nothing_to_say_before_delivery(status: Status, alice: User) -> None:
    request = factories.request_at(status)
    assert signed_in(alice).post(at("feedback", request), SAID).status_code == 404


@pytest.mark.parametrize("who", ["bob", "charlie", "dana"])
def test_only_whoever_asked_says_it(delivered: ReportRequest, who: str) -> None:
    client = signed_in(getattr(factories, who)())
    assert client.get(at("feedback", delivered)).status_code == 404
    assert client.post(at("feedback", delivered), SAID).status_code == 404
