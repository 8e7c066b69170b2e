"""What this app removes when its period has ended: texts of mails, names of readers, rows of finished work.

What a legal hold reaches is left out of each.
"""

from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from reports.domain.retention import Kind
from reports.models import Copy, DataExport, Download, Job, JobState, Mail
from reports.services import holds, retaining
from reports.services.redacting import redacting
from reports.services.retaining import Keeper

NO_NAME = "Name removed"


def _mails(limit: datetime) -> QuerySet[Any]:
    written = Mail.objects.filter(created_at__lt=limit).exclude(text="", html="")
    return holds.free(written, address="to", reference="reference")


def _downloads(limit: datetime) -> QuerySet[Any]:
    named = Download.objects.filter(Q(reader__isnull=False) | ~Q(address=""), at__lt=limit)
    return holds.free(named, person="reader", address="address", reference="edition__report__reference")


def _copies(limit: datetime) -> QuerySet[Any]:
    made_out = Copy.objects.filter(made_at__lt=limit).exclude(reader=None, name__in=["", NO_NAME])
    return holds.free(made_out, person="reader", reference="reference")


def _unname_downloads(rows: QuerySet[Any]) -> None:
    with redacting("retention: readers") as door:
        door.change(rows, address="", reader=None)


def _unname_copies(rows: QuerySet[Any]) -> None:
    with redacting("retention: readers") as door:
        door.change(rows, name=NO_NAME, reader=None)


for _keeper in (
    Keeper(Kind.MAIL, "created_at", _mails, lambda rows: rows.update(text="", html="")),
    Keeper(Kind.READERS, "at", _downloads, _unname_downloads),
    Keeper(Kind.READERS, "made_at", _copies, _unname_copies),
    Keeper(
        Kind.EXPORTS,
        "ready_at",
        lambda limit: DataExport.objects.filter(ready_at__lt=limit).exclude(stored_name=""),
        lambda rows: rows.update(stored_name="", size=0),
    ),
    Keeper(
        Kind.JOBS,
        "ended_at",
        lambda limit: Job.objects.filter(state=JobState.DONE, ended_at__lt=limit),
        lambda rows: rows.delete(),
    ),
    Keeper(
        Kind.SESSIONS,
        "expire_date",
        lambda limit: Session.objects.filter(expire_date__lt=limit),
        lambda rows: rows.delete(),
    ),
    Keeper(
        Kind.LOG,
        "action_time",
        lambda limit: holds.free(LogEntry.objects.filter(action_time__lt=limit), person="user"),
        lambda rows: rows.delete(),
    ),
):
    retaining.register(_keeper)
