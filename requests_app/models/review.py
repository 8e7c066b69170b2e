"""Who was asked to review a request, and what one reviewer found in one round: never changed.

A round is a sending to review. Until every reviewer of the round has voted, each sees its own row alone.
"""

from django.conf import settings
from django.db import models

from reports.models.frozen import FrozenModel
from requests_app.models.request import ReportRequest


class Review(FrozenModel):
    """`scorecard` has a mark for each ICD 203 standard by its number; `text_sha256` is the wording read."""

    class Verdict(models.TextChoices):
        APPROVE = "approve", "Approve"
        RETURN = "return", "Ask for changes"

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="reviews")
    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    scorecard = models.JSONField()
    reason = models.TextField(blank=True)
    text_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "round", "by"], name="one_vote_each_round"),
            models.CheckConstraint(
                condition=models.Q(verdict="approve") | (models.Q(verdict="return") & ~models.Q(reason="")),
                name="return_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.pk}"


class ReviewInvitation(models.Model):
    """Somebody was asked to review a request: whoever is a reviewer alone sees no other client's."""

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="invitations")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "reviewer"], name="one_invitation_each"),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"
