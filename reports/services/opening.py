"""Sets who reads one briefing; the gate asks for it at each reading, so it holds from the next one on."""

from collections.abc import Iterable

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction

from reports.models import ItemAccess, Organisation, Report, User


class OpeningRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """The rule cannot hold; the text is a sentence for staff."""


@transaction.atomic
def open_to(report: Report, access: str, named: Iterable[Organisation], *, by: User, note: str) -> None:
    """Give a briefing its own rule, or that of its series where `access` is empty; the reason is logged."""
    organisations = list(named)
    if (access == ItemAccess.NAMED) != bool(organisations):
        raise OpeningRefused("Name organisations if it is for those that are named, and only then.")
    report.access = access
    Report.objects.filter(pk=report.pk).update(access=access)
    report.named.set(organisations)
    said = f"Who reads it: {ItemAccess(access).label.lower()}. {note}"
    LogEntry.objects.log_actions(by.pk, [report], CHANGE, said, single_object=True)
