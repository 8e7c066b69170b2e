"""The parts of a report that say something: its sections, findings and scenarios.

They are rows rather than one long text because each kind is printed, counted and judged in its own way.
"""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from reports.domain.confidence import Confidence
from reports.domain.sections import SPECS, SectionKind
from reports.models.report import Report

PERCENT = (MinValueValidator(0), MaxValueValidator(100))
FIVE = [(each, str(each)) for each in range(1, 6)]


def empty_list() -> list[Any]:
    return []


class Reusable(models.Model):
    """What can be taken from a published edition, and then remembers which."""

    reused_from = models.ForeignKey(
        "reports.Edition", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True


class Section(Reusable):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=24, choices=[(spec.kind.value, spec.title) for spec in SPECS])
    body = models.TextField(
        "text", blank=True, help_text="Markdown: paragraphs, lists, tables, footnotes, ### headings."
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], name="one_section_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in SectionKind]), name="section_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class FindingKind(models.TextChoices):
    FACT = "fact", "Fact"
    ASSUMPTION = "assumption", "Assumption"
    JUDGEMENT = "judgement", "Judgement"


class Judged(models.Model):
    """What carries a likelihood: a word of the report's yardstick, and a number in its band if meant."""

    likelihood = models.CharField(max_length=24, blank=True, help_text="A word of the report’s yardstick.")
    percent = models.FloatField(
        null=True, blank=True, validators=PERCENT, help_text="Only if you mean a number inside the band."
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True)
                | (models.Q(percent__gte=0, percent__lte=100) & ~models.Q(likelihood="")),
                name="%(class)s_number_has_a_word",
                violation_error_message="A number stands with its word: choose the likelihood too.",
            ),
        ]


class Finding(Reusable, Judged):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=FindingKind.choices, blank=True)
    confidence = models.CharField(
        max_length=10, choices=[(each.value, each.value.capitalize()) for each in Confidence], blank=True
    )
    basis = models.TextField("basis of the confidence", blank=True)

    class Meta(Judged.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"Finding {self.position}"


class Scenario(Reusable, Judged):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="scenarios")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    text = models.TextField("narrative", blank=True)
    impact = models.PositiveSmallIntegerField(choices=FIVE, null=True, blank=True)
    horizon = models.DateField(null=True, blank=True, help_text="Until when it is meant.")
    indicators = models.JSONField(default=empty_list, blank=True)

    class Meta(Judged.Meta):
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"Scenario {self.position}"
