"""Printing again: an edition's bytes come back from the data inside it."""

import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reports.models import Edition, User
from reports.services import copies, editions, pictures, storing
from reports.services.copies import Recipient
from tests import factories
from tests.reports.rendering import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(erin: User) -> Edition:
    """A stored edition of a briefing with a picture."""
    report = factories.briefing().report
    taken = pictures.take_in(samples.picture())
    report.figures.create(
        position=1, name=pictures.stored_name(taken.digest, taken.media_type), media_type=taken.media_type,
        width=taken.width, height=taken.height, caption="Dusk", alternative="A bridge.",
    )  # fmt: skip
    return editions.freeze(factories.approved(report), by=erin)


def render(source: Path, output: Path) -> str:
    said = StringIO()
    call_command("render", from_snapshot=source, output=output, stdout=said)
    return said.getvalue()


def test_the_data_alone_gives_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(edition.snapshot)

    said = render(tmp_path / "report.json", tmp_path / "out.pdf")

    assert (tmp_path / "out.pdf").read_bytes() == storing.read(edition.pdf_name)
    assert edition.pdf_sha256 in said
    assert "has the same bytes" in said


def test_the_pdf_and_a_copy_of_it_give_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    stored = storing.read(edition.pdf_name)
    copy = copies.make(edition, Recipient("Alice", "Meridian")).pdf
    for content in (stored, copy):
        (tmp_path / "in.pdf").write_bytes(content)
        render(tmp_path / "in.pdf", tmp_path / "out.pdf")
        assert hashlib.sha256((tmp_path / "out.pdf").read_bytes()).hexdigest() == edition.pdf_sha256


def test_a_snapshot_that_is_not_kept_here_is_printed_too(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(samples.canonical_json(samples.BRIEFING))
    said = render(tmp_path / "report.json", tmp_path / "out.pdf")
    assert "No edition of this snapshot is kept here" in said
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "holds no snapshot that this version reads"),
        (b'{"schema": 7}', "has schema 7; this version reads 1"),
        (b'{"schema": 1}', "holds no snapshot"),
        (b"\xff\xfe", "holds no snapshot"),
        (b"%PDF-1.7", "damaged, or no PDF"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_a_sentence(
    content: bytes | None, sentence: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "in").write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        render(tmp_path / "in", tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_a_picture_that_is_not_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "in").write_text(samples.canonical_json(samples.FULL))
    with pytest.raises(CommandError, match="A picture of this report is not kept here"):
        render(tmp_path / "in", tmp_path / "out.pdf")
