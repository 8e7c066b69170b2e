"""What a report says of each question that was asked: the places that answer it, or why it is not answered.

A question without a row is open; a row without a place or a reason says nothing and is not kept.
"""

from django.db import models

from reports.models.parts import empty_list
from reports.models.report import Report


class Answer(models.Model):
    """`position` is the question's, from 1; `places` are names such as `finding 1` or `Analysis`."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    places = models.JSONField(default=empty_list, blank=True)
    reason = models.TextField("why it is not answered", blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="one_answer_of_a_question"),
            models.CheckConstraint(condition=models.Q(position__gt=0), name="answers_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"Answer {self.position}"
