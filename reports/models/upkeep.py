"""What happened to a text: each save of it, each warning that was waived, and who approved which wording."""

from django.conf import settings
from django.db import models

from reports.models.frozen import FrozenModel
from reports.models.report import Report


class Revision(FrozenModel):
    """The whole text after a save, as its snapshot."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    snapshot = models.TextField()
    note = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="one_revision_of_a_version"),
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"


class Waiver(FrozenModel):
    """A warning that somebody let stand, for a reason that is kept; it holds for that wording only."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="waivers")
    key = models.CharField(max_length=64)
    rule = models.CharField(max_length=40)
    place = models.CharField(max_length=120)
    sentence = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="one_waiver_of_a_warning"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"Waiver of {self.rule}"


class Approval(FrozenModel):
    """That somebody who did not write it approved exactly this wording."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="approvals")
    text_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "text_sha256", "by"], name="one_approval_each"),
        ]

    def __str__(self) -> str:
        return f"Approval {self.pk}"
