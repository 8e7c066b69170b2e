"""Takes a reviewer's vote; with the last one of a round the report is approved or goes back to its author.

The request's row is held while a vote is counted, so of two who vote at once the second sees the first one's
vote, and the round ends once.
"""

from dataclasses import dataclass

from django.db import transaction

from reports.models import User
from reports.services import judging, snapshots
from requests_app.domain.reviewing import Score, Verdict, card
from requests_app.domain.workflow import Actor
from requests_app.models import ReportRequest, Review, ReviewInvitation
from requests_app.services import ballots, notifying, transitions
from requests_app.services.actors import staff_roles
from requests_app.services.transitions import TransitionRefused


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a reviewer gives: `wording` is the digest of the text that was read."""

    verdict: Verdict
    scores: tuple[Score, ...]
    reason: str
    wording: str


def invite(request: ReportRequest, reviewer: User, *, by: User) -> None:
    """Ask somebody to review a request, and tell it by mail; asked twice it is told once."""
    if Actor.REVIEWER not in staff_roles(reviewer):
        raise TransitionRefused("Only a reviewer can be asked. Choose one from the list.")
    with transaction.atomic():
        _, is_new = ReviewInvitation.objects.get_or_create(
            request=request, reviewer=reviewer, defaults={"by": by}
        )
        if is_new:
            notifying.tell_reviewer(request, reviewer)


def vote(request: ReportRequest, ballot: Ballot, *, by: User) -> Review:
    """Keep a vote and count the round; the same person's second one returns the first.

    Raises TransitionRefused with a sentence; then nothing is kept.
    """
    with transaction.atomic():
        held = (
            ReportRequest.objects.select_for_update(of=("self",)).select_related("report").get(pk=request.pk)
        )
        given = ballots.vote_of(held, by)
        if given:
            return given
        _check(held, ballot, by)
        given = Review.objects.create(
            request=held,
            round=ballots.round_of(held),
            by=by,
            verdict=ballot.verdict.value,
            scorecard=card(ballot.scores),
            reason=ballot.reason,
            text_sha256=ballot.wording,
        )
        _count(held, by)
    request.refresh_from_db()
    return given


def _check(request: ReportRequest, ballot: Ballot, by: User) -> None:
    if sentence := ballots.refuse(request, by):
        raise TransitionRefused(sentence)
    report = request.report
    assert report is not None  # or the vote was refused
    if snapshots.wording(report) != ballot.wording:
        raise TransitionRefused("The text was changed since you opened it. Read it again before you vote.")
    if ballot.verdict is Verdict.APPROVE and (unfit := judging.may_approve(report, by)):
        raise TransitionRefused(f"It cannot be approved yet. {unfit}")
    if ballot.verdict is Verdict.RETURN and not ballot.reason.strip():
        raise TransitionRefused("Say what has to change; the author reads it once all have voted.")


def _count(request: ReportRequest, by: User) -> None:
    """End the round where this was the last vote: approved by all, or back with all reasons together."""
    match ballots.result(request):
        case Verdict.APPROVE:
            transitions.apply(request, "approve", by=by)
        case Verdict.RETURN:
            transitions.apply(
                request, "return_to_author", by=by, note=ballots.reasons(ballots.counted(request))
            )
