"""What the answer was worth, in the client's words: each question useful or not, decision served or not."""

from django.conf import settings
from django.db import models

from requests_app.models.question import KeyQuestion
from requests_app.models.request import ReportRequest


class Feedback(models.Model):
    request = models.OneToOneField(ReportRequest, on_delete=models.PROTECT, related_name="feedback")
    decision_served = models.BooleanField(null=True, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "feedback"

    def __str__(self) -> str:
        return f"Feedback {self.pk}"


class AnswerFeedback(models.Model):
    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="answers")
    question = models.OneToOneField(KeyQuestion, on_delete=models.PROTECT, related_name="feedback")
    useful = models.BooleanField()

    class Meta:
        ordering = ["question__position"]
        verbose_name_plural = "feedback on answers"

    def __str__(self) -> str:
        return f"Feedback on question {self.question_id}"
