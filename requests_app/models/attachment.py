"""A file that a client gave with its request: kept once under its digest, private, named as it was."""

import uuid

from django.conf import settings
from django.db import models

from reports.models.frozen import FrozenModel
from requests_app.domain.files import Kind
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
    stored_name = models.CharField(max_length=120, blank=True, help_text="Empty once the file is removed.")
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

    @property
    def label(self) -> str:
        """What people call a file of its kind."""
        return next((kind.label for kind in Kind if kind.media_type == self.media_type), self.media_type)


class AttachmentDownload(FrozenModel):
    """That somebody of the house took a client's file; the client's own downloads are its own affair."""

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="downloads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Download {self.pk}"
