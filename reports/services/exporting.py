"""Gives a person all that is held about it: one ZIP of JSON and files, made by a job and kept for some days.

It is written to disk piece by piece, so a person with many files costs no more memory than one without.
"""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from reports.domain.retention import Kind
from reports.models import DataExport, Job, User
from reports.services import holdings, jobs, mailing, retaining, storing
from reports.services.holdings import StoredFile

KIND = "data_export"
APART = timedelta(days=1)
_README = """This archive holds what we keep about {name} <{address}>, as of {at}.

One file for each kind of data, in JSON (RFC 8259, UTF-8): a list of rows, oldest first; times are in UTC.

{kinds}

files/ holds what you gave us with your requests, under the request's number.
Reports and briefings that you may read are named in downloads.json and deliveries.json and not copied:
you can download them on our site. Who of us wrote a message is shown as “We”. What others of your
organisation asked is theirs, and not here.
"""


class ExportRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """No export is begun now; the text is a sentence for the person."""


def _nothing() -> None:
    """The tick of a caller that holds no lease."""


def ask(person: User) -> DataExport:
    """Owe an export; raises ExportRefused while one is being made, and within a day of the last."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        if against := why_not(person):
            raise ExportRefused(against)
        row = DataExport.objects.create(person=person)
        jobs.defer(KIND, row.pk, by=person)
    return row


def why_not(person: User) -> str:
    """Why no export can be begun now, as a sentence; empty when it can."""
    last = DataExport.objects.filter(person=person, failed_at=None).first()
    if last and last.ready_at is None:
        return "It is being made already; we write to you when it is ready."
    if last and last.asked_at > timezone.now() - APART:
        return "You had one within a day. You can ask for the next one tomorrow."
    return ""


def latest(person: User) -> DataExport | None:
    """The last export that a person asked for."""
    return DataExport.objects.filter(person=person).first()


def ends_at(export: DataExport) -> datetime | None:
    """Until when it can be downloaded; None when it cannot."""
    if export.ready_at is None or not export.stored_name:
        return None
    end: datetime = export.ready_at + timedelta(days=retaining.days_of(Kind.EXPORTS))
    return end if end > timezone.now() else None


def names_in_use() -> set[str]:
    """The stored files that exports name."""
    return set(DataExport.objects.exclude(stored_name="").values_list("stored_name", flat=True))


def write(person: User, at: datetime, target: Any, tick: Callable[[], None] = _nothing) -> None:
    """Write the ZIP; the same rows give the same bytes."""
    stamp = at.timetuple()[:6]
    told = sorted((each for each in holdings.all_of() if each.tell), key=lambda each: each.title)
    kinds = "\n".join(f"{each.title}.json" for each in told)
    about = _README.format(name=person.name, address=person.email, at=at.isoformat(), kinds=kinds)
    with zipfile.ZipFile(target, "w") as archive:
        _put(archive, _entry("README.txt", stamp), [about.encode()])
        for holding in told:
            rows = holding.tell(person) if holding.tell else ()
            _put(archive, _entry(f"{holding.title}.json", stamp), _json(rows))
            tick()
        for file in _files_of(person):
            with storing.opened(file.stored_name) as source:
                entry = _entry(f"files/{_safe(file.name)}", stamp)
                _put(archive, entry, source.chunks(storing.CHUNK))
            tick()


def _put(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, pieces: Iterable[bytes]) -> None:
    with archive.open(entry, "w") as place:
        for piece in pieces:
            place.write(piece)


def _entry(name: str, stamp: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, stamp)  # type: ignore[arg-type]
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _json(rows: Any) -> Iterator[bytes]:
    """A JSON list, row by row."""
    before = "[\n"
    for row in rows:
        yield (before + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)).encode()
        before = ",\n"
    yield b"\n]\n" if before == ",\n" else b"[]\n"


def _files_of(person: User) -> Iterator[StoredFile]:
    for holding in holdings.all_of():
        if holding.files:
            yield from sorted(holding.files(person), key=lambda each: each.name)


def _safe(name: str) -> str:
    """A path that leads nowhere but into the archive's own folder."""
    parts = (part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", "."))
    return "/".join(parts)


def _prepare(job: Job, lease: jobs.Lease) -> tuple[str, int]:
    export = DataExport.objects.select_related("person").get(pk=job.subject)
    with tempfile.TemporaryFile() as file:
        lease.stage("collecting")
        write(export.person, export.asked_at, file, lease.tick)
        size = file.tell()
        file.seek(0)
        lease.stage("storing")
        return storing.keep_file(File(file), ".zip"), size


def _record(job: Job, made: tuple[str, int]) -> None:
    name, size = made
    rows: QuerySet[DataExport] = DataExport.objects.filter(pk=job.subject, ready_at=None)
    if not rows.update(stored_name=name, size=size, ready_at=Now(), failed_at=None):
        return
    export = DataExport.objects.select_related("person").get(pk=job.subject)
    link = settings.SITE_URL + reverse("reports:data")
    key = f"export/{export.pk}"
    days = retaining.days_of(Kind.EXPORTS)
    context = {"link": link, "days": days}
    mailing.queue("reports/mail/data_ready", to=export.person.email, context=context, key=key)


def _give_up(job: Job) -> None:
    DataExport.objects.filter(pk=job.subject, ready_at=None).update(failed_at=Now())


jobs.register(jobs.Kind(name=KIND, prepare=_prepare, record=_record, give_up=_give_up))
