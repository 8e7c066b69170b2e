"""What is held about a person, model by model: how it is told to the person, and how it is forgotten.

Each part of the service registers every model it has: with what it tells and how it forgets, or as holding
nothing about a person, for a reason. A test walks all models and fails for one that says neither.
"""

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
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

    def cleared(self, text: str, *, own: bool = True) -> str:
        """A text without the address, and where it is the person's own without the name, in any case.

        In the words of others the name stays: it may be that of somebody else.
        """
        without = re.sub(re.escape(self.address), self.instead, text, flags=re.IGNORECASE)
        if not (own and self.name.strip()):
            return without
        return re.sub(rf"(?<!\w){re.escape(self.name)}(?!\w)", FORMER, without, flags=re.IGNORECASE)

    def named_in(self, rows: QuerySet[Any], *columns: str, own: bool) -> Iterator[tuple[Any, dict[str, str]]]:
        """The keys of the rows that name the person in one of the columns, with their texts cleared."""
        sought = [self.address, self.name] if own and self.name.strip() else [self.address]
        found = Q()
        for column in columns:
            for word in sought:
                found |= Q(**{f"{column}__icontains": word})
        for row in rows.filter(found).only("pk", *columns).iterator():
            yield row.pk, {each: self.cleared(getattr(row, each), own=own) for each in columns}

    def clear(self, rows: QuerySet[Any], *columns: str, own: bool = True) -> list[Any]:
        """Take the person out of free text; returns the keys of the rows that named it."""
        changed = list(self.named_in(rows, *columns, own=own))
        for key, texts in changed:
            rows.model._default_manager.filter(pk=key).update(**texts)
        return [key for key, _ in changed]

    def redact(self, rows: QuerySet[Any], column: str, *, own: bool = True) -> None:
        """The same in frozen rows, through their door."""
        for key, texts in list(self.named_in(rows, column, own=own)):
            self.door.change(rows.model._default_manager.filter(pk=key), **texts)


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
