"""The one way in which a frozen row loses the words about a person.

The guards of the tables let the redactable columns change while an open `Redaction` exists; it is opened and
closed inside one transaction, so no other connection ever sees the door open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.db.models import F

from reports.models import Redaction
from reports.models.frozen import FrozenModel, FrozenRowError


class Redacting:
    """An open door: `change` is the only thing that can be done through it."""

    def __init__(self, row: Redaction) -> None:
        self._row = row

    def change(self, rows: models.QuerySet[Any], **values: Any) -> int:
        """Set redactable columns of frozen rows; says how many. Raises FrozenRowError for another column."""
        model = rows.model
        if not issubclass(model, FrozenModel) or not set(values) <= set(model.redactable):
            raise FrozenRowError(f"A redaction changes no {', '.join(values)} of {model._meta.verbose_name}.")
        plain: models.QuerySet[Any] = models.QuerySet(model)
        changed = plain.filter(pk__in=rows.order_by().values("pk")).update(**values)
        Redaction.objects.filter(pk=self._row.pk).update(changed=F("changed") + changed)
        return changed


@contextmanager
def redacting(cause: str) -> Iterator[Redacting]:
    """Open the door for this block; what it changed, how much of it and why stays as a row."""
    with transaction.atomic():
        row = Redaction.objects.create(cause=cause[:60])
        yield Redacting(row)
        Redaction.objects.filter(pk=row.pk).update(is_open=False)
