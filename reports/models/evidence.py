"""What a report weighs and rests on: risks, sources, the order of events, places and pictures."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from reports.domain.grading import Grade
from reports.models.parts import FIVE, Reusable, empty_list
from reports.models.report import Report


def validate_grade(value: str) -> None:
    """Refuse what is no grade of the Admiralty code."""
    try:
        Grade.parse(value)
    except ValueError as problem:
        raise ValidationError(str(problem)) from problem


class Trend(models.TextChoices):
    RISING = "rising", "Rising"
    STEADY = "steady", "Steady"
    FALLING = "falling", "Falling"


class Part(models.Model):
    """A numbered row of a report."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.position}".capitalize()


class Risk(Part):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="risks")
    subject = models.CharField(max_length=160)
    likelihood = models.PositiveSmallIntegerField(choices=FIVE)
    impact = models.PositiveSmallIntegerField(choices=FIVE)
    trend = models.CharField(max_length=8, choices=Trend.choices, default=Trend.STEADY)
    text = models.TextField(blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="risk_is_on_the_matrix",
            ),
        ]


class Source(Part, Reusable):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sources")
    citation = models.TextField()
    url = models.URLField("URL", max_length=500, blank=True)
    accessed = models.DateField(null=True, blank=True)
    grade = models.CharField(max_length=2, blank=True, validators=[validate_grade], help_text="As in B2.")
    supports = models.JSONField(
        default=empty_list, blank=True, help_text="Statements, such as: finding 1, scenario 2."
    )


class TimelineEntry(Part):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="timeline")
    when = models.CharField(
        max_length=10,
        help_text="2024-01-03, 2024-01 or 2024: as precise as it is known.",
        validators=[
            RegexValidator(
                r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z", "Write 2024-01-03, 2024-01 or 2024."
            )
        ],
    )
    about = models.BooleanField("not certain", default=False)
    text = models.TextField()

    class Meta(Part.Meta):
        ordering = ["when", "position", "id"]
        verbose_name_plural = "timeline entries"


class PlaceLevel(models.TextChoices):
    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class Place(Part):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=120)
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", "Two capital letters, as in IR.")],
    )
    latitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    level = models.CharField("risk", max_length=6, choices=PlaceLevel.choices, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_has_both_coordinates_or_none",
                violation_error_message="Give latitude and longitude, or neither.",
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=False) | ~models.Q(country=""),
                name="place_is_somewhere",
                violation_error_message="Give coordinates or a country.",
            ),
        ]


class FigureImage(Part):
    """A picture that was decoded, checked and encoded anew; its bytes are kept under their digest."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    name = models.CharField(max_length=80, editable=False)
    media_type = models.CharField(max_length=20, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    alternative = models.TextField(
        "text alternative",
        blank=True,
        help_text="What somebody who cannot see it should know; needed for approval.",
    )

    class Meta(Part.Meta):
        verbose_name = "figure"
