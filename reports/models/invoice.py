"""What was charged, paid and credited: rows that are written once, under numbers without a gap.

An invoice is never deleted nor changed: a payment is a row beside it, and what was wrong is credited by a
note with a number of its own.
"""

from django.conf import settings
from django.db import models

from reports.domain.billing import Line, Totals, money, totals
from reports.models.frozen import FrozenModel
from reports.models.organisation import Organisation
from reports.models.plan import MOST_VAT
from reports.models.subscription import Subscription


class InvoiceKind(models.TextChoices):
    PROFORMA = "PF", "Proforma invoice"
    CREDIT = "CN", "Credit note"


class InvoiceSequence(models.Model):
    """The last number that was given of a kind in a year; raised in the transaction that uses it."""

    kind = models.CharField(max_length=2, choices=InvoiceKind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="one_sequence_a_year")]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}: {self.last}"


class Invoice(FrozenModel):
    """All that its paper says, as it was when it was issued."""

    kind = models.CharField(max_length=2, choices=InvoiceKind.choices, default=InvoiceKind.PROFORMA)
    number = models.CharField(max_length=20, unique=True)
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="invoices")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invoices")
    credits = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="credit_note"
    )
    issued_on = models.DateField()
    due_on = models.DateField()
    currency = models.CharField(max_length=3)
    issuer_name = models.CharField(max_length=160)
    issuer_address = models.CharField(max_length=300)
    issuer_vat_id = models.CharField("issuer’s VAT number", max_length=20, blank=True)
    iban = models.CharField("IBAN", max_length=34)
    customer = models.CharField(max_length=160)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "count"], name="one_invoice_per_number"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("issued_on")), name="invoice_is_due_later"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="PF", credits__isnull=True)
                | models.Q(kind="CN", credits__isnull=False),
                name="credit_note_names_its_invoice",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def totals(self) -> Totals:
        """Its sums, in cents."""
        return totals(each.line for each in self.lines.all())

    @property
    def amount(self) -> str:
        """What is to be paid, as people read it."""
        return money(self.totals.gross, self.currency)

    @property
    def standing(self) -> str:
        """Whether it is paid, credited or open; a credit note is neither."""
        if self.kind == InvoiceKind.CREDIT:
            return f"Credits {self.credits}"
        if hasattr(self, "payment"):
            return f"Paid on {self.payment.paid_on:%-d %B %Y}"
        return f"Credited by {self.credit_note}" if hasattr(self, "credit_note") else "Open"


class InvoiceLine(FrozenModel):
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    text = models.CharField(max_length=200)
    net = models.BigIntegerField("net in cents")
    vat_rate = models.DecimalField("VAT in percent", max_digits=4, decimal_places=2)
    vat = models.BigIntegerField("VAT in cents")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(vat_rate__range=(0, MOST_VAT)), name="invoice_line_vat_is_a_rate"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def line(self) -> Line:
        """As the sums read it."""
        return Line(self.text, self.net, self.vat_rate)


class InvoicePayment(FrozenModel):
    """That an invoice was paid: on which day, and under which reference of the bank."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="payment")
    paid_on = models.DateField()
    reference = models.CharField("the bank’s reference", max_length=140)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.reference
