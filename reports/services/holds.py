"""Legal holds: whether something must stay, asked by every rule that removes and by erasure.

A hold is on a person, an organisation or a request; it reaches what belongs to it, so that of a held
organisation neither members nor requests nor their mails are touched.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.models import LegalHold, Membership, Organisation, User

_REACHED: list[Callable[[Any, Any], Iterable[str]]] = []


class HoldRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """The hold cannot be changed so; the text is a sentence for staff."""


def reach(numbers: Callable[[Any, Any], Iterable[str]]) -> None:
    """Register who knows the numbers of the requests of held people and organisations."""
    _REACHED.append(numbers)


def standing() -> QuerySet[LegalHold]:
    """The holds that stand today."""
    today = timezone.localdate()
    return LegalHold.objects.filter(Q(until=None) | Q(until__gte=today), released_at=None)


def held(
    *, person: User | None = None, organisation: Organisation | None = None, reference: str = ""
) -> bool:
    """Whether a hold reaches this person, this organisation or the request of this number."""
    return (
        (person is not None and held_people().filter(pk=person.pk).exists())
        or (organisation is not None and standing().filter(organisation=organisation).exists())
        or (bool(reference) and reference in held_references())
    )


def held_people() -> QuerySet[User]:
    """Those held by name, and the members of held organisations."""
    members = Membership.objects.filter(organisation__in=_held_organisations()).values("user")
    return User.objects.filter(Q(pk__in=standing().values("person")) | Q(pk__in=members))


def held_references() -> set[str]:
    """The numbers of held requests, and of all requests of whoever is held."""
    named = set(standing().exclude(reference="").values_list("reference", flat=True))
    if not standing().filter(reference="").exists():
        return named
    people, homes = held_people(), _held_organisations()
    return named | {number for numbers in _REACHED for number in numbers(people, homes)}


def free(rows: QuerySet[Any], *, person: str = "", address: str = "", reference: str = "") -> QuerySet[Any]:
    """Those of the rows that no hold reaches; the arguments are the look-ups that lead there from a row."""
    if person:
        rows = rows.exclude(**{f"{person}__isnull": False, f"{person}__in": held_people()})
    if address:
        rows = rows.exclude(**{f"{address}__in": held_people().values("email")})
    if reference:
        rows = rows.exclude(**{f"{reference}__in": held_references()})
    return rows


def release(hold: LegalHold, *, by: User, reason: str) -> None:
    """End a hold, with who and why; once. Raises HoldRefused."""
    if not reason.strip():
        raise HoldRefused("Say why the hold is released; the reason is kept.")
    with transaction.atomic():
        open_row = LegalHold.objects.filter(pk=hold.pk, released_at=None)
        if not open_row.update(released_by=by, released_at=timezone.now(), release_reason=reason.strip()):
            raise HoldRefused("This hold has been released already.")


def _held_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=standing().values("organisation"))
