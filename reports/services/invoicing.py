"""Issues an invoice for a period of a subscription, marks it paid, or credits it; each once.

A number is given in the transaction that writes the invoice, while the sequence of its year is held: two at
once follow each other, and what fails gives its number back, so there is no gap.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from reports.domain import billing
from reports.domain.billing import Line
from reports.domain.subscribing import State
from reports.models import (
    Invoice,
    InvoiceKind,
    InvoiceLine,
    InvoicePayment,
    InvoiceSequence,
    Organisation,
    Subscription,
    User,
)
from reports.services import papers, paying, subscriptions


class InvoiceRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It did not happen; the text is a sentence for staff."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who sends the invoice, and to which account it is paid."""

    name: str
    address: str
    vat_id: str
    iban: str


def issuer() -> Issuer:
    """The house, as its settings say; raises InvoiceRefused where they do not say enough."""
    needed = ("ISSUER_NAME", "ISSUER_ADDRESS", "ISSUER_IBAN")
    missing = [name for name in needed if not getattr(settings, name)]
    if missing:
        raise InvoiceRefused(f"No invoice can be issued before {', '.join(missing)} is set.")
    return Issuer(settings.ISSUER_NAME, settings.ISSUER_ADDRESS, settings.ISSUER_VAT_ID, settings.ISSUER_IBAN)


def invoices_of(organisation: Organisation) -> QuerySet[Invoice]:
    """What an organisation was sent, newest first, with all that a list shows of it, in two queries."""
    rows = Invoice.objects.filter(organisation=organisation)
    return rows.select_related("payment", "credit_note", "credits").prefetch_related("lines")


@transaction.atomic
def issue(subscription: Subscription, *, by: User, sender: Issuer | None = None) -> Invoice:
    """The invoice for the period of a subscription that waits for payment; by default the house's.

    Raises InvoiceRefused.
    """
    held = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if held.state not in (State.AWAITING_PAYMENT.value, State.ACTIVE.value):
        raise InvoiceRefused("Only a subscription that waits for payment or runs already is invoiced.")
    if not held.cents:
        raise InvoiceRefused("Its price is nothing; start it without payment.")
    if held.invoices.filter(kind=InvoiceKind.PROFORMA, credit_note=None).exists():
        raise InvoiceRefused("Its invoice is there already; credit that one first.")
    until = f"to {held.ends:%-d %B %Y}" if held.ends else "on"
    text = f"{held.plan or 'Subscription'}, {held.starts:%-d %B %Y} {until}"
    line = Line(text[:200], held.cents, held.vat_rate)
    return _write(held, InvoiceKind.PROFORMA, [line], issuer=sender or issuer(), by=by)


@transaction.atomic
def mark_paid(invoice: Invoice, *, paid_on: date, reference: str, by: User) -> InvoicePayment:
    """The money is there: what waited for it opens. The same again returns what was written."""
    held = _held(invoice)
    known = InvoicePayment.objects.filter(invoice=held).first()
    if known:
        return known
    _check_open(held)
    if paid_on > timezone.localdate():
        raise InvoiceRefused("That day is still to come; give the day on which it was paid.")
    if not reference.strip():
        raise InvoiceRefused("Give the bank’s reference, so that the payment can be found.")
    subscription = Subscription.objects.select_for_update(of=("self",)).get(pk=held.subscription_id)
    if subscription.state == State.CANCELLED.value:
        raise InvoiceRefused("Its subscription was cancelled; credit the invoice and return the money.")
    payment = InvoicePayment.objects.create(
        invoice=held, paid_on=paid_on, reference=reference.strip()[:140], by=by
    )
    if subscription.state == State.AWAITING_PAYMENT.value:
        subscriptions.apply(subscription, "pay", by=by, note=f"{held.number}, {payment.reference}")
    return payment


@transaction.atomic
def credit(invoice: Invoice, *, note: str, by: User) -> Invoice:
    """Void an invoice that is not paid: a credit note over all of it, with a number of its own."""
    held = _held(invoice)
    _check_open(held)
    if InvoicePayment.objects.filter(invoice=held).exists():
        raise InvoiceRefused("It is paid; what is paid is not credited here.")
    if not note.strip():
        raise InvoiceRefused("Say why: the reason is printed on the credit note.")
    lines = [Line(each.text, -each.net, each.vat_rate) for each in held.lines.all()]
    sender = Issuer(held.issuer_name, held.issuer_address, held.issuer_vat_id, held.iban)
    why = note.strip()[:200]
    return _write(held.subscription, InvoiceKind.CREDIT, lines, issuer=sender, by=by, credited=held, note=why)


def print_invoice(invoice: Invoice) -> bytes:
    """The PDF of an invoice, from what was written when it was issued. Raises RenderFailed."""
    lines = [
        (each.text, each.vat_rate, _money(each.net, invoice), _money(each.vat, invoice))
        for each in invoice.lines.all()
    ]
    sums = invoice.totals
    context = {
        "invoice": invoice,
        "lines": lines,
        "net": _money(sums.net, invoice),
        "by_rate": [(rate, _money(net, invoice), _money(vat, invoice)) for rate, net, vat in sums.by_rate],
        "gross": _money(sums.gross, invoice),
        "address": [part.strip() for part in invoice.issuer_address.split(";")],
        "iban": paying.grouped(invoice.iban),
        "how": paying.PROVIDER.how_to_pay(invoice) if invoice.kind == InvoiceKind.PROFORMA else "",
    }
    return papers.print_paper("reports/pdf/invoice.html", context)


def _money(cents: int, invoice: Invoice) -> str:
    return billing.money(cents, invoice.currency)


def _held(invoice: Invoice) -> Invoice:
    """The invoice, kept from others until the transaction ends; on SQLite there is one writer anyway."""
    return Invoice.objects.select_for_update(of=("self",), no_key=True).get(pk=invoice.pk)


def _check_open(invoice: Invoice) -> None:
    if invoice.kind != InvoiceKind.PROFORMA:
        raise InvoiceRefused("That is a credit note.")
    if Invoice.objects.filter(credits=invoice).exists():
        raise InvoiceRefused(f"{invoice.number} was credited already.")


def _next(kind: InvoiceKind, year: int) -> int:
    """The next number of that kind in the year; the row is held from here on."""
    InvoiceSequence.objects.get_or_create(kind=kind, year=year)
    mine = InvoiceSequence.objects.filter(kind=kind, year=year)
    mine.update(last=F("last") + 1)
    return mine.get().last


def _write(
    subscription: Subscription,
    kind: InvoiceKind,
    lines: Iterable[Line],
    *,
    issuer: Issuer,
    by: User,
    credited: Invoice | None = None,
    note: str = "",
) -> Invoice:
    today = timezone.localdate()
    days = settings.INVOICE_DUE_DAYS if kind == InvoiceKind.PROFORMA else 0
    count = _next(kind, today.year)
    invoice = Invoice.objects.create(
        kind=kind,
        number=billing.number(kind.value, today.year, count),
        year=today.year,
        count=count,
        subscription=subscription,
        organisation=subscription.organisation,
        credits=credited,
        issued_on=today,
        due_on=today + timedelta(days=days),
        currency=credited.currency if credited else subscription.currency,
        issuer_name=issuer.name,
        issuer_address=issuer.address,
        issuer_vat_id=issuer.vat_id,
        iban=issuer.iban,
        customer=subscription.organisation.name,
        note=note,
        by=by,
    )
    for line in lines:
        InvoiceLine.objects.create(
            invoice=invoice, text=line.text, net=line.net, vat_rate=line.vat_rate, vat=line.vat
        )
    return invoice
