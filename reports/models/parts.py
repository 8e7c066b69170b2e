"""The typed parts of a report: its sections, findings and scenarios.

They are rows rather than one long text because each kind is printed, counted and judged in its own way.
"""

from django.db import models

from reports.domain.sections import SPECS, SectionKind

from .report import Report


class Section(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=24, choices=[(spec.kind.value, spec.title) for spec in SPECS])
    body = models.TextField("text", blank=True, help_text="Markdown: paragraphs, lists, tables, ### headings.")

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


class Finding(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"Finding {self.position}"


class Scenario(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="scenarios")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"Scenario {self.position}"
