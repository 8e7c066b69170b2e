"""A download is a copy: stamped for its reader, recorded, signed where signing is on, or not made at all."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import storages
from django.utils import timezone
from pypdf import PdfReader

from reports.domain import codes
from reports.models import Copy, Edition, User
from reports.rendering import signature
from reports.rendering.printed import RenderFailed
from reports.services import copies, signing
from reports.services.copies import CopyFailedError, Recipient
from reports.services.storing import FileDamagedError
from tests import factories
from tests.reports.rendering import mastered

pytestmark = pytest.mark.django_db

ALICE = Recipient("Alice Adeyemi", factories.ORGANISATION)


@pytest.fixture
def edition(db: None) -> Edition:
    return factories.briefing().edition


@pytest.fixture
def signs(settings: Any, tmp_path: Path) -> Path:
    """Signing is on, with a key of its own."""
    private = mastered.rsa.generate_private_key(65537, 2048)
    (tmp_path / "key.pem").write_bytes(mastered.pem(private))
    (tmp_path / "certificate.pem").write_bytes(mastered.certificate(private))
    settings.SIGNING_KEY_FILE = tmp_path / "key.pem"
    settings.SIGNING_CERTIFICATE_FILE = tmp_path / "certificate.pem"
    return tmp_path


def text(pdf: bytes, password: str = "") -> str:
    return PdfReader(io.BytesIO(pdf), password=password or None).pages[0].extract_text()


def test_a_copy_is_stamped_and_recorded(edition: Edition, alice: User) -> None:
    made = copies.make(edition, ALICE, reader=alice)

    assert f"Prepared for Alice Adeyemi, {factories.ORGANISATION}" in text(made.pdf)
    assert codes.found_in(text(made.pdf)) == [made.copy.code]
    row = Copy.objects.get()
    assert (row.name, row.organisation, row.reader, row.edition) == (*vars_of(ALICE), alice, edition)
    assert row.sha256 == hashlib.sha256(made.pdf).hexdigest()


def vars_of(recipient: Recipient) -> tuple[str, str]:
    return recipient.name, recipient.organisation


def test_no_two_copies_are_alike(edition: Edition) -> None:
    one, other = (copies.make(edition, ALICE) for _ in range(2))

    assert one.copy.code != other.copy.code
    assert one.copy.sha256 != other.copy.sha256


def test_a_person_is_named_with_the_organisation(alice: User, dana: User) -> None:
    assert copies.recipient_of(alice) == Recipient("Alice", factories.ORGANISATION)
    assert copies.recipient_of(dana) == Recipient("Dana", "")


def test_a_signed_copy_holds_and_says_its_moment(edition: Edition, signs: Path) -> None:
    held = signing.current()
    assert held is not None

    made = copies.make(edition, ALICE)

    assert signature.is_whole(made.pdf, held)
    assert timezone.now().strftime("%Y%m%d").encode() in made.pdf


@pytest.mark.parametrize("broken", ["gone", "nonsense", "another key"])
def test_a_key_that_cannot_sign_stops_the_copy(edition: Edition, signs: Path, broken: str) -> None:
    match broken:
        case "gone":
            (signs / "key.pem").unlink()
        case "nonsense":
            (signs / "certificate.pem").write_text("nonsense")
        case "another key":
            (signs / "key.pem").write_bytes(mastered.pem(mastered.RSA))

    for make in (lambda: copies.make(edition, ALICE), lambda: copies.public(edition), copies.are_signed):
        with pytest.raises(CopyFailedError):
            make()
    assert Copy.objects.count() == 0


def test_a_certificate_that_has_ended_stops_the_copy(edition: Edition, signs: Path) -> None:
    private = mastered.RSA
    (signs / "key.pem").write_bytes(mastered.pem(private))
    ended = timezone.now() - timedelta(days=1)
    (signs / "certificate.pem").write_bytes(mastered.certificate(private, ends=ended))

    for make in (lambda: copies.make(edition, ALICE), lambda: copies.public(edition)):
        with pytest.raises(CopyFailedError, match="not valid today"):
            make()


def test_the_demo_signs_with_a_key_that_says_what_it_is(
    edition: Edition, settings: Any, tmp_path: Path
) -> None:
    settings.DEMO, settings.DATA_DIR = True, tmp_path
    held = signing.current()
    assert held is not None

    assert "proves nothing" in held.certificate.subject.rfc4514_string()
    assert signature.is_whole(copies.make(edition, ALICE).pdf, held)
    assert (tmp_path / "demo-signing.pem").stat().st_mode & 0o777 == 0o600
    assert signing.current() is held


def test_the_file_for_everybody_is_one_file(edition: Edition, signs: Path) -> None:
    one, other = copies.public(edition), copies.public(edition)
    held = signing.current()
    assert held is not None

    assert one == other
    assert signature.is_whole(one, held)
    row = Copy.objects.get()
    assert (row.sha256, row.name, row.reader) == (hashlib.sha256(one).hexdigest(), "", None)


def test_without_signing_the_file_for_everybody_is_the_stored_one(edition: Edition) -> None:
    assert hashlib.sha256(copies.public(edition)).hexdigest() == edition.pdf_sha256
    assert Copy.objects.count() == 0


@pytest.mark.parametrize("is_signed", [False, True])
def test_a_password_locks_the_copy(edition: Edition, request: pytest.FixtureRequest, is_signed: bool) -> None:
    if is_signed:
        request.getfixturevalue("signs")

    made = copies.make(edition, ALICE, password="open sesame")

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(made.pdf))
    assert "Prepared for Alice" in text(made.pdf, "open sesame")
    assert (b"/ByteRange" in made.pdf) is is_signed
    assert made.copy.sha256 == hashlib.sha256(made.pdf).hexdigest()


def test_an_edition_that_was_printed_before_there_were_masters_is_copied(edition: Edition) -> None:
    with pikepdf.open(io.BytesIO(factories.master("Older"))) as pdf:
        del pdf.Root.PieceInfo
        pdf.save(older := io.BytesIO())
    old = factories.edition_of(edition.report, number=2, pdf=older.getvalue())

    assert "Prepared for Alice" in text(copies.make(old, ALICE).pdf)


def test_a_file_that_is_no_pdf_is_not_sent_unstamped(edition: Edition) -> None:
    broken = factories.edition_of(edition.report, number=2, pdf=b"%PDF-1.7 nothing")

    with pytest.raises(CopyFailedError):
        copies.make(broken, ALICE)


def test_what_cannot_be_copied_is_not_issued() -> None:
    with pytest.raises(RenderFailed, match="no PDF"):
        copies.make_master(b"%PDF-1.7 nothing", "0" * 64)


def test_a_file_that_is_gone_is_said_to_be(edition: Edition) -> None:
    gone = factories.edition_of(edition.report, number=2, pdf=factories.master("gone"))
    Path(storages["editions"].path(gone.pdf_name)).unlink()

    with pytest.raises(FileDamagedError):
        copies.make(gone, ALICE)


def test_a_name_that_is_too_long_is_kept_as_far_as_it_goes(edition: Edition) -> None:
    made = copies.make(edition, Recipient("N" * 500, "O" * 500))

    assert (len(made.copy.name), len(made.copy.organisation)) == (120, 160)
    assert made.copy.code in text(made.pdf)
