"""What is said about a request: to and from the client in one model, inside the house in another.

They are two tables on purpose: no flag, filter or slip can turn the one into the other.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reports.models.frozen import FrozenModel
from requests_app.models.request import ReportRequest


class Clarification(FrozenModel):
    """A message of the thread that client and staff share; `key` is its form's, so it is kept once."""

    redactable: ClassVar[tuple[str, ...]] = ("text",)

    class Side(models.TextChoices):
        STAFF = "staff", "We"
        CLIENT = "client", "You"

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="clarifications")
    key = models.UUIDField(unique=True, null=True, editable=False)
    side = models.CharField(max_length=8, choices=Side.choices)
    text = models.TextField()
    waits = models.BooleanField("an answer is needed", default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="clarification_says_something"),
            models.CheckConstraint(
                condition=models.Q(side="client") | models.Q(side="staff", by__isnull=False),
                name="staff_signs_its_messages",
            ),
            models.CheckConstraint(
                condition=models.Q(waits=False) | models.Q(side="staff"),
                name="only_the_house_waits_for_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"Message {self.pk}"


class InternalNote(FrozenModel):
    """A note of the house; no client, mail, export or interface ever holds one."""

    redactable: ClassVar[tuple[str, ...]] = ("text",)

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="internal_notes")
    key = models.UUIDField(unique=True, null=True, editable=False)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="internal_note_says_something")
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"
