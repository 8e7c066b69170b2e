"""The account of a client's units: granted, reserved for a request, then used by it or released; never twice.

The balance is the sum of the ledger and is stored nowhere. Whoever takes units holds the organisation's row
until the transaction ends, so two who want the last one are served one after the other. Units that end are
spent before those that never do, as `reports.domain.units` says.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from reports.domain.units import Entry, Kind, over, pots
from reports.models import Organisation, UnitEntry, User

MOST = 1_000
"""More at once is a slip of the keyboard."""
_HOLDS = {UnitEntry.Kind.RESERVED: 1, UnitEntry.Kind.RELEASED: -1, UnitEntry.Kind.USED: -1}


class UnitsRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """The account does not allow it; the text is a sentence for staff."""


@dataclass(frozen=True, slots=True)
class Account:
    """What an organisation has: free to ask for, and held for requests that are not answered yet."""

    free: int
    held: int


def balance(organisation: Organisation) -> int:
    """The units that are free: what was granted, less what is reserved, used or expired."""
    return _sum(UnitEntry.objects.filter(organisation=organisation))


def account(organisation: Organisation) -> Account:
    """The balance, and what is reserved beside it."""
    rows = UnitEntry.objects.filter(organisation=organisation)
    return Account(_sum(rows), _held(rows))


def held(organisation: Organisation, reference: str) -> int:
    """The units that are reserved for one request and neither used nor released."""
    return _held(UnitEntry.objects.filter(organisation=organisation, reference=reference))


def hold(organisation: Organisation) -> None:
    """Keep others out of this account until the transaction ends; on SQLite there is one writer anyway."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def grant(organisation: Organisation, units: int, *, by: User, note: str, key: uuid.UUID) -> UnitEntry:
    """Give units, with who and why; the same form again returns what it gave. Raises UnitsRefused."""
    if not note.strip():
        raise UnitsRefused("Say why: the reason is kept with the units.")
    _check(units)
    with transaction.atomic():
        hold(organisation)
        known = UnitEntry.objects.filter(key=key).first()
        if known:
            return known
        return _write(organisation, UnitEntry.Kind.GRANTED, units, note=note.strip(), by=by, key=key)


def allot(organisation: Organisation, units: int, *, ends: date, note: str, key: uuid.UUID) -> UnitEntry:
    """Give the units of a year, which end with it; the same year again returns what it gave."""
    with transaction.atomic():
        hold(organisation)
        known = UnitEntry.objects.filter(key=key).first()
        if known:
            return known
        return _write(organisation, UnitEntry.Kind.GRANTED, units, note=note, by=None, key=key, ends=ends)


def take_back(organisation: Organisation, key: uuid.UUID, *, by: User | None, note: str) -> UnitEntry | None:
    """Take away what is free of one grant; what is reserved of it stays with its request."""
    with transaction.atomic():
        hold(organisation)
        found = [pot for pot in pots(entries(organisation)) if pot.key == str(key) and pot.left]
        if not found:
            return None
        [pot] = found
        return _write(organisation, UnitEntry.Kind.EXPIRED, pot.left, note=note, by=by, ends=pot.ends)


def entries(organisation: Organisation) -> list[Entry]:
    """The ledger as the rule reads it, oldest first."""
    rows = UnitEntry.objects.filter(organisation=organisation).order_by("id")
    return [
        Entry(Kind(kind), units, reference, ends, str(key or ""))
        for kind, units, reference, ends, key in rows.values_list("kind", "units", "reference", "ends", "key")
    ]


def sweep(today: date) -> None:
    """Take away what is left of years that are over; a row says so even where nothing was left."""
    ended = UnitEntry.objects.filter(kind=UnitEntry.Kind.GRANTED, ends__lt=today)
    settled = _settled().filter(organisation=OuterRef("organisation"), ends=OuterRef("ends"))
    for organisation in Organisation.objects.filter(
        pk__in=ended.filter(~Exists(settled)).values("organisation")
    ):
        with transaction.atomic():
            hold(organisation)
            _expire_due(organisation, today, settle=True)


def _expire_due(organisation: Organisation, today: date, *, settle: bool = False) -> None:
    """What is free and past its last day expires; the account is held."""
    ended = UnitEntry.objects.filter(organisation=organisation, kind=UnitEntry.Kind.GRANTED, ends__lt=today)
    days = {day for day in ended.values_list("ends", flat=True) if day}
    if not days:
        return
    left = over(entries(organisation), today)
    told = _settled().filter(organisation=organisation).values_list("ends", flat=True)
    silent = days - set(told) if settle else set()
    for day in sorted(silent | set(left)):
        note = "Their year is over"
        _write(organisation, UnitEntry.Kind.EXPIRED, left.get(day, 0), note=note, by=None, ends=day)


def _settled() -> QuerySet[UnitEntry]:
    """What expired after its last day; what was taken back before that settles nothing."""
    return UnitEntry.objects.filter(kind=UnitEntry.Kind.EXPIRED, ends__lt=TruncDate("at"))


def expire(organisation: Organisation, units: int, *, by: User | None, note: str) -> UnitEntry:
    """Take free units away, such as those of a year that has ended. Raises UnitsRefused."""
    _check(units)
    with transaction.atomic():
        hold(organisation)
        _check_free(organisation, units)
        return _write(organisation, UnitEntry.Kind.EXPIRED, units, note=note.strip(), by=by)


def reserve(organisation: Organisation, units: int, *, reference: str, by: User | None) -> UnitEntry:
    """Hold units for the request of that number; raises UnitsRefused where they are not free."""
    _check(units)
    with transaction.atomic():
        hold(organisation)
        if held(organisation, reference):
            raise UnitsRefused(f"Units are reserved for {reference} already.")
        _expire_due(organisation, timezone.localdate())
        _check_free(organisation, units)
        return _write(organisation, UnitEntry.Kind.RESERVED, units, reference=reference, by=by)


def use(organisation: Organisation, *, reference: str, by: User | None) -> UnitEntry | None:
    """What was reserved for a request is used up; None where nothing is held, so it may run twice."""
    return _settle(organisation, UnitEntry.Kind.USED, reference, by)


def release(organisation: Organisation, *, reference: str, by: User | None) -> UnitEntry | None:
    """What was reserved for a request is free again; None where nothing is held, so it may run twice."""
    return _settle(organisation, UnitEntry.Kind.RELEASED, reference, by)


def _settle(
    organisation: Organisation, kind: UnitEntry.Kind, reference: str, by: User | None
) -> UnitEntry | None:
    with transaction.atomic():
        hold(organisation)
        units = held(organisation, reference)
        if not units:
            return None
        entry = _write(organisation, kind, units, reference=reference, by=by)
        _expire_due(organisation, timezone.localdate())  # what comes back after its year is not free again
        return entry


def _check(units: int) -> None:
    if not 1 <= units <= MOST:
        raise UnitsRefused(f"Give a number of units from 1 to {MOST:,}.")


def _check_free(organisation: Organisation, units: int) -> None:
    free = balance(organisation)
    if units > free:
        raise UnitsRefused(f"{organisation} has {free} free units, and this takes {units}.")


def _sum(rows: QuerySet[UnitEntry]) -> int:
    return int(rows.aggregate(total=Sum("amount", default=0))["total"])


def _held(rows: QuerySet[UnitEntry]) -> int:
    sums = rows.order_by().values_list("kind").annotate(Sum("units"))
    return sum(_HOLDS.get(UnitEntry.Kind(kind), 0) * units for kind, units in sums)


def _write(
    organisation: Organisation,
    kind: UnitEntry.Kind,
    units: int,
    *,
    by: User | None,
    note: str = "",
    reference: str = "",
    key: uuid.UUID | None = None,
    ends: date | None = None,
) -> UnitEntry:
    sign = {UnitEntry.Kind.GRANTED: 1, UnitEntry.Kind.RELEASED: 1, UnitEntry.Kind.USED: 0}.get(kind, -1)
    return UnitEntry.objects.create(
        organisation=organisation,
        kind=kind,
        amount=sign * units,
        units=units,
        reference=reference,
        note=note[:200],
        by=by,
        key=key,
        ends=ends,
    )
