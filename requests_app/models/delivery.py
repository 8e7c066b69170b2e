"""The record that a request was answered, and with which edition; never changed.

A corrected report is delivered again: one row for each edition; a client downloads the newest.
"""

from django.db import models

from reports.models import Edition
from reports.models.frozen import FrozenModel
from requests_app.models.request import ReportRequest


class Delivery(FrozenModel):
    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="deliveries")
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"Delivery {self.pk}"
