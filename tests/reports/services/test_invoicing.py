"""Invoices: numbers without a gap, a payment that opens, a note that takes back, and who may see one."""

import io
import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from reports.models import Invoice, InvoicePayment, Membership, Organisation, Subscription, User
from reports.models.frozen import FrozenRowError
from reports.services import access, invoicing, subscriptions
from reports.services.invoicing import InvoiceRefused
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _issuer(settings: Any) -> None:
    settings.ISSUER_NAME, settings.ISSUER_ADDRESS = "The House", "1 Street; 2 Town"
    settings.ISSUER_VAT_ID, settings.ISSUER_IBAN = "DE123456789", "DE89370400440532013000"


def waiting(by: User, *, organisation: Organisation | None = None, **terms: Any) -> Subscription:
    """A subscription that is approved and waits for payment."""
    client = organisation or factories.alice().memberships.get().organisation
    plan = factories.plan(**{"cents": 120_000, "vat_rate": Decimal(19), **terms})
    paid = subscriptions.begin(client, plan, starts=TODAY(), by=by)
    subscriptions.apply(paid, "approve", by=by)
    return paid


def test_an_invoice_says_what_when_and_how_much(dana: User) -> None:
    made = invoicing.issue(waiting(dana), by=dana)
    year = TODAY().year

    assert (made.number, made.customer, made.amount) == (
        f"PF-{year}-0001",
        "Meridian Shipping",
        "EUR 1,428.00",
    )
    assert (made.issued_on, made.due_on) == (TODAY(), TODAY() + timedelta(days=30))
    assert [(each.net, each.vat_rate, each.vat) for each in made.lines.all()] == [(120_000, 19, 22_800)]
    assert made.standing == "Open"


def test_what_is_paid_opens_once_and_says_so(alice: User, dana: User) -> None:
    paid = waiting(dana, units=12)
    made = invoicing.issue(paid, by=dana)

    for _ in range(2):
        invoicing.mark_paid(made, paid_on=TODAY(), reference="Statement 7", by=dana)

    made = Invoice.objects.get()
    assert made.standing == f"Paid on {TODAY():%-d %B %Y}"
    assert access.reader_of(alice).series == {paid.series.get().pk: 0}
    assert paid.events.filter(name="pay").get().note == f"{made.number}, Statement 7"
    assert paid.organisation.unit_entries.count() == InvoicePayment.objects.count() == 1
    with pytest.raises(InvoiceRefused, match="It is paid"):
        invoicing.credit(made, note="Wrong price.", by=dana)


def test_a_wrong_invoice_is_credited_and_issued_anew(dana: User) -> None:
    paid = waiting(dana)
    wrong = invoicing.issue(paid, by=dana)
    with pytest.raises(InvoiceRefused, match="there already"):
        invoicing.issue(paid, by=dana)

    note = invoicing.credit(wrong, note="Wrong price.", by=dana)
    right = invoicing.issue(paid, by=dana)

    year = TODAY().year
    assert [each.number for each in (note, right)] == [f"CN-{year}-0001", f"PF-{year}-0002"]
    assert note.totals.gross == -wrong.totals.gross
    assert Invoice.objects.get(pk=wrong.pk).standing == f"Credited by {note.number}"
    for step in (lambda: invoicing.credit(wrong, note="Again.", by=dana), lambda: pay(wrong, dana)):
        with pytest.raises(InvoiceRefused, match="was credited already"):
            step()
    with pytest.raises(FrozenRowError):
        wrong.delete()


def pay(invoice: Invoice, by: User, **changes: Any) -> InvoicePayment:
    return invoicing.mark_paid(
        invoice, **{"paid_on": TODAY(), "reference": "Statement 7", "by": by, **changes}
    )


def test_refusals_are_sentences(dana: User, settings: Any) -> None:
    made = invoicing.issue(waiting(dana), by=dana)
    with pytest.raises(InvoiceRefused, match="still to come"):
        pay(made, dana, paid_on=TODAY() + timedelta(days=1))
    with pytest.raises(InvoiceRefused, match="bank’s reference"):
        pay(made, dana, reference=" ")
    with pytest.raises(InvoiceRefused, match="Its price is nothing"):
        invoicing.issue(waiting(dana, cents=0), by=dana)
    settings.ISSUER_IBAN = ""
    with pytest.raises(InvoiceRefused, match="before ISSUER_IBAN is set"):
        invoicing.issue(waiting(dana), by=dana)
    subscriptions.apply(made.subscription, "cancel", by=dana, note="Asked for it.")
    with pytest.raises(InvoiceRefused, match="was cancelled"):
        pay(made, dana)
    assert (Invoice.objects.count(), InvoicePayment.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_though_many_are_issued_at_once_and_some_fail() -> None:
    dana = factories.dana()
    asked = [waiting(dana, cents=0 if number % 3 == 0 else 100) for number in range(12)]
    gate = threading.Barrier(len(asked))

    def issue(subscription: Subscription) -> None:
        try:
            gate.wait()
            invoicing.issue(subscription, by=dana)
        except InvoiceRefused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=(each,)) for each in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(Invoice.objects.values_list("count", flat=True)) == list(range(1, 9))


def test_owners_and_accounts_take_an_invoice_and_for_others_it_is_not_there(
    client: Client, alice: User, bob: User, charlie: User, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    Membership.objects.filter(user=alice).update(role=Membership.Role.OWNER)
    Membership.objects.filter(user=charlie).update(role=Membership.Role.OWNER)
    made = invoicing.issue(waiting(dana), by=dana)
    grace = factories.person("Grace", groups=("accounts",))
    monkeypatch.setattr(invoicing, "print_invoice", lambda _invoice: b"%PDF-1.7")
    address = f"/invoices/{made.number}/"
    assert client.get(address).status_code == 302
    answers = []
    for reader in (alice, bob, charlie, dana, grace):
        client.force_login(reader)
        answers.append(client.get(address))
    assert [each.status_code for each in answers] == [200, 404, 404, 404, 200]
    missing = client.get("/invoices/PF-1999-0001/")
    client.force_login(bob)
    assert client.get(address).content == client.get("/invoices/PF-1999-0001/").content
    assert (missing.status_code, answers[0]["Cache-Control"]) == (404, "private, no-store")


def test_the_list_of_an_organisation_costs_two_queries(
    alice: User, dana: User, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        invoicing.issue(waiting(dana), by=dana)
    organisation = alice.memberships.get().organisation
    with django_assert_num_queries(2):
        rows = [(each.number, each.amount, each.standing) for each in invoicing.invoices_of(organisation)]
    assert [row[1:] for row in rows] == [("EUR 1,428.00", "Open")] * 3


def test_the_paper_holds_what_the_law_asks_for(dana: User) -> None:
    made = invoicing.issue(waiting(dana), by=dana)
    pdf = invoicing.print_invoice(made)
    assert pdf == invoicing.print_invoice(made)
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    text = " ".join(pages[0].extract_text().replace("\0", "").split())
    for said in (
        *("Proforma invoice", made.number, "Meridian Shipping", "The House", "1 Street", "DE123456789"),
        *("DE89 3704 0044 0532 0130 00", "19.00 %", "EUR 1,200.00", "EUR 228.00", "EUR 1,428.00"),
        f"{made.due_on:%-d %B %Y}",
    ):
        assert said in text, said
