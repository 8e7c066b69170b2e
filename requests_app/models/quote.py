"""What an answer would cost, for how much of it and by when: accepted, declined, or run out."""

from django.conf import settings
from django.db import models

from requests_app.models.request import ReportRequest


class QuoteState(models.TextChoices):
    OPEN = "open", "Waiting for the client"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    EXPIRED = "expired", "Expired"
    TAKEN_BACK = "taken_back", "Taken back"


class Quote(models.Model):
    """Either units of the client's plan or an amount of money in cents, never both."""

    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="quotes")
    number = models.PositiveSmallIntegerField()
    units = models.PositiveSmallIntegerField(null=True, blank=True)
    cents = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    scope = models.TextField()
    due_on = models.DateField("delivered by")
    valid_until = models.DateField()
    state = models.CharField(max_length=12, choices=QuoteState.choices, default=QuoteState.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField("name of who decided", max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_quote_per_number"),
            models.UniqueConstraint(
                fields=["request"], condition=models.Q(state="open"), name="one_open_quote"
            ),
            models.CheckConstraint(
                condition=models.Q(units__isnull=False, units__gt=0, cents__isnull=True, currency="")
                | (models.Q(units__isnull=True, cents__isnull=False) & ~models.Q(currency="")),
                name="quote_is_in_units_or_money",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", decided_at__isnull=True, decided_by="")
                | (~models.Q(state="open") & models.Q(decided_at__isnull=False)),
                name="decided_quote_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["accepted", "declined"]) | ~models.Q(decided_by=""),
                name="client_signs_its_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"Quote {self.number}"

    @property
    def price(self) -> str:
        """What it costs, as people read it."""
        if self.units is not None:
            return f"{self.units} unit{'' if self.units == 1 else 's'} of your plan"
        return f"{self.currency} {(self.cents or 0) / 100:,.2f}"
