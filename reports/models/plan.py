"""What the house offers to organisations: which series, seats and units for what price.

A plan is an offer, no contract: its terms are copied into a subscription when that begins, so a later change
of the plan changes no running subscription.
"""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from reports.models.series import Series

MOST_VAT = Decimal(50)


class Terms(models.Model):
    """What a plan promises and a subscription keeps; money is in cents, without VAT."""

    seats = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: as many as it likes.")
    embargo_days = models.PositiveSmallIntegerField(
        "days of embargo",
        default=0,
        help_text="Its readers get a briefing that many days after it was published; 0 at once.",
    )
    grace_days = models.PositiveSmallIntegerField(
        "days of grace", default=14, help_text="So long it opens after its end while it is not renewed."
    )
    cents = models.PositiveBigIntegerField(
        "price in cents", default=0, help_text="For one period, without VAT."
    )
    currency = models.CharField(
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}\Z", "Three capitals, such as EUR.")],
    )
    vat_rate = models.DecimalField(
        "VAT in percent",
        max_digits=4,
        decimal_places=2,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_VAT)],
    )

    class Meta:
        abstract = True


class Plan(Terms):
    name = models.CharField(max_length=80, unique=True)
    series = models.ManyToManyField(Series, related_name="plans", blank=True)
    months = models.PositiveSmallIntegerField(
        "months of a period", default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    is_offered = models.BooleanField("is offered", default=True, help_text="Without, none begins on it.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(months__range=(1, 60)), name="plan_has_months"),
            models.CheckConstraint(
                condition=models.Q(vat_rate__range=(0, MOST_VAT)), name="plan_vat_is_a_rate"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def units_a_year(self) -> int:
        """All its units of a year, whatever service class they are meant for."""
        return sum(each.units for each in self.allowances.all())


class PlanUnits(models.Model):
    """The units a year that a plan means for one service class; the account that they go to is one."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="allowances")
    service_class = models.SlugField(max_length=20, help_text="As requests name it: routine, full or custom.")
    units = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        verbose_name = "units a year"
        verbose_name_plural = "units a year"
        constraints = [
            models.UniqueConstraint(fields=["plan", "service_class"], name="one_allowance_per_class"),
        ]

    def __str__(self) -> str:
        return f"{self.service_class}: {self.units}"
