"""The document while it is written; a published briefing and a tailored report are the same thing.

A briefing has a place in a series, a tailored report the reference of what was asked: exactly one of the two.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from reports.domain.likelihood import Yardstick
from reports.domain.marking import Marking
from reports.models.organisation import Organisation
from reports.models.series import Series


def _empty_list() -> list[Any]:
    return []


class ItemAccess(models.TextChoices):
    """Who reads a briefing whole, where it is not as its series says; its marking still narrows that."""

    SERIES = "", "As its series"
    OPEN = "open", "Everybody"
    REGISTERED = "registered", "Everybody who has signed in"
    SUBSCRIBERS = "subscribers", "Members of an organisation that subscribes"
    NAMED = "named", "Members of the organisations that are named"


class Report(models.Model):
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    volume = models.PositiveIntegerField(null=True, blank=True)
    issue = models.PositiveIntegerField(null=True, blank=True)
    reference = models.CharField("request number", max_length=20, blank=True)
    prepared_for = models.CharField(max_length=160, blank=True)
    questions = models.JSONField("what was asked", default=_empty_list, blank=True)

    access = models.CharField(
        "who reads it whole",
        max_length=12,
        choices=ItemAccess.choices,
        default="",
        blank=True,
        editable=False,
    )
    named = models.ManyToManyField(Organisation, related_name="named_in", blank=True, editable=False)

    title = models.CharField(max_length=240)
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    language = models.CharField(max_length=12, default="en")
    marking = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Marking], default=Marking.CLEAR
    )
    authors = models.JSONField(default=_empty_list, blank=True)
    dated = models.DateField(default=timezone.localdate)
    countries = models.JSONField(default=_empty_list, blank=True)
    topics = models.JSONField(default=_empty_list, blank=True)
    picture_caption = models.TextField(blank=True)
    picture_credit = models.TextField(blank=True)
    yardstick = models.CharField(
        max_length=8, choices=[(each.value, each.label) for each in Yardstick], default=Yardstick.ICD_203_A
    )
    editor_note = models.TextField("editor’s note", blank=True)

    is_locked = models.BooleanField(
        "text is locked",
        default=False,
        editable=False,
        help_text="While it is reviewed, and once it is approved.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(access__in=ItemAccess.values), name="report_access_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(series__isnull=False, reference="")
                | (models.Q(series__isnull=True) & ~models.Q(reference="")),
                name="report_is_briefing_or_tailored",
                violation_error_message="A report stands in a series or answers a request: one of the two.",
            ),
            models.UniqueConstraint(
                fields=["series", "volume", "issue"],
                name="one_report_per_issue",
                violation_error_message="This series already has that volume and issue.",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~models.Q(reference=""),
                name="one_report_per_request",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or self.title

    @property
    def is_briefing(self) -> bool:
        return self.series_id is not None
