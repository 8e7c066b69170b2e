"""The record that a transition happened: what the timeline is made of, and never changed."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reports.models.frozen import FrozenModel
from requests_app.domain.workflow import Actor, Status, Transition, find
from requests_app.models.request import ReportRequest


class RequestEvent(FrozenModel):
    redactable: ClassVar[tuple[str, ...]] = ("note",)

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="events")
    transition = models.CharField(max_length=24)
    source = models.CharField(max_length=24, blank=True)
    target = models.CharField(max_length=24)
    actor = models.CharField(max_length=12)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "event"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target__in=[each.value for each in Status])
                & models.Q(source__in=["", *(each.value for each in Status)]),
                name="event_statuses_are_known",
            ),
            models.CheckConstraint(
                condition=models.Q(actor__in=[each.value for each in Actor]), name="event_actor_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transition} {self.pk}"

    @property
    def row(self) -> Transition:
        """The row of the table that was used."""
        return find(self.transition)

    @property
    def told(self) -> str:
        """What the client reads of it; empty when the client is not told."""
        return self.row.told

    @property
    def note_for_client(self) -> str:
        """The note, if it was written for the client."""
        return self.note if self.row.note_for_client else ""
