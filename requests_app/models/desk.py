"""What makes the desk's work lighter: canned replies, checklists, and filters that somebody saved."""

from django.conf import settings
from django.db import models

from requests_app.domain.service import ServiceClass
from requests_app.models.request import ReportRequest


class CannedReply(models.Model):
    """A text to begin a message to a client with; it is edited before it is sent."""

    title = models.CharField(max_length=80, unique=True)
    text = models.TextField()

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "canned replies"

    def __str__(self) -> str:
        return self.title


class ChecklistItem(models.Model):
    """One thing to do for every request of a service class; a retired one stays where it was ticked."""

    service_class = models.CharField(
        max_length=8, choices=[(each.value, each.label) for each in ServiceClass]
    )
    position = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=200)
    is_retired = models.BooleanField(default=False)

    class Meta:
        ordering = ["service_class", "position", "id"]

    def __str__(self) -> str:
        return self.text


class ChecklistTick(models.Model):
    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="ticks")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "item"], name="one_tick_per_item")]

    def __str__(self) -> str:
        return f"Tick {self.pk}"


class SavedFilter(models.Model):
    """A view of the queue that somebody gave a name: the query string without its page."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_filter_per_name")]

    def __str__(self) -> str:
        return self.name
