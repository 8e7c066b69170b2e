"""How an invoice can be paid: one small interface, and the bank transfer that needs nobody else.

A provider says on the invoice how to pay; whatever it learns of a payment comes back through
`invoicing.mark_paid`. None is needed to run the service.
"""

from typing import Protocol

from reports.models import Invoice


class Provider(Protocol):
    """What the house asks of a way to pay."""

    def how_to_pay(self, invoice: Invoice) -> str:
        """The sentence on the invoice that says how."""
        ...


class Transfer:
    """By bank transfer; staff marks the invoice paid when the money is there."""

    def how_to_pay(self, invoice: Invoice) -> str:
        """To which account, and with which reference."""
        return (
            f"Please transfer {invoice.amount} to {grouped(invoice.iban)} by {invoice.due_on:%-d %B %Y}, "
            f"with the reference {invoice.number}."
        )


def grouped(iban: str) -> str:
    """An IBAN in groups of four, as banks print it."""
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


PROVIDER: Provider = Transfer()
