"""One numbered thing that the client wants answered.

Questions are rows, so that an answer can one day point at the one that it answers.
"""

from django.db import models

from requests_app.models.request import ReportRequest


class KeyQuestion(models.Model):
    request = models.ForeignKey(ReportRequest, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="one_question_per_position"),
            models.CheckConstraint(condition=models.Q(position__gt=0), name="questions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"Question {self.position}"
