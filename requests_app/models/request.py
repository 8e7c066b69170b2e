"""What a client asked for, and where it stands.

The text of a request is secret as such, so nothing that names it (its address, its number, its `str`) says
any of it.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django_countries import countries

from reports.domain.marking import Marking
from reports.models import Organisation, Report
from requests_app.domain.workflow import Resolution, Status, resolution_of

WITHOUT_REPORT = (Status.SUBMITTED, Status.IN_TRIAGE, Status.ACCEPTED)
WITH_REPORT = (Status.IN_PRODUCTION, Status.IN_REVIEW, Status.APPROVED, Status.DELIVERED)


def _empty_list() -> list[Any]:
    return []


class RequestCounter(models.Model):
    """The last number given in a year; counted up in the transaction that gives it."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.year)


class ReportRequest(models.Model):
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True, editable=False)
    submission_key = models.UUIDField(unique=True, editable=False)
    access_digest = models.CharField(max_length=64, unique=True, editable=False)

    name = models.CharField(max_length=120)
    email = models.EmailField("work e-mail", max_length=254)
    organisation_name = models.CharField("organisation", max_length=160)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    client = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )

    title = models.CharField(max_length=200)
    background = models.TextField(blank=True)
    decision = models.TextField("decision that it supports", blank=True)
    needed_by = models.DateField(null=True, blank=True)
    marking = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Marking], default=Marking.AMBER.value
    )
    countries = models.JSONField(default=_empty_list, blank=True)
    topics = models.JSONField(default=_empty_list, blank=True)
    briefing = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    consent_at = models.DateTimeField()

    status = models.CharField(
        max_length=16,
        choices=[(each.value, each.label) for each in Status],
        default=Status.SUBMITTED.value,
        editable=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_requests",
        limit_choices_to={"is_staff": True, "is_active": True},
    )
    report = models.OneToOneField(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("received", auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "request"
        indexes = [
            models.Index(fields=["status", "needed_by"], name="request_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[each.value for each in Status]), name="request_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(marking__in=[each.value for each in Marking]),
                name="request_marking_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[each.value for each in WITHOUT_REPORT], report__isnull=True)
                | models.Q(status__in=[each.value for each in WITH_REPORT], report__isnull=False)
                | models.Q(status__in=[Status.DECLINED.value, Status.WITHDRAWN.value]),
                name="request_in_production_has_its_report",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("requests:detail", args=[self.key])

    @property
    def stage(self) -> Status:
        """The status as the table's own value."""
        return Status(self.status)

    @property
    def tlp(self) -> Marking:
        """Its marking, which knows who may read it."""
        return Marking(self.marking)

    @property
    def country_names(self) -> list[str]:
        """The countries as people call them."""
        return [countries.name(code) for code in self.countries]

    @property
    def resolution(self) -> Resolution | None:
        """How it ended; None while it goes on."""
        return resolution_of(self.stage)
