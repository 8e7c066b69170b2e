"""Files of editions: whole under their digest, or not there."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from reports.services import storing


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: object) -> Path:
    storage = storages["editions"]
    old = storage.location
    storage.__dict__.pop("base_location", None)
    storage.__dict__.pop("location", None)
    storage._location = str(tmp_path)
    yield tmp_path
    storage.__dict__.pop("base_location", None)
    storage.__dict__.pop("location", None)
    storage._location = old


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_named_by_its_digest_and_kept_once(folder: Path) -> None:
    name = storing.keep(b"%PDF one")
    again = storing.keep(b"%PDF one")

    digest = hashlib.sha256(b"%PDF one").hexdigest()
    assert name == again == f"{digest[:2]}/{digest}.pdf"
    assert files(folder) == [name]
    assert storing.read(name) == b"%PDF one"


def test_a_write_that_fails_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storing.keep(b"%PDF two")
    assert files(folder) == []


def test_a_truncated_file_under_the_name_is_written_again(folder: Path) -> None:
    name = storing.keep(b"%PDF three")
    (folder / name).write_bytes(b"%PDF")

    assert storing.keep(b"%PDF three") == name
    assert storing.read(name) == b"%PDF three"


@pytest.mark.parametrize("damage", [b"%PDF thref", b"", None])
def test_one_changed_byte_is_not_ours(folder: Path, damage: bytes | None) -> None:
    name = storing.keep(b"%PDF three")
    if damage is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(damage)

    with pytest.raises(storing.FileDamagedError):
        storing.read(name)


def test_the_sweep_takes_old_files_that_nothing_names(folder: Path) -> None:
    named, orphan, fresh = (storing.keep(text) for text in (b"named", b"orphan", b"fresh"))
    storages["editions"].save("ab/left.part", ContentFile(b"half"))
    for name in (named, orphan, "ab/left.part"):
        os.utime(folder / name, (0, 0))

    assert storing.sweep({named}, older_than=timedelta(hours=1)) == 2
    assert files(folder) == sorted([named, fresh])
