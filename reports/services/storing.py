"""Keeps files under the digest of their bytes: editions, pictures, and what other apps give it.

A name that is a digest cannot be overwritten by anything else, so a retry changes nothing and a crash leaves
at worst a file that no row names.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, storages
from django.utils.deconstruct import deconstructible

CHUNK = 65_536
_NAMED: list[Callable[[], Iterable[str]]] = []


class FileDamagedError(OSError):
    """A stored file is missing or is not the one that was stored."""


@deconstructible(path="reports.services.storing.WholeFileStorage")
class WholeFileStorage(FileSystemStorage):
    """Files appear under their name whole or not at all; Django's own storage can leave half of one."""

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, passing = tempfile.mkstemp(dir=target.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            Path(passing).replace(target)
        except BaseException:
            Path(passing).unlink(missing_ok=True)
            raise
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 -- Django's
        return name


def keep(content: bytes, suffix: str = ".pdf") -> str:
    """Store bytes under their SHA-256; returns the name. Storing them again is harmless."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"{digest[:2]}/{digest}{suffix}"
    storage = storages["editions"]
    if not (storage.exists(name) and storage.size(name) == len(content)):
        stored = storage.save(name, ContentFile(content))
        if stored != name or storage.size(name) != len(content):
            raise FileDamagedError("The storage did not keep the file whole.")
    return name


def read(name: str) -> bytes:
    """The bytes under that name; raises FileDamagedError when they are missing or are not the ones stored."""
    try:
        with storages["editions"].open(name) as file:
            content: bytes = file.read()
    except OSError as problem:
        raise FileDamagedError("The storage cannot read the file.") from problem
    if hashlib.sha256(content).hexdigest() != Path(name).stem:
        raise FileDamagedError("The stored file is not the one that was issued.")
    return content


def keep_file(file: File, suffix: str) -> str:  # type: ignore[type-arg]
    """Store a file that may be too large for memory, chunk by chunk; returns the name, as `keep` does.

    It is written even where it is there already, so that a file in hand is never old enough to be swept.
    """
    digest = hashlib.sha256()
    for chunk in file.chunks(CHUNK):
        digest.update(chunk)
    name = f"{digest.hexdigest()[:2]}/{digest.hexdigest()}{suffix}"
    file.seek(0)
    stored = storages["editions"].save(name, file)
    if stored != name or storages["editions"].size(name) != file.size:
        raise FileDamagedError("The storage did not keep the file whole.")
    return name


def opened(name: str) -> File:  # type: ignore[type-arg]
    """The file under that name, proved chunk by chunk to be the one that was stored, at its beginning.

    Raises FileDamagedError; the caller closes it.
    """
    digest = hashlib.sha256()
    try:
        file = storages["editions"].open(name)
        for chunk in file.chunks(CHUNK):
            digest.update(chunk)
        file.seek(0)
    except OSError as problem:
        raise FileDamagedError("The storage cannot read the file.") from problem
    if digest.hexdigest() != Path(name).stem:
        file.close()
        raise FileDamagedError("The stored file is not the one that was kept.")
    return file


def name_more(names: Callable[[], Iterable[str]]) -> None:
    """Register who else names files here, so that the sweep leaves them alone."""
    _NAMED.append(names)


def named_elsewhere() -> set[str]:
    """Every file that a registered part of the service names."""
    return {name for names in _NAMED for name in names()}


def sweep(named: set[str], *, older_than: timedelta = timedelta(hours=1)) -> int:
    """Remove files that no row names and that are old enough to belong to no work in hand; says how many."""
    storage = storages["editions"]
    limit = datetime.now(UTC) - older_than
    removed = 0
    folders = storage.listdir("")[0] if storage.exists("") else []
    for folder in folders:
        for leaf in storage.listdir(folder)[1]:
            name = f"{folder}/{leaf}"
            if name not in named and storage.get_modified_time(name) < limit:
                storage.delete(name)
                removed += 1
    return removed
