"""The one door: every status, row and role of the table; one winner; nothing by half."""

import itertools
import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from reports.domain.marking import Marking
from reports.models import Job, Mail, Report, User
from reports.models.frozen import FrozenRowError
from reports.services import judging
from requests_app.domain.workflow import (
    TRANSITIONS,
    Actor,
    Note,
    Resolution,
    Status,
    Transition,
    find,
)
from requests_app.models import ReportRequest, RequestEvent
from requests_app.services import transitions
from requests_app.services.transitions import TransitionRefused
from tests import factories

ROLES: dict[Actor, tuple[str, ...]] = {
    Actor.TRIAGE: ("triage",),
    Actor.ANALYST: ("analyst",),
    Actor.REVIEWER: ("reviewer",),
}


def somebody(actor: Actor, request: ReportRequest) -> User | None:
    """A person with that role alone; nobody is the system."""
    if actor is Actor.SYSTEM:
        return None
    if actor is Actor.CLIENT:
        return request.client
    return factories.person(f"Only{actor.value}", groups=ROLES[actor])


AFTER_DRAFT = [status for status in Status if status is not Status.DRAFT]


@pytest.mark.parametrize("status", AFTER_DRAFT)
@pytest.mark.django_db
def test_every_cell_of_the_table(status: Status) -> None:
    """From this status each row and role either moves the request as the row says, or changes nothing."""
    request = factories.request_at(status)
    if request.report:
        factories.fill(request.report)
    for row, actor in itertools.product(TRANSITIONS, Actor):
        _check_cell(request, row, actor)


def _check_cell(request: ReportRequest, row: Transition, actor: Actor) -> None:
    before = (request.status, request.version, request.events.count())
    note = "Because." if row.note is Note.REQUIRED else ""
    by = somebody(actor, request)
    expected = request.stage in row.sources and actor in row.actors
    point = transaction.savepoint()
    role = actor if actor is Actor.SYSTEM else None
    given = factories.given_for(request, row)
    outcome = _tried(request, row.name, by=by, note=note, actor=role, given=given)
    if expected:
        assert isinstance(outcome, RequestEvent), f"{row.name} by {actor} from {before[0]}: {outcome}"
        assert (outcome.source, outcome.target, outcome.actor) == (before[0], row.target, actor)
        assert (request.status, request.version) == (row.target, before[1] + 1)
    else:
        assert isinstance(outcome, TransitionRefused), f"{row.name} by {actor} from {before[0]}"
        assert str(outcome).endswith(".")
    transaction.savepoint_rollback(point)
    request.refresh_from_db()
    assert (request.status, request.version, request.events.count()) == before


def _tried(request: ReportRequest, name: str, **rest: Any) -> RequestEvent | TransitionRefused:
    try:
        return transitions.apply(request, name, **rest)
    except TransitionRefused as refusal:
        return refusal


def test_a_request_is_never_a_draft_again(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRequest.objects.filter(pk=factories.submit().pk).update(status=Status.DRAFT.value)


def test_the_resolution_is_kept_with_the_end_and_cleared_when_it_is_taken_up_again(erin: User) -> None:
    request = factories.request_at(Status.DELIVERED)
    assert request.ending is Resolution.ANSWERED
    given = factories.given_for(request, find("reopen"))
    transitions.apply(request, "reopen", by=erin, note="Figure 2 is of last year.", given=given)
    assert (request.stage, request.ending) == (Status.CHANGES_REQUESTED, None)
    assert not Report.objects.get(pk=request.report_id).is_locked


def test_a_request_is_merged_only_into_one_of_the_same_client(dana: User) -> None:
    mine, other = factories.submit(), factories.submit(by=factories.charlie())
    for number in (other.number, mine.number, "RQ-2026-999999", ""):
        with pytest.raises(TransitionRefused, match="same client"):
            transitions.apply(mine, "merge", by=dana, given={"twin": number})
    assert ReportRequest.objects.get(pk=mine.pk).merged_into is None


def test_what_one_person_asked_in_red_is_not_merged_with_a_colleagues(dana: User) -> None:
    red = factories.submit(marking=Marking.RED)
    colleagues = factories.submit(by=factories.bob())
    for request, twin in ((red, colleagues), (colleagues, red)):
        with pytest.raises(TransitionRefused, match="same client"):
            transitions.apply(request, "merge", by=dana, given={"twin": twin.number})


def test_questions_and_answers_are_kept_in_the_thread_alone(alice: User, dana: User) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    transitions.apply(request, "ask", by=dana, note="Which winter?")
    transitions.apply(request, "answer", by=alice, note="The next one.")
    assert [(each.side, each.text) for each in request.clarifications.all()] == [
        ("staff", "Which winter?"),
        ("client", "The next one."),
    ]
    assert [event.note for event in request.events.all()] == ["", "", "", ""]


def test_an_unknown_step_is_refused(dana: User) -> None:
    with pytest.raises(TransitionRefused, match="no such step"):
        transitions.apply(factories.submit(), "__init__", by=dana)


def test_nobody_may_call_themselves_staff(db: None) -> None:
    with pytest.raises(TransitionRefused):
        transitions.apply(factories.submit(), "triage", by=None, actor=Actor.TRIAGE)


def test_staff_who_left_have_no_role(dana: User) -> None:
    request = factories.submit()
    dana.is_active = False
    with pytest.raises(TransitionRefused):
        transitions.apply(request, "triage", by=dana)


def test_a_required_reason_is_asked_for(dana: User) -> None:
    request = factories.submit()
    with pytest.raises(TransitionRefused, match="needs a reason"):
        transitions.apply(request, "decline", by=dana, note="  \n")
    assert request.events.count() == 1


def test_a_reason_nobody_asked_for_is_refused(dana: User) -> None:
    with pytest.raises(TransitionRefused, match="takes no note"):
        transitions.apply(factories.submit(), "triage", by=dana, note="Just so.")


def test_a_reason_without_end_is_refused(dana: User) -> None:
    with pytest.raises(TransitionRefused, match="keep it to 4000"):
        transitions.apply(factories.submit(), "decline", by=dana, note="x" * 4001)


def test_whoever_looked_at_an_older_page_is_told(dana: User, erin: User) -> None:
    request = factories.submit()
    seen = request.version
    transitions.apply(request, "triage", by=dana)
    with pytest.raises(TransitionRefused, match="Dana was faster: the request is in triage now"):
        transitions.apply(request, "decline", by=dana, note="No.", version=seen)


def test_a_client_is_not_told_who_of_the_staff_was_faster(alice: User, dana: User) -> None:
    stale = factories.submit()
    transitions.apply(ReportRequest.objects.get(pk=stale.pk), "triage", by=dana)
    with pytest.raises(TransitionRefused, match="Somebody was faster"):
        transitions.apply(stale, "withdraw", by=alice)


def test_triage_takes_what_is_nobodys_and_leaves_what_is_somebodys(dana: User, erin: User) -> None:
    free, taken = factories.submit(), factories.submit()
    ReportRequest.objects.filter(pk=taken.pk).update(assigned_to=erin)
    taken.refresh_from_db()
    for request in (free, taken):
        transitions.apply(request, "triage", by=dana)
    assert [ReportRequest.objects.get(pk=each.pk).assigned_to for each in (free, taken)] == [dana, erin]


def test_starting_production_drafts_the_report_from_what_was_asked(db: None) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    report = Report.objects.get(pk=request.report_id)
    assert report.reference == request.number
    assert report.prepared_for == request.organisation_name
    assert report.questions == ["Which harbours would be cut off?", "Who decides, and when?"]
    assert (report.title, report.marking) == (request.title, request.marking)
    assert report.sections.count() > 5


def test_an_empty_report_is_not_sent_to_review(dana: User) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    with pytest.raises(TransitionRefused, match="Executive Summary, Key Findings"):
        transitions.apply(request, "send_to_review", by=dana)


def test_the_text_is_locked_while_it_is_reviewed(erin: User) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    assert Report.objects.get(pk=request.report_id).is_locked
    transitions.apply(request, "return_to_author", by=erin, note="The second finding has no source.")
    assert not Report.objects.get(pk=request.report_id).is_locked


def test_approval_owes_the_pdf_in_the_same_transaction(erin: User) -> None:
    request = factories.request_at(Status.APPROVED)
    job = Job.objects.get(kind="deliver")
    assert (job.subject, job.by, job.state) == (str(request.pk), erin, "queued")


def test_a_failing_effect_undoes_everything(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    request = factories.request_at(Status.IN_TRIAGE)

    def broken(*_: object) -> None:
        raise RuntimeError("the mail table is full")

    monkeypatch.setattr(transitions.notifying, "tell_client", broken)
    with pytest.raises(RuntimeError):
        transitions.apply(request, "accept", by=dana)
    assert (request.status, request.version) == (Status.IN_TRIAGE, 2)
    assert ReportRequest.objects.get(pk=request.pk).status == Status.IN_TRIAGE
    assert request.events.count() == 2


def test_each_mail_of_the_table_is_written_once_and_without_a_word_of_the_request(db: None) -> None:
    request = factories.request_at(Status.DELIVERED)
    mails = list(Mail.objects.order_by("id"))
    assert [mail.subject for mail in mails] == [
        f"{request.number}: received",
        f"{request.number}: accepted",
        f"{request.number}: your report is ready",
    ]
    for mail in mails:
        assert mail.to == request.email
        for words in (request.title, "harbours", "berths", "lease", request.name, request.organisation_name):
            assert words not in mail.subject + mail.text + mail.html


def test_events_are_never_changed(db: None) -> None:
    event = factories.submit().events.get()
    event.note = "otherwise"
    with pytest.raises(FrozenRowError):
        event.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("names", [("accept", "decline"), ("accept", "accept"), ("withdraw", "decline")])
def test_of_two_at_once_one_wins(names: tuple[str, str]) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    people = {"withdraw": factories.alice()}
    staff = [factories.dana(), factories.person("Dora", groups=("triage",))]
    outcomes = _at_once(
        request, [(name, people.get(name, who)) for name, who in zip(names, staff, strict=True)]
    )
    assert sorted(outcomes) == ["refused", "won"]
    row = find(RequestEvent.objects.filter(request=request).order_by("-id")[0].transition)
    assert ReportRequest.objects.get(pk=request.pk).status == row.target
    assert request.events.count() == 3


def _at_once(request: ReportRequest, steps: list[tuple[str, User]]) -> list[str]:
    outcomes: list[str] = []
    gate = threading.Barrier(len(steps))

    def act(name: str, by: User) -> None:
        mine = ReportRequest.objects.get(pk=request.pk)
        note = "No." if name == "decline" else ""
        gate.wait()
        try:
            transitions.apply(mine, name, by=by, note=note)
            outcomes.append("won")
        except TransitionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=step) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_approval_is_of_the_wording_that_was_reviewed(erin: User, frank: User) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    assert not judging.is_approved(request.report)  # type: ignore[arg-type]
    factories.approve(request)
    report = Report.objects.get(pk=request.report_id)
    assert judging.is_approved(report)
    assert {each.by for each in report.approvals.all()} == {erin, frank}


def test_a_report_with_open_warnings_is_not_approved(erin: User) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    report = Report.objects.get(pk=request.report_id)
    report.sources.update(grade="")
    with pytest.raises(TransitionRefused, match="1 warning is open"):
        factories.approve(request)
    assert not Job.objects.filter(kind="deliver").exists()
    judging.waive(report, judging.open_faults(report)[0].key, reason="The log has no author.", by=erin)
    factories.approve(request)
    assert request.stage is Status.APPROVED
