"""Takes in the files of a request: proved, scanned, cleaned, kept once under their digest, named in a row.

Everything slow happens before the transaction; the row is inserted in a short one that holds the draft, so
two uploads at once cannot make an eleventh file, and the same upload twice makes one.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import QuerySet

from reports.models import User
from reports.services import pictures, storing
from requests_app.domain.files import MOST_BYTES, MOST_FILES, FileRefusedError, Kind, kind_of, safe_name
from requests_app.models import Attachment, AttachmentDownload, DraftState, ReportRequest, RequestDraft
from requests_app.services import changing, scanning

Home = RequestDraft | ReportRequest

MOST_IN_ONE_POST = 2 * MOST_FILES
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, by the name that its owner knows, and the sentence why."""

    name: str
    sentence: str

    def __str__(self) -> str:
        return f"“{self.name}”: {self.sentence}" if self.name else self.sentence


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file that may be kept."""

    name: str
    media_type: str
    scan: Attachment.Scan
    file: File  # type: ignore[type-arg]
    suffix: str


def attach(draft: RequestDraft, uploads: Iterable["File[bytes]"]) -> list[Refused]:
    """Keep each file that can be kept; returns what could not, with the reason. The others are kept."""
    refused = []
    for number, upload in enumerate(uploads):
        name = _known_as(upload.name or "")
        try:
            if number >= MOST_IN_ONE_POST:
                raise FileRefusedError(_too_many())
            _keep(draft, upload)
        except FileRefusedError as refusal:
            refused.append(Refused(name, str(refusal)))
    return refused


def remove(draft: RequestDraft, key: str) -> None:
    """Take a file out of a draft, once or twice; its bytes are swept when nothing else names them."""
    with transaction.atomic():
        home = _held_home(draft)
        if home is not None:
            home.attachments.filter(key=key).delete()


def join(piece: RequestDraft, home: RequestDraft) -> bool:
    """Put the files of one draft to those of another while there is room, in the caller's transaction.

    False where that one takes none any more: they stay where they are.
    """
    target = _held_home(home)
    if target is None:
        return not piece.attachments.exists()
    belongs = {"draft": None, "request": target} if isinstance(target, ReportRequest) else {"draft": target}
    with suppress(FileRefusedError):
        for file in piece.attachments.all():
            Attachment.objects.filter(pk=file.pk).update(position=_free_place(target), **belongs)
    return True


def record_download(attachment: Attachment, *, by: User) -> None:
    """Keep that somebody of the house took the file."""
    AttachmentDownload.objects.create(attachment=attachment, by=by)


def remove_for_good(files: QuerySet[Attachment]) -> None:
    """Take the files of requests away: a row stays that says there was one; the bytes are swept."""
    for file in files.exclude(stored_name=""):
        ending = file.name.rpartition(".")[2]
        gone = {"name": f"removed-{file.position}.{ending}", "stored_name": "", "sha256": ""}
        Attachment.objects.filter(pk=file.pk).update(**gone)


def discard_drafts(drafts: QuerySet[RequestDraft]) -> None:
    """Remove drafts with their files; what one has become stays a request with files of its own."""
    drafts.delete()


def names_in_use() -> set[str]:
    """The stored files that attachments name."""
    return set(Attachment.objects.values_list("stored_name", flat=True))


def _keep(draft: RequestDraft, upload: "File[bytes]") -> None:
    _free_place(draft.request or draft)
    checked = _checked(upload)
    stored = storing.keep_file(checked.file, checked.suffix)
    digest = stored.split("/")[1].partition(".")[0]
    with transaction.atomic():
        home = _held_home(draft)
        if home is None:
            raise FileRefusedError("The request was sent or put aside meanwhile; it takes no files any more.")
        if home.attachments.filter(sha256=digest, name=checked.name).exists():
            return
        home.attachments.create(
            position=_free_place(home),
            name=checked.name,
            media_type=checked.media_type,
            size=checked.file.size,
            sha256=digest,
            stored_name=stored,
            scan=checked.scan,
        )


def _checked(upload: "File[bytes]") -> _Checked:
    """The file as it may be kept: its kind proved, its name made safe, scanned as it came, pictures anew."""
    if upload.size > MOST_BYTES:
        raise FileRefusedError(_too_large())
    content = cast("BinaryIO", upload)
    kind = kind_of(content, upload.name or "")
    name = safe_name(upload.name or "", kind)
    scan = _scanned(content)
    upload.seek(0)
    kept = _picture(upload.read()) if kind.is_picture else upload
    return _Checked(name, kind.media_type, scan, kept, f".{kind.value}")


def _picture(content: bytes) -> "File[bytes]":
    try:
        _, encoded = pictures.anew(content)
    except pictures.PictureRefusedError as refusal:
        raise FileRefusedError(str(refusal)) from refusal
    if len(encoded) > MOST_BYTES:
        raise FileRefusedError(_too_large())
    return ContentFile(encoded)


def _scanned(content: BinaryIO) -> Attachment.Scan:
    if not scanning.is_on():
        return Attachment.Scan.NONE
    try:
        scanning.scan(content)
    except scanning.FoundError:
        raise FileRefusedError("The virus scanner found something harmful in it. It was not kept.") from None
    except scanning.ScannerSilentError as problem:
        raise FileRefusedError(
            "It could not be checked for viruses just now. Try again shortly."
        ) from problem
    return Attachment.Scan.CLEAN


def _free_place(home: Home) -> int:
    taken = set(home.attachments.values_list("position", flat=True))
    free = next((place for place in range(1, MOST_FILES + 1) if place not in taken), None)
    if free is None:
        raise FileRefusedError(_too_many())
    return free


def _held_home(draft: RequestDraft) -> Home | None:
    """Hold the row that has the files, so that what is counted stays true and no hand-over comes between.

    None where nothing is changed any more.
    """
    row = RequestDraft.objects.select_for_update().get(pk=draft.pk)
    if row.request_id is None:
        return row if row.state == DraftState.TYPING else None
    request = ReportRequest.objects.select_for_update().get(pk=row.request_id)
    return request if changing.is_open(request) else None


def _too_large() -> str:
    return f"It is larger than {MOST_BYTES // 2**20} MB. Make it smaller, or divide it."


def _too_many() -> str:
    return f"A request takes {MOST_FILES} files at most. Remove one before you add another."


def _known_as(given: str) -> str:
    """The name for the sentence about it: as safe as a kept one, whatever its kind."""
    try:
        return safe_name(f"{given}.{Kind.PDF.value}", Kind.PDF).removesuffix(f".{Kind.PDF.value}")[:_SHOWN]
    except FileRefusedError:
        return ""
