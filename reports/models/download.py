"""The record that a reader took a file out of the house."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reports.models.edition import Edition
from reports.models.frozen import FrozenModel


class Download(FrozenModel):
    redactable: ClassVar[tuple[str, ...]] = ("address", "reader")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="downloads")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = models.CharField("reader’s address", max_length=254, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Download {self.pk}"
