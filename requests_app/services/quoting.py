"""Quotes: what an answer costs, for how much of it and by when, and what becomes of the units that it names.

Units are reserved when the quote is sent, so what a client accepts by one click is always there; they are
used by the delivery and released by whatever else ends the quote. The door calls this; nothing else does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from reports.models import User
from reports.services import units
from reports.services.units import Account
from requests_app.domain.status import Status
from requests_app.models import Quote, QuoteState, ReportRequest

NO_ORGANISATION = "This client has no organisation here and so no units; quote an amount."


@dataclass(frozen=True, slots=True)
class Terms:
    """What a quote says: units or cents with a currency, the scope, and two days."""

    scope: str
    due_on: date
    valid_until: date
    units: int | None = None
    cents: int | None = None
    currency: str = ""


def open_quote(request: ReportRequest) -> Quote | None:
    """The quote that waits for the client's word."""
    return request.quotes.filter(state=QuoteState.OPEN).first()


def account_of(request: ReportRequest) -> Account | None:
    """The units of the request's organisation; None where it has none."""
    return units.account(request.organisation) if request.organisation else None


def why_not_offer(request: ReportRequest, given: Mapping[str, Any]) -> str:
    """Why these terms cannot be sent, as a sentence; empty where nothing stands against them."""
    terms = given.get("terms")
    if not isinstance(terms, Terms):
        return "A quote needs its terms: units or an amount, the scope, and two days."
    if (terms.units is None) == (terms.cents is None) or bool(terms.currency) != (terms.cents is not None):
        return "A quote is in units, or an amount in a currency: give one of the two."
    if terms.valid_until < timezone.localdate():
        return "The last day of the quote has passed; choose today or a later one."
    if terms.due_on < terms.valid_until:
        return "The report cannot be due before the quote runs out; choose a later day of delivery."
    return _why_no_units(request, terms.units) if terms.units else ""


def _why_no_units(request: ReportRequest, wanted: int) -> str:
    """The account is held from here on, so what is free now is free when the units are reserved."""
    if request.organisation is None:
        return NO_ORGANISATION
    units.hold(request.organisation)
    account = units.account(request.organisation)
    if wanted > account.free:
        return f"{request.organisation} has {account.free} free units; this quote takes {wanted}."
    return ""


def offer(request: ReportRequest, given: Mapping[str, Any], *, by: User) -> None:
    """Write the quote and reserve its units, while the door holds the request."""
    terms: Terms = given["terms"]
    last = request.quotes.aggregate(last=Max("number"))["last"] or 0
    Quote.objects.create(
        request=request,
        number=last + 1,
        units=terms.units,
        cents=terms.cents,
        currency=terms.currency,
        scope=terms.scope,
        due_on=terms.due_on,
        valid_until=terms.valid_until,
        by=by,
    )
    if terms.units and request.organisation:
        units.reserve(request.organisation, terms.units, reference=request.number, by=by)


def why_not_decide(request: ReportRequest, given: Mapping[str, Any]) -> str:
    """Why the client's word cannot be taken now; empty where it can."""
    if not str(given.get("name", "")).strip():
        return "Type your name: it is kept with your decision."
    quote = open_quote(request)
    if quote is None or quote.valid_until < timezone.localdate():
        return "This quote has run out. Take the request up again, and we make you another."
    return ""


def decide(request: ReportRequest, state: QuoteState, given: Mapping[str, Any]) -> None:
    """The client accepts or declines, with a name."""
    _end(request, state, name=str(given["name"]).strip())
    if state is QuoteState.DECLINED:
        give_units_back(request, by=None)


def drop(request: ReportRequest, state: QuoteState, *, by: User | None) -> None:
    """Whatever else ends the request or its quote: the open quote stands no more, its units are free."""
    _end(request, state)
    give_units_back(request, by=by)


def give_units_back(request: ReportRequest, *, by: User | None) -> None:
    """Release what is reserved for the request; nothing where nothing is."""
    if request.organisation:
        units.release(request.organisation, reference=request.number, by=by)


def use_units(request: ReportRequest, *, by: User | None) -> None:
    """The report is delivered: what was reserved for it is used."""
    if request.organisation:
        units.use(request.organisation, reference=request.number, by=by)


def has_run_out(quote: Quote) -> bool:
    """Whether an open quote is past its last day."""
    quoted = quote.request.stage is Status.QUOTED
    return quoted and quote.state == QuoteState.OPEN and quote.valid_until < timezone.localdate()


def _end(request: ReportRequest, state: QuoteState, *, name: str = "") -> None:
    waiting = request.quotes.filter(state=QuoteState.OPEN)
    waiting.update(state=state, decided_by=name[:120], decided_at=timezone.now())
