"""The calendar of the house and the pauses of a request: what working time is counted with."""

from django.db import models

from requests_app.models.request import ReportRequest


class Holiday(models.Model):
    """A weekday on which the house does not work."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d %B %Y}: {self.name}"


class ClockPause(models.Model):
    """A stretch in which the client had the ball; it stays, so that a late delivery can be explained."""

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(ended_at__isnull=True), name="one_open_pause"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="pause_ends_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return f"Pause {self.pk}"
