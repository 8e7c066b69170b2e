"""A request while it is typed: kept on the server at every step, so that nothing typed is ever lost.

It is no request yet: it has no number, staff does not see it, and what it holds may still be wrong.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from reports.models import Edition, Organisation, Report
from requests_app.models.request import ReportRequest


def _nothing() -> dict[str, Any]:
    return {}


def _no_steps() -> list[str]:
    return []


class DraftState(models.TextChoices):
    TYPING = "typing", "Being typed"
    UNCONFIRMED = "unconfirmed", "Waiting for the address to be confirmed"
    HELD = "held", "Held for staff to look at"
    SENT = "sent", "Sent"
    ANSWERED = "answered", "Answered by what was published"
    DISCARDED = "discarded", "Discarded"


class RequestDraft(models.Model):
    """`typed` is what the steps brought, by field name, unchecked; `secret_digest` is of a browser's key.

    `seen` are the steps that were left by “Save and go on”, `meant_for` the draft that this one is a rescued
    piece of, `organisation` the one that its owner was in, `started_at` when its first page was served.
    `network` and `address_digest` are keyed digests.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=12, choices=DraftState.choices, default=DraftState.TYPING)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="request_drafts",
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    secret_digest = models.CharField(max_length=64, blank=True, editable=False)
    typed = models.JSONField(default=_nothing, blank=True)
    seen = models.JSONField(default=_no_steps, blank=True, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    meant_for = models.UUIDField(null=True, blank=True, editable=False)
    briefing = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirm_digest = models.CharField(max_length=64, blank=True, editable=False)
    confirm_until = models.DateTimeField(null=True, blank=True, editable=False)
    links_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    held_because = models.CharField(max_length=120, blank=True, editable=False)
    discarded_because = models.TextField(blank=True, editable=False)
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    network = models.CharField(max_length=64, blank=True, editable=False)
    address_digest = models.CharField(max_length=64, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    request = models.OneToOneField(
        ReportRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="draft", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = "draft"
        indexes = [
            models.Index(fields=["state", "updated_at"], name="draft_by_state"),
            models.Index(fields=["network", "created_at"], name="draft_by_network"),
            models.Index(fields=["address_digest", "created_at"], name="draft_by_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", request__isnull=False)
                | (~models.Q(state="sent") & models.Q(request__isnull=True)),
                name="sent_draft_has_its_request",
            ),
            models.CheckConstraint(
                condition=models.Q(state="held") | models.Q(held_because=""), name="only_held_drafts_say_why"
            ),
            models.CheckConstraint(
                condition=models.Q(discarded_because="", discarded_by__isnull=True)
                | (models.Q(state="discarded", discarded_by__isnull=False) & ~models.Q(discarded_because="")),
                name="draft_that_staff_discarded_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False) | ~models.Q(secret_digest=""),
                name="draft_belongs_to_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(confirm_digest="", confirm_until__isnull=True)
                | (~models.Q(confirm_digest="") & models.Q(confirm_until__isnull=False)),
                name="confirmation_is_whole_or_absent",
            ),
            models.UniqueConstraint(
                fields=["confirm_digest"], condition=~models.Q(confirm_digest=""), name="one_draft_per_link"
            ),
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("requests:draft", args=[self.key])

    @property
    def files(self) -> Any:
        """What was given with it: its own, or those of the request that it became."""
        return (self.request or self).attachments.all()


class IntakeNotice(models.Model):
    """What stands above the form; the newest counts, earlier ones stay to be read."""

    text = models.TextField(blank=True, help_text="Plain text; empty shows nothing.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Notice of {self.at:%d %B %Y}"


class SavedRequest(RequestDraft):
    """A draft that ended because what was written already answered it."""

    class Meta:
        proxy = True
        verbose_name = "saved request"


class HeldDraft(RequestDraft):
    """What looked wrong when it was sent: staff lets it through or discards it, and says why."""

    class Meta:
        proxy = True
        verbose_name = "held request"
