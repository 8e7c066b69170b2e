"""What the site serves of a briefing: the page of its latest edition, compiled when it was published.

A request for a page reads this one row; nothing is rendered for a reader. The row can be thrown away and made
again from the edition, so it is no truth of its own.
"""

from django.conf import settings
from django.db import models

from reports.models.edition import Edition
from reports.models.report import Report
from reports.models.series import Series


class Publication(models.Model):
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="publication")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="publications")
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    published_at = models.DateTimeField()
    first_on = models.DateField(
        "first published on",
        help_text="By the house’s calendar; a later edition begins no embargo anew.",
    )
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    title = models.CharField(max_length=240)
    language = models.CharField(max_length=12)
    volume = models.PositiveIntegerField(null=True)
    issue = models.PositiveIntegerField(null=True)
    dated = models.DateField()
    marking = models.CharField(max_length=20)
    authors = models.JSONField(default=list)
    countries = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    lead = models.TextField(
        blank=True, help_text="The first paragraph without its markup; everybody reads it."
    )
    teaser_html = models.TextField()
    full_html = models.TextField()
    related = models.JSONField(default=list)
    notices = models.JSONField(default=list, help_text="The corrections of its editions, newest first.")

    class Meta:
        ordering = ["-dated", "-id"]
        indexes = [models.Index(fields=["series", "-dated"], name="publication_by_series")]

    def __str__(self) -> str:
        return self.title
