"""The votes of a review: which count, who may give one, and who may see them while others are missing.

A round is a sending to review. Until its last vote each reviewer sees its own alone, and nobody else any; so
every page asks here, and nothing else of the service writes a word of them anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from reports.models import Report, User
from reports.services import judging, snapshots
from requests_app.domain.reviewing import Score, Verdict, needed, outcome, scores
from requests_app.domain.workflow import Actor, Status
from requests_app.models import ReportRequest, Review
from requests_app.services.actors import staff_roles

_AUTHOR = "You wrote this report; somebody else has to review it."


@dataclass(frozen=True, slots=True)
class Shown:
    """A vote that somebody may see."""

    review: Review
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One sending to review as somebody sees it: how many votes there are, and those that are open to it."""

    number: int
    count: int
    needed: int
    is_over: bool
    votes: tuple[Shown, ...]


def round_of(request: ReportRequest) -> int:
    """How often the report was sent to review."""
    return request.events.filter(transition="send_to_review").count()


def is_open(request: ReportRequest) -> bool:
    """Whether votes are still given, so that nobody may see another's."""
    return request.stage is Status.IN_REVIEW


def counted(request: ReportRequest) -> list[Review]:
    """The votes of this round that were given for the wording as it stands."""
    report = request.report
    if report is None:
        return []
    wording = snapshots.wording(report)
    return list(_votes(request).filter(text_sha256=wording))


def vote_of(request: ReportRequest, user: User) -> Review | None:
    """What somebody has voted in this round."""
    return _votes(request).filter(by=user).first()


def result(request: ReportRequest) -> Verdict | None:
    """What the votes so far come to; None while one is missing."""
    return outcome([Verdict(each.verdict) for each in counted(request)], request.service)


def refuse(request: ReportRequest, user: User) -> str:
    """Why somebody cannot vote on the text now, as a sentence; empty when nothing stands against it."""
    if Actor.REVIEWER not in staff_roles(user):
        return "Only a reviewer votes. Ask one to read it."
    if request.stage is not Status.IN_REVIEW or request.report is None:
        return f"Nobody votes now: the request is {request.stage.label.lower()}."
    return _AUTHOR if user.pk in authors(request, request.report) else ""


def authors(request: ReportRequest, report: Report) -> frozenset[int]:
    """Who cannot judge the text: those who wrote it, and whoever sent it to review."""
    sent = request.events.filter(transition="send_to_review").order_by("-id").first()
    return judging.authors(report) | frozenset({sent.by_id} if sent and sent.by_id else ())


def rounds(request: ReportRequest, viewer: User) -> list[Round]:
    """The rounds of a request, newest first, with the votes that this person may see."""
    last, now_open = round_of(request), is_open(request)
    found: dict[int, list[Review]] = {number: [] for number in range(last, 0, -1)}
    for review in request.reviews.select_related("by"):
        found[review.round].append(review)
    return [
        _seen(request, number, given, viewer, is_over=not (now_open and number == last))
        for number, given in found.items()
    ]


def reasons(votes: Iterable[Review]) -> str:
    """All that the reviewers wrote to the author, each with its name."""
    return "\n\n".join(f"{each.by}: {each.reason}" for each in votes if each.reason)


def _seen(request: ReportRequest, number: int, given: list[Review], viewer: User, *, is_over: bool) -> Round:
    votes = (Shown(each, scores(each.scorecard)) for each in given if is_over or each.by_id == viewer.pk)
    return Round(number, len(given), needed(request.service), is_over, tuple(votes))


def _votes(request: ReportRequest) -> QuerySet[Review]:
    found: QuerySet[Review] = request.reviews.filter(round=round_of(request)).select_related("by")
    return found
