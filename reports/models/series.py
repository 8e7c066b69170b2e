"""A serial of briefings: its title, its ISSN, and who may read it."""

from django.core.exceptions import ValidationError
from django.db import models

from reports.domain.numbering import parse_issn


class SeriesAccess(models.TextChoices):
    OPEN = "open", "Everybody"
    REGISTERED = "registered", "Everybody who has signed in"
    SUBSCRIBERS = "subscribers", "Members of an organisation that subscribes"


def validate_issn(value: str) -> None:
    """Refuse an ISSN whose form or check digit is wrong."""
    try:
        parse_issn(value)
    except ValueError as problem:
        raise ValidationError(str(problem)) from problem


class Series(models.Model):
    title = models.CharField(max_length=160, unique=True)
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    issn = models.CharField("ISSN", max_length=9, blank=True, validators=[validate_issn])
    description = models.TextField(blank=True)
    access = models.CharField(
        "who reads it whole", max_length=12, choices=SeriesAccess.choices, default=SeriesAccess.OPEN
    )
    free_after_days = models.PositiveSmallIntegerField(
        "free after days",
        null=True,
        blank=True,
        help_text="So many days after it was published a briefing is open to everybody whose marking allows "
        "it; empty: never.",
    )
    has_teaser = models.BooleanField(
        "shows teasers",
        default=True,
        help_text="Title, lead and number of findings to everybody. Without, a briefing does not exist for "
        "those who may not read it whole, and the front page leaves the series out.",
    )

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(
                fields=["issn"],
                condition=~models.Q(issn=""),
                name="one_series_per_issn",
                violation_error_message="Another series has this ISSN.",
            ),
            models.CheckConstraint(
                condition=models.Q(access__in=SeriesAccess.values), name="series_access_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title
