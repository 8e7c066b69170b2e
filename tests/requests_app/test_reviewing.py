"""The blind review: who votes, on which wording, what the last vote brings about."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from reports.models import Job, Report, User
from reports.models.frozen import FrozenRowError
from reports.services import composing, history, judging, snapshots
from requests_app.domain.reviewing import STANDARDS, Mark, Score, Verdict, card, outcome, scores
from requests_app.domain.service import ServiceClass
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest, Review
from requests_app.services import ballots, reviewing, transitions
from requests_app.services.transitions import TransitionRefused
from tests import factories
from tests.factories import vote

APPROVE, RETURN = Verdict.APPROVE, Verdict.RETURN


@pytest.fixture
def request_(db: None) -> ReportRequest:
    """In review, by dana; two have to vote."""
    return factories.request_at(Status.IN_REVIEW)


@pytest.mark.parametrize(
    ("service", "verdicts", "expected"),
    [
        (ServiceClass.ROUTINE, [], None),
        (ServiceClass.ROUTINE, [APPROVE], APPROVE),
        (ServiceClass.ROUTINE, [RETURN], RETURN),
        (ServiceClass.FULL, [APPROVE], None),
        (ServiceClass.FULL, [RETURN], None),
        (ServiceClass.FULL, [APPROVE, APPROVE], APPROVE),
        (ServiceClass.FULL, [APPROVE, RETURN], RETURN),
        (ServiceClass.CUSTOM, [RETURN, RETURN], RETURN),
    ],
)
def test_what_votes_come_to(service: ServiceClass, verdicts: list[Verdict], expected: Verdict | None) -> None:
    assert outcome(verdicts, service) is expected


def test_a_scorecard_is_kept_by_the_number_of_the_standard_and_read_back() -> None:
    lines = tuple(Score(number, title, Mark.PARTLY, f"w{number}") for number, title in STANDARDS)
    assert [number for number, _ in STANDARDS] == list(range(1, 10))
    assert scores(card(lines)) == lines
    assert scores({}) == ()


def test_one_vote_of_two_changes_nothing(request_: ReportRequest, erin: User) -> None:
    vote(request_, by=erin)
    assert (request_.stage, request_.version) == (Status.IN_REVIEW, 5)
    assert not Report.objects.get().approvals.exists()
    assert not Job.objects.filter(kind="deliver").exists()


def test_the_last_vote_approves_in_the_name_of_each(request_: ReportRequest, erin: User, frank: User) -> None:
    vote(request_, by=frank)
    vote(request_, by=erin)
    assert request_.stage is Status.APPROVED
    assert {each.by for each in Report.objects.get().approvals.all()} == {erin, frank}
    assert Job.objects.get(kind="deliver").by == erin
    assert request_.events.get(transition="approve").by == erin


def test_a_routine_answer_needs_one(erin: User) -> None:
    request = factories.request_at(Status.IN_REVIEW, service=ServiceClass.ROUTINE)
    vote(request, by=erin)
    assert request.stage is Status.APPROVED


@pytest.mark.parametrize("first", [APPROVE, RETURN])
def test_one_wish_for_changes_returns_it_after_the_last_vote_with_all_reasons(
    request_: ReportRequest, erin: User, frank: User, first: Verdict
) -> None:
    second = RETURN if first is APPROVE else APPROVE
    vote(request_, by=erin, verdict=first, reason="Figure 2 is old.")
    assert request_.stage is Status.IN_REVIEW
    vote(request_, by=frank, verdict=second, reason="Say who pays.")
    assert request_.stage is Status.CHANGES_REQUESTED
    assert request_.events.get(transition="return_to_author").note == (
        "Erin: Figure 2 is old.\n\nFrank: Say who pays."
    )
    assert not Report.objects.get().is_locked
    assert not Report.objects.get().approvals.exists()


def test_two_long_reasons_fit_together(request_: ReportRequest, frank: User) -> None:
    long = factories.person("N" * 120, groups=("reviewer",))
    for by in (frank, long):
        vote(request_, by=by, verdict=RETURN, reason="x" * 1_800)
    assert request_.stage is Status.CHANGES_REQUESTED


def test_a_vote_that_arrives_twice_is_one(request_: ReportRequest, erin: User) -> None:
    vote(request_, by=erin)
    vote(request_, by=erin, verdict=RETURN, reason="No.")
    assert [(each.by, each.verdict) for each in Review.objects.all()] == [(erin, "approve")]
    assert request_.stage is Status.IN_REVIEW


def test_a_return_without_a_reason_is_refused(request_: ReportRequest, erin: User) -> None:
    with pytest.raises(TransitionRefused, match="what has to change"):
        vote(request_, by=erin, verdict=RETURN, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            request=request_, round=1, by=erin, verdict="return", scorecard={}, text_sha256="0" * 64
        )


def began(request: ReportRequest, by: User) -> None:
    Report.objects.filter(pk=request.report_id).update(created_by=by)


def saved(request: ReportRequest, by: User) -> None:
    report = Report.objects.get(pk=request.report_id)
    Report.objects.filter(pk=report.pk).update(version=report.version + 1)
    report.refresh_from_db()
    history.record(report, by=by)


def sent(request: ReportRequest, by: User) -> None:
    transitions.apply(request, "return_to_author", by=factories.erin(), note="Again.")
    transitions.apply(request, "send_to_review", by=by)


@pytest.mark.parametrize("wrote", [began, saved, sent])
@pytest.mark.parametrize("is_superuser", [False, True])
def test_whoever_wrote_it_does_not_vote(
    request_: ReportRequest, wrote: Callable[[ReportRequest, User], None], is_superuser: bool
) -> None:
    rae = factories.person("Rae", groups=("analyst", "reviewer", "editor"), is_superuser=is_superuser)
    wrote(request_, rae)
    with pytest.raises(TransitionRefused, match="somebody else has to review"):
        vote(request_, by=rae)
    factories.ballots_of(ReportRequest.objects.get(), rae, factories.frank())
    with pytest.raises(TransitionRefused, match="somebody else has to approve"):
        transitions.apply(ReportRequest.objects.get(), "approve", by=factories.frank())


@pytest.mark.parametrize("who", ["alice", "dana"])
def test_only_reviewers_vote(request_: ReportRequest, who: str, alice: User, dana: User) -> None:
    with pytest.raises(TransitionRefused, match="Only a reviewer votes"):
        vote(request_, by={"alice": alice, "dana": dana}[who])


def test_the_row_itself_asks_for_the_votes(request_: ReportRequest, erin: User, frank: User) -> None:
    vote(request_, by=erin)
    with pytest.raises(TransitionRefused, match="once its reviewers have voted"):
        transitions.apply(request_, "approve", by=erin)
    assert request_.stage is Status.IN_REVIEW


def test_a_vote_counts_for_its_wording_alone(request_: ReportRequest, erin: User, frank: User) -> None:
    grace = factories.person("Grace", groups=("reviewer",))
    seen = snapshots.wording(Report.objects.get())
    vote(request_, by=erin)
    Report.objects.get().findings.update(text="Another text, however it came here.")
    with pytest.raises(TransitionRefused, match="changed since you opened it"):
        reviewing.vote(request_, reviewing.Ballot(APPROVE, (), "", seen), by=frank)
    vote(request_, by=frank)
    assert request_.stage is Status.IN_REVIEW
    vote(request_, by=grace)
    assert request_.stage is Status.APPROVED
    assert {each.by for each in Report.objects.get().approvals.all()} == {frank, grace}


def test_an_early_return_is_a_vote_and_ends_the_round(
    request_: ReportRequest, erin: User, frank: User
) -> None:
    transitions.apply(request_, "return_to_author", by=erin, note="The second finding has no source.")
    given = Review.objects.get()
    assert (given.by, given.verdict, given.reason, given.round) == (
        erin, "return", "The second finding has no source.", 1,
    )  # fmt: skip
    assert [each.is_over for each in ballots.rounds(request_, frank)] == [True]


def test_whoever_voted_and_then_returns_it_keeps_its_one_vote(request_: ReportRequest, erin: User) -> None:
    vote(request_, by=erin)
    transitions.apply(request_, "return_to_author", by=erin, note="I missed a table.")
    assert [each.verdict for each in Review.objects.all()] == ["approve"]
    assert request_.stage is Status.CHANGES_REQUESTED


def test_each_round_has_its_own_votes(request_: ReportRequest, dana: User, erin: User, frank: User) -> None:
    vote(request_, by=erin)
    transitions.apply(request_, "return_to_author", by=frank, note="Again.")
    transitions.apply(request_, "send_to_review", by=dana)
    vote(request_, by=frank)
    assert request_.stage is Status.IN_REVIEW
    vote(request_, by=erin)
    assert request_.stage is Status.APPROVED
    assert [(each.round, each.by.name) for each in Review.objects.all()] == [
        (1, "Erin"), (1, "Frank"), (2, "Frank"), (2, "Erin"),
    ]  # fmt: skip


def test_after_approval_a_change_asks_anew_and_a_save_without_one_does_not(
    request_: ReportRequest, dana: User
) -> None:
    factories.approve(request_)
    report = Report.objects.get()
    composing.unlock(report)
    text = snapshots.take(report, edition=0)
    assert not history.save(report, text, began_from=report.version, by=dana)
    assert judging.is_approved(report)
    report.findings.update(text="Another finding.")
    assert not judging.is_approved(report)


def test_a_vote_is_never_changed(request_: ReportRequest, erin: User) -> None:
    vote(request_, by=erin)
    given = Review.objects.get()
    given.verdict = "return"
    with pytest.raises(FrozenRowError):
        given.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verdict", [APPROVE, RETURN])
def test_two_votes_at_once_end_the_round_once(verdict: Verdict) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    people, gate = [factories.erin(), factories.frank()], threading.Barrier(2)

    def act(by: User) -> None:
        mine = ReportRequest.objects.get(pk=request.pk)
        gate.wait()
        try:
            vote(mine, by=by, verdict=verdict, reason="Why.")
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    request.refresh_from_db()
    assert request.stage is (Status.APPROVED if verdict is APPROVE else Status.CHANGES_REQUESTED)
    assert (Review.objects.count(), request.events.count()) == (2, 6)
