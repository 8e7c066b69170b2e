"""`trace` and `authenticate` on the command line: an answer in a sentence and an exit code that means it."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.domain import codes
from reports.models import Edition
from reports.services import copies, corrections
from tests import factories
from tests.reports.rendering import mastered

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(db: None) -> Edition:
    return factories.briefing(pdf=mastered.source().pdf, title=mastered.BRIEFING.title).edition


@pytest.fixture
def made(edition: Edition, tmp_path: Path) -> copies.Made:
    made = copies.make(edition, copies.Recipient("Alice Adeyemi", "Meridian Shipping"))
    (tmp_path / "copy.pdf").write_bytes(made.pdf)
    return made


def said(*arguments: str) -> str:
    call_command(*arguments, stdout=(out := io.StringIO()))
    return out.getvalue()


def test_a_copy_is_traced(made: copies.Made, tmp_path: Path) -> None:
    lines = said("trace", str(tmp_path / "copy.pdf")).splitlines()

    assert len(lines) == 3
    assert all(line.startswith(f"Alice Adeyemi, Meridian Shipping: copy {made.copy.code}") for line in lines)
    assert "readings agree)" in lines[2]


def test_what_is_not_a_copy_fails_with_a_sentence(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "public.pdf").write_bytes(copies.public(edition))

    with pytest.raises(CommandError, match="the text is that of"):
        said("trace", str(tmp_path / "public.pdf"))
    with pytest.raises(CommandError, match="No such file"):
        said("trace", str(tmp_path / "none.pdf"))
    with pytest.raises(CommandError, match="no edition with that code"):
        said("trace", str(tmp_path / "public.pdf"), "--edition", "0")


def test_the_edition_can_be_named(made: copies.Made, tmp_path: Path) -> None:
    code = codes.of_digest(made.copy.edition.snapshot_sha256)

    assert "Alice" in said("trace", str(tmp_path / "copy.pdf"), "--edition", code)


def test_a_file_is_authentic_to_the_byte(made: copies.Made, tmp_path: Path) -> None:
    assert said("authenticate", str(tmp_path / "copy.pdf")).startswith("Authentic: edition 1, issued ")

    (tmp_path / "copy.pdf").write_bytes(made.pdf[:-1] + b" ")
    with pytest.raises(CommandError, match="Not ours"):
        said("authenticate", str(tmp_path / "copy.pdf"))


def test_what_no_longer_stands_fails(made: copies.Made, tmp_path: Path) -> None:
    factories.edition_of(made.copy.edition.report, number=2)
    with pytest.raises(CommandError, match="superseded by edition 2"):
        said("authenticate", str(tmp_path / "copy.pdf"))

    corrections.withdraw(made.copy.edition, note="Wrong.", by=factories.dana())
    with pytest.raises(CommandError, match="withdrawn"):
        said("authenticate", str(tmp_path / "copy.pdf"))
