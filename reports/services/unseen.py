"""Hides from the staff's pages the mail about a number that nobody of the house may know of yet.

This app knows of numbers alone: whoever keeps something to its client for a time makes itself known here.
"""

from collections.abc import Callable

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from reports.models import Job, Mail
from reports.services import mailing

Hidden = Callable[[str], Exists]
_HIDDEN: list[Hidden] = []


def register(hidden: Hidden) -> None:
    """Ask it from now on: from the name of the column with the number it makes the condition that hides."""
    if hidden not in _HIDDEN:
        _HIDDEN.append(hidden)


def mails(rows: QuerySet[Mail]) -> QuerySet[Mail]:
    """Those that staff may know of."""
    for hidden in _HIDDEN:
        rows = rows.exclude(Q(hidden("reference")))
    return rows


def jobs(rows: QuerySet[Job]) -> QuerySet[Job]:
    """The same of the work that is owed: a mail that is hidden is not sent by a job that is shown."""
    # CASE alone promises that the subject of another kind is never read as a mail's id.
    named = Case(When(kind=mailing.KIND, then=F("subject")), default=Value("0"))
    shown = mails(Mail.objects.filter(pk=OuterRef("mail_id")))
    annotated = rows.annotate(mail_id=Cast(named, BigIntegerField()))
    return annotated.filter(~Q(kind=mailing.KIND) | Exists(shown))
