"""What an answer was worth, in the client's own judgement: kept once for a request, changed until it is old.

The house learns from it, so it is open while the report is fresh and fixed thirty days after the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from reports.models import User
from requests_app.domain.workflow import Status
from requests_app.models import AnswerFeedback, Feedback, ReportRequest

OPEN_FOR = timedelta(days=30)


class FeedbackRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It was not kept; the text is a sentence for the client."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """`useful` by the number of the question; what the client left out has no entry, or is None."""

    useful: Mapping[int, bool]
    decision_served: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a client said, as the pages show it."""

    feedback: Feedback
    answers: tuple[AnswerFeedback, ...]

    @property
    def useful(self) -> int:
        return sum(each.useful for each in self.answers)


def may_be_given(request: ReportRequest) -> bool:
    """Whether the client may say or change what it thinks now."""
    if request.stage is Status.DELIVERED:
        return True
    if request.stage is not Status.CLOSED:
        return False
    closed = request.events.filter(transition="close").order_by("-id").first()
    return closed is not None and timezone.now() < closed.at + OPEN_FOR


def of(request: ReportRequest) -> Told | None:
    """What the client said; None while it has said nothing."""
    known = Feedback.objects.filter(request=request).select_related("by").first()
    return Told(known, tuple(known.answers.select_related("question"))) if known else None


@transaction.atomic
def give(request: ReportRequest, opinion: Opinion, *, by: User | None) -> Feedback:
    """Keep what the client thinks in the place of what it said before; raises FeedbackRefused."""
    held = ReportRequest.objects.select_for_update().get(pk=request.pk)
    if not may_be_given(held):
        raise FeedbackRefused("This can be said from the delivery of the report until 30 days after its end.")
    said = {"decision_served": opinion.decision_served, "words": opinion.words, "by": by}
    feedback, _ = Feedback.objects.update_or_create(request=held, defaults=said)
    feedback.answers.all().delete()
    AnswerFeedback.objects.bulk_create(
        AnswerFeedback(feedback=feedback, question=question, useful=opinion.useful[question.position])
        for question in held.questions.all()
        if question.position in opinion.useful
    )
    return feedback
