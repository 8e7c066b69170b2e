"""What a client may still ask for: a ledger of units whose balance is a sum and never a field.

Granted and released entries give, reserved and expired ones take; what is used turns a reservation into a
fact, without changing the balance again.
"""

from django.conf import settings
from django.db import models

from reports.models.frozen import FrozenModel
from reports.models.organisation import Organisation


class UnitEntry(FrozenModel):
    """`amount` is what the balance changes by; `reference` is the number of the request, if there is one.

    `key` is that of the form that granted units, or of the year that they are for: neither grants twice.
    """

    class Kind(models.TextChoices):
        GRANTED = "granted", "Granted"
        RESERVED = "reserved", "Reserved"
        USED = "used", "Used"
        RELEASED = "released", "Released"
        EXPIRED = "expired", "Expired"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="unit_entries")
    key = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    amount = models.IntegerField()
    units = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=20, blank=True)
    ends = models.DateField(
        "last day",
        null=True,
        blank=True,
        help_text="Of granted units, or of those that expired; empty: they never end.",
    )
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "unit entry"
        verbose_name_plural = "unit entries"
        indexes = [
            models.Index(fields=["organisation", "reference"], name="units_by_reference"),
            models.Index(
                fields=["ends"], condition=models.Q(kind="granted", ends__isnull=False), name="units_by_end"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(kind__in=["granted", "expired"]),
                name="granted_units_may_end",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["granted", "released"], amount=models.F("units"))
                | models.Q(kind__in=["reserved", "expired"], amount=-models.F("units"))
                | models.Q(kind="used", amount=0),
                name="unit_entry_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["granted", "expired"]) | ~models.Q(reference=""),
                name="reservation_names_its_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.units}"
