"""What the house keeps about people, for how long, and who asked to see or to lose it.

Each decision stays as a row with its reason; a row that was decided is never changed.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reports.models.frozen import FrozenModel
from reports.models.organisation import Organisation


class Redaction(models.Model):
    """That frozen rows lost the words about somebody. It is open inside one transaction alone.

    The guards of the tables look for an open row, which no other connection can ever see.
    """

    cause = models.CharField(max_length=60)
    is_open = models.BooleanField(default=True)
    changed = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Redaction {self.pk}"


class DataExport(models.Model):
    """A file of all that is held about a person; `stored_name` is empty before it is made and at its end."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="data_exports"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    stored_name = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        verbose_name = "export of data"
        verbose_name_plural = "exports of data"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ready_at__isnull=True, failed_at__isnull=True),
                name="one_export_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(stored_name="") | models.Q(ready_at__isnull=False),
                name="stored_export_is_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"Export {self.pk}"


class ErasureState(models.TextChoices):
    ASKED = "asked", "Waiting for a decision"
    APPROVED = "approved", "Approved, will be done"
    REFUSED = "refused", "Refused"
    TAKEN_BACK = "taken_back", "Taken back"
    DONE = "done", "Done"


class ErasureRequest(models.Model):
    """That a person asked to be forgotten, and what was decided; frozen once it has ended."""

    State = ErasureState
    OPEN: ClassVar[tuple[ErasureState, ...]] = (ErasureState.ASKED, ErasureState.APPROVED)
    frozen_when: ClassVar[str] = "old.state IN ('refused', 'taken_back', 'done')"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erasures")
    state = models.CharField(max_length=12, choices=ErasureState.choices, default=ErasureState.ASKED)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "request to be erased"
        verbose_name_plural = "requests to be erased"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=["asked", "approved"]),
                name="one_open_erasure_each",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "taken_back"], decided_by__isnull=True)
                | models.Q(
                    state__in=["approved", "refused", "done"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="decided_erasure_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(reason=""), name="refused_erasure_says_why"
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False)
                | (~models.Q(state="done") & models.Q(done_at__isnull=True)),
                name="done_erasure_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Erasure {self.pk}"


class LegalHold(models.Model):
    """Nothing about one person, organisation or request is removed while it stands, whoever asks."""

    frozen_when: ClassVar[str] = "old.released_at IS NOT NULL"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="legal_holds"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="legal_holds"
    )
    reference = models.CharField("request number", max_length=20, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateField(
        null=True, blank=True, help_text="The last day; empty holds until it is released."
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.TextField("why it was released", blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "legal hold"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, organisation__isnull=True, reference="")
                | models.Q(person__isnull=True, organisation__isnull=False, reference="")
                | (models.Q(person__isnull=True, organisation__isnull=True) & ~models.Q(reference="")),
                name="hold_is_on_one_thing",
                violation_error_message="A hold is on one thing: a person, an organisation or a request.",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True, released_at__isnull=True, release_reason="")
                | (
                    models.Q(released_by__isnull=False, released_at__isnull=False)
                    & ~models.Q(release_reason="")
                ),
                name="release_of_a_hold_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Hold {self.pk}"


class RetentionRule(FrozenModel):
    """How many days a kind of data is kept from now on; the newest row of a kind counts, all stay."""

    kind = models.CharField(max_length=20)
    days = models.PositiveIntegerField()
    reason = models.CharField("why", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "retention period"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__gte=1, days__lte=36_500), name="retention_period_is_sane"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="retention_period_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days} days"


class RetentionRun(models.Model):
    """That the clock has looked for what is past its time on a day, and how much it removed, by kind."""

    day = models.DateField(unique=True)
    removed = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"Run of {self.day}"
