"""What is held about a person, model by model: how it is told to the person, and how it is forgotten.

Each part of the service registers every model it has: with what it tells and how it forgets, or as holding
nothing about a person, for a reason. A test walks all models and fails for one that says neither.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from reports.models import User
from reports.services.redacting import Redacting

FORMER = "Former member"
_DOMAIN = "@former.invalid"


@dataclass(frozen=True, slots=True)
class Leaving:
    """A person while it is forgotten: what it was called, and what stands there instead."""

    user: User
    name: str
    address: str
    instead: str
    door: Redacting

    def cleared(self, text: str) -> str:
        """A text in which neither name nor address stands, whatever their case."""
        without = re.sub(re.escape(self.address), self.instead, text, flags=re.IGNORECASE)
        if not self.name.strip():
            return without
        return re.sub(rf"(?<!\w){re.escape(self.name)}(?!\w)", FORMER, without, flags=re.IGNORECASE)

    def names(self, *columns: str) -> Q:
        """Rows in which the address or the name stands in one of the columns."""
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": self.address})
            found |= Q(**{f"{column}__icontains": self.name}) if self.name.strip() else Q()
        return found

    def clear(self, rows: QuerySet[Any], *columns: str) -> None:
        """Take name and address out of free text."""
        for row in rows.filter(self.names(*columns)).only("pk", *columns).iterator():
            texts = {column: self.cleared(getattr(row, column)) for column in columns}
            rows.model._default_manager.filter(pk=row.pk).update(**texts)

    def redact(self, rows: QuerySet[Any], column: str) -> None:
        """The same in a frozen row, through its door."""
        for row in rows.filter(self.names(column)).only("pk", column).iterator():
            one = rows.model._default_manager.filter(pk=row.pk)
            self.door.change(one, **{column: self.cleared(getattr(row, column))})


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that goes into an export: where it lies, and what it is called there."""

    stored_name: str
    name: str


@dataclass(frozen=True, slots=True)
class Holding:
    """What a model holds about a person.

    `tell` gives its rows as JSON-able values in a fixed order, under `title`; `files` what belongs to them;
    `forget` takes the person out of them. `keeps` says what stays after that, and why.
    """

    model: type[Model]
    title: str = ""
    tell: Callable[[User], Iterable[Mapping[str, Any]]] | None = None
    forget: Callable[[Leaving], object] | None = None
    files: Callable[[User], Iterable[StoredFile]] | None = None
    keeps: str = ""


@dataclass(slots=True)
class _Registry:
    holdings: dict[type[Model], Holding] = field(default_factory=dict)
    nothing: dict[type[Model], str] = field(default_factory=dict)
    obstacles: list[Callable[[User], str]] = field(default_factory=list)


_KNOWN = _Registry()


def register(*holdings: Holding) -> None:
    """Make known what is held, in the order in which it is forgotten."""
    _KNOWN.holdings |= {each.model: each for each in holdings}


def nothing_in(because: str, *models: type[Model]) -> None:
    """Say that these models hold nothing about a person, and why."""
    _KNOWN.nothing |= dict.fromkeys(models, because)


def obstacle(ask: Callable[[User], str]) -> None:
    """Register a reason against erasure: a sentence that says what to do, empty where nothing stands."""
    _KNOWN.obstacles.append(ask)


def all_of() -> tuple[Holding, ...]:
    """What is held, in the order in which it is forgotten."""
    return tuple(_KNOWN.holdings.values())


def declared_empty() -> dict[type[Model], str]:
    """The models that hold nothing about a person, each with its reason."""
    return dict(_KNOWN.nothing)


def obstacles_of(user: User) -> list[str]:
    """What stands against erasing this person now; each sentence says what to do."""
    return [sentence for ask in _KNOWN.obstacles if (sentence := ask(user))]


def leaving(user: User, door: Redacting) -> Leaving:
    """The person as it leaves, with the address that stands for it afterwards and reaches nobody."""
    instead = f"former-{secrets.token_hex(8)}{_DOMAIN}"
    return Leaving(user, user.name, user.email, instead, door)


def is_former(address: str) -> bool:
    """Whether an address is that of somebody who was erased: nothing is sent there."""
    return address.endswith(_DOMAIN)
