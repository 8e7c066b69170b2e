"""Intake: a request is kept whole, numbered once, and made once however often its form arrives."""

import threading
import uuid

import pytest
from django.db import IntegrityError, connection
from pytest_django import Settings

from reports.models import Job, Mail, User
from requests_app.domain.asking import Asked
from requests_app.domain.workflow import Status
from requests_app.models import KeyQuestion, ReportRequest, RequestCounter
from requests_app.services import intake, links
from tests import factories


def test_everything_asked_is_kept(alice: User) -> None:
    asked = factories.asked()
    request = intake.submit(asked, submission_key=uuid.uuid4(), by=alice).request
    request.refresh_from_db()
    assert request.stage is Status.SUBMITTED
    assert tuple(request.questions.values_list("position", "text")) == tuple(
        enumerate(asked.questions, start=1)
    )
    kept = Asked(
        name=request.name,
        email=request.email,
        organisation=request.organisation_name,
        title=request.title,
        questions=tuple(request.questions.values_list("text", flat=True)),
        background=request.background,
        decision=request.decision,
        needed_by=request.needed_by,
        marking=request.tlp,
        countries=tuple(request.countries),
        topics=tuple(request.topics),
        briefing=request.briefing_id,
    )
    assert kept == asked


def test_the_first_event_and_the_mail_are_written_with_it(alice: User) -> None:
    request = factories.submit()
    event = request.events.get()
    assert (event.transition, event.source, event.target, event.by) == ("submit", "draft", "submitted", alice)
    mail = Mail.objects.get()
    assert Job.objects.get().subject == str(mail.pk)
    assert f"/requests/open/{links.secret_of(request)}/" in mail.text


def test_numbers_count_up_within_a_year(db: None) -> None:
    first, second = factories.submit(), factories.submit()
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1
    assert RequestCounter.objects.get().last == 2


def test_the_same_form_again_is_the_same_request(alice: User) -> None:
    key = uuid.uuid4()
    first = intake.submit(factories.asked(), submission_key=key, by=alice)
    second = intake.submit(factories.asked(title="Another"), submission_key=key, by=alice)
    assert (first.created, second.created) == (True, False)
    assert (first.request, first.secret) == (second.request, second.secret)
    assert (ReportRequest.objects.count(), Mail.objects.count(), KeyQuestion.objects.count()) == (1, 1, 2)


def test_somebody_elses_form_is_not_answered_with_their_request(alice: User, charlie: User) -> None:
    key = uuid.uuid4()
    intake.submit(factories.asked(), submission_key=key, by=alice)
    for other in (charlie, None):
        with pytest.raises(intake.IntakeRefused, match="already sent"):
            intake.submit(factories.asked(), submission_key=key, by=other)


def test_an_organisation_is_the_clients_own_or_none(alice: User, charlie: User) -> None:
    named = factories.asked(organisation=factories.ORGANISATION.upper())
    by_member, by_stranger, by_nobody = (
        intake.submit(named, submission_key=uuid.uuid4(), by=by).request for by in (alice, charlie, None)
    )
    assert by_member.organisation is not None
    assert (by_stranger.organisation, by_nobody.organisation) == (None, None)


def test_the_link_opens_its_request_and_nothing_else_does(db: None) -> None:
    received = factories.submit_by_link()
    assert links.request_of(received.secret) == received.request
    assert received.secret not in received.request.access_digest
    for other in ("", "0" * 64, received.request.access_digest, received.request.key.hex, "\x00", "٠" * 64):
        assert links.request_of(other) is None


@pytest.mark.django_db
def test_after_a_change_of_the_house_key_the_next_mail_holds_a_link_that_works(
    settings: Settings,
) -> None:
    received = factories.submit_by_link()
    settings.SECRET_KEY = "another-" + "k" * 50
    address = links.address_of(received.request)
    assert links.request_of(address.rstrip("/").rsplit("/", 1)[1]) == received.request
    assert links.request_of(received.secret) is None


def test_a_failure_keeps_nothing(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(intake.notifying, "tell_client", broken)
    with pytest.raises(RuntimeError):
        factories.submit()
    assert (ReportRequest.objects.count(), KeyQuestion.objects.count(), Mail.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values", [{"status": "published"}, {"marking": "TLP:PINK"}, {"status": "in_review"}]
)
def test_the_database_refuses_what_cannot_be(values: dict[str, str]) -> None:
    request = factories.submit()
    with pytest.raises(IntegrityError):
        ReportRequest.objects.filter(pk=request.pk).update(**values)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_key_make_one_request() -> None:
    alice, key = factories.alice(), uuid.uuid4()
    results = _together([(key, alice)] * 20)
    assert len({number for number, _ in results}) == 1
    assert sum(created for _, created in results) == 1
    assert (ReportRequest.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_keys_of_their_own_make_twenty_numbers() -> None:
    alice = factories.alice()
    results = _together([(uuid.uuid4(), alice) for _ in range(20)])
    assert len({number for number, _ in results}) == ReportRequest.objects.count() == 20
    assert RequestCounter.objects.get().last == 20


def _together(posts: list[tuple[uuid.UUID, User]]) -> list[tuple[str, bool]]:
    results: list[tuple[str, bool]] = []
    gate = threading.Barrier(len(posts))

    def post(key: uuid.UUID, by: User) -> None:
        gate.wait()
        try:
            received = intake.submit(factories.asked(), submission_key=key, by=by)
            results.append((received.request.number, received.created))
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=each) for each in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(posts)
    return results
