"""The typed, dated notice that says what is wrong with an edition, or that it must no longer be used.

A notice is never changed; the text that is right again is a new edition that supersedes the old one.
"""

from django.conf import settings
from django.db import models

from reports.models.edition import Edition
from reports.models.frozen import FrozenModel


class CorrectionKind(models.TextChoices):
    ADDENDUM = "addendum", "Addendum"
    CLARIFICATION = "clarification", "Clarification"
    CORRECTION = "correction", "Correction"
    CONCERN = "concern", "Expression of concern"
    RETRACTION = "retraction", "Retraction"
    WITHDRAWAL = "withdrawal", "Withdrawal"

    @property
    def recalls(self) -> bool:
        """Whether the edition must no longer be used."""
        return self in (CorrectionKind.RETRACTION, CorrectionKind.WITHDRAWAL)


RECALLS = [kind.value for kind in CorrectionKind if kind.recalls]


class Correction(FrozenModel):
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=16, choices=CorrectionKind.choices)
    text = models.TextField("what is corrected")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="correction_says_something"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in CorrectionKind]),
                name="correction_kind_is_known",
            ),
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(kind__in=RECALLS), name="one_recall_of_an_edition"
            ),
        ]

    @property
    def kind_recalls(self) -> bool:
        return CorrectionKind(self.kind).recalls

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
