"""Makes the copy that a reader takes away: stamped, marked, signed where signing is on, and recorded.

It is made anew at each download from the edition's master, which costs next to nothing; the file is not
kept, but the row that traces it and the digest that proves it are.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from reports.domain import codes, copymark
from reports.models import Copy, Edition, Membership, User
from reports.rendering import locking, master, sealing
from reports.rendering.fonts import FontMissingError
from reports.rendering.identity import Identity, UnsignableError
from reports.rendering.parts import in_words
from reports.rendering.printed import RenderFailed
from reports.rendering.stamp import Stamp
from reports.services import signing, storing

_KEPT = 32
"""Masters that stay in memory; each takes about ten times the size of its file's text."""
LONGEST_PASSWORD = 64


class CopyFailedError(Exception):
    """No copy can be made, and nothing goes out instead; the sentence says why, for staff."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """For whom a copy is made, as it is printed on it."""

    name: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A copy's row and its file; who hands out the file saves the row."""

    copy: Copy
    pdf: bytes


def recipient_of(user: User) -> Recipient:
    """A person and the organisation that it belongs to."""
    membership = Membership.objects.filter(user=user).select_related("organisation").order_by("pk").first()
    return Recipient(user.name or user.email, membership.organisation.name if membership else "")


def make(edition: Edition, recipient: Recipient, *, reader: User | None = None, password: str = "") -> Made:
    """A copy for somebody, locked where a password is given. Raises CopyFailedError, FileDamagedError."""
    made = prepare(edition, recipient, reader=reader, password=password)
    made.copy.save()
    return made


def prepare(
    edition: Edition, recipient: Recipient, *, reader: User | None = None, password: str = ""
) -> Made:
    """The same with a row that is not saved yet: a file is made outside any transaction."""
    code, at = codes.new(), timezone.now()
    today = in_words(str(timezone.localdate(at)))
    said = Stamp(code, recipient.name, recipient.organisation, edition.report.reference, today)
    pdf = write(edition, said, at=at, password=password)
    row = Copy(
        code=code,
        edition=edition,
        name=recipient.name[:120],
        organisation=recipient.organisation[:160],
        reference=edition.report.reference,
        reader=reader,
        sha256=hashlib.sha256(pdf).hexdigest(),
        made_at=at,
    )
    return Made(row, pdf)


def write(edition: Edition, said: Stamp, *, at: datetime, password: str = "") -> bytes:
    """The file of a copy, without a row; for a locked one the lock comes before the signature."""
    try:
        held = signing.current()
        source = master_in(edition.pdf_name, edition.snapshot_sha256)
        marks = {
            "ways": copymark.ways(key(), said.code, source.lines),
            "instance": copymark.instance(key(), said.code),
        }
        if password:
            locked = locking.lock(source.copy(said, **marks), password)  # type: ignore[arg-type]
            return sealing.sign(locked, held, password=password) if held else locked
        if held is None:
            return bytes(source.copy(said, **marks))  # type: ignore[arg-type]
        return bytes(_template(edition.pdf_name, edition.snapshot_sha256, held).copy(said, **marks, at=at))  # type: ignore[arg-type]
    except (UnsignableError, FontMissingError, master.NotAMasterError) as problem:
        raise CopyFailedError(str(problem)) from problem


def are_signed() -> bool:
    """Whether signing is on; raises CopyFailedError when its key cannot be used."""
    try:
        return signing.current() is not None
    except UnsignableError as problem:
        raise CopyFailedError(str(problem)) from problem


def public(edition: Edition) -> bytes:
    """The file for everybody: the edition's bytes, signed where signing is on, the same for each reader."""
    try:
        held = signing.current()
        if held is None:
            return storing.read(edition.pdf_name)
        held.check(datetime.now(UTC))
        pdf, sha256 = _public(edition.pdf_name, edition.snapshot_sha256, held, edition.frozen_at)
    except (UnsignableError, FontMissingError, master.NotAMasterError) as problem:
        raise CopyFailedError(str(problem)) from problem
    made = {"code": codes.new(), "edition": edition, "made_at": timezone.now()}
    Copy.objects.get_or_create(sha256=sha256, defaults=made)
    return pdf


def key() -> bytes:
    """What keys the marks of copies."""
    return settings.COPY_KEY.encode()


def identity(snapshot_sha256: str) -> uuid.UUID:
    """The name that an edition's PDF has in its metadata and trailer."""
    return uuid.UUID(bytes=bytes.fromhex(snapshot_sha256)[:16])


def make_master(printed: bytes, snapshot_sha256: str) -> bytes:
    """What is stored of a printed edition, ready to be copied. Raises RenderFailed where none can be made."""
    try:
        return master.make(printed, identity=identity(snapshot_sha256).bytes)
    except (FontMissingError, master.NotAMasterError) as problem:
        raise RenderFailed(str(problem)) from problem


@lru_cache(maxsize=_KEPT)
def master_in(pdf_name: str, snapshot_sha256: str) -> master.Master:
    """The master of an edition; one that was printed before there were masters becomes one here."""
    pdf = storing.read(pdf_name)
    try:
        return master.load(pdf)
    except master.NotAMasterError:
        return master.load(master.make(pdf, identity=identity(snapshot_sha256).bytes))


@lru_cache(maxsize=_KEPT)
def _template(pdf_name: str, snapshot_sha256: str, held: Identity) -> sealing.Template:
    return sealing.template(master_in(pdf_name, snapshot_sha256).pdf, held)


@lru_cache(maxsize=_KEPT)
def _public(pdf_name: str, snapshot_sha256: str, held: Identity, frozen_at: datetime) -> tuple[bytes, str]:
    """Signed as of the moment of freezing, so that every process makes the same file (with an RSA key)."""
    at = max(frozen_at, held.certificate.not_valid_before_utc)
    pdf = bytes(_template(pdf_name, snapshot_sha256, held).public(at=at))
    return pdf, hashlib.sha256(pdf).hexdigest()
