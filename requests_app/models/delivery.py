"""The record that a request was answered, and with which edition; never changed."""

from django.db import models

from reports.models import Edition
from reports.models.frozen import FrozenModel
from requests_app.models.request import ReportRequest


class Delivery(FrozenModel):
    request = models.OneToOneField(ReportRequest, on_delete=models.PROTECT, related_name="delivery")
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"Delivery {self.pk}"
