"""The frozen issue of a report: a snapshot, the PDF made from it, and their digests.

The row exists only when its PDF exists; a correction is a new edition that supersedes the old.
"""

from django.conf import settings
from django.db import models

from reports.models.frozen import FrozenModel
from reports.models.report import Report


class Edition(FrozenModel):
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    snapshot = models.TextField()
    snapshot_sha256 = models.CharField(max_length=64)
    html = models.TextField("print HTML")
    pdf_name = models.CharField(max_length=160)
    pdf_sha256 = models.CharField(max_length=64)
    pdf_size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["snapshot_sha256"], name="edition_by_its_code")]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_edition_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(pdf_size__gt=0, pages__gt=0, number__gt=0), name="edition_has_a_pdf"
            ),
            models.CheckConstraint(
                condition=models.Q(number=1, supersedes__isnull=True)
                | models.Q(number__gt=1, supersedes__isnull=False),
                name="later_editions_supersede",
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"
