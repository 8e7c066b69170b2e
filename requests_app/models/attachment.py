"""A file that a client gave with its request: kept once under its digest, private, named as it was."""

import uuid

from django.db import models

from requests_app.models.draft import RequestDraft
from requests_app.models.request import ReportRequest


class Attachment(models.Model):
    """It belongs to a draft, then to the request that the draft became: to one of the two, always."""

    class Scan(models.TextChoices):
        NONE = "none", "Not scanned"
        CLEAN = "clean", "Scanned, nothing found"

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(
        RequestDraft, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    request = models.ForeignKey(
        ReportRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_name = models.CharField(max_length=120)
    scan = models.CharField(max_length=8, choices=Scan.choices, default=Scan.NONE)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(draft__isnull=False, request__isnull=True)
                | models.Q(draft__isnull=True, request__isnull=False),
                name="attachment_has_one_home",
            ),
            models.UniqueConstraint(fields=["draft", "position"], name="one_attachment_per_place_of_a_draft"),
            models.UniqueConstraint(
                fields=["request", "position"], name="one_attachment_per_place_of_a_request"
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1, position__lte=10), name="ten_attachments_at_most"
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0, size__lte=10 * 1024 * 1024), name="attachment_size_is_allowed"
            ),
        ]

    def __str__(self) -> str:
        return f"Attachment {self.pk}"
