"""An edition made out to somebody: who had which file, so that one that turns up can be traced.

The file itself is not kept; its code finds what is printed and hidden in it, its digest proves it whole. A
row without a recipient is the file that everybody gets.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reports.models.edition import Edition
from reports.models.frozen import FrozenModel


class Copy(FrozenModel):
    redactable: ClassVar[tuple[str, ...]] = ("name", "reader")

    code = models.CharField(max_length=14, unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="copies")
    name = models.CharField("prepared for", max_length=120, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    reference = models.CharField("request number", max_length=20, blank=True)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "copies"

    def __str__(self) -> str:
        return f"Copy {self.code}"
