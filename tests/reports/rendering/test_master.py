"""A master and its copies: sound, conforming, each its own, and made from nothing but the master's bytes."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from reports.domain import codes
from reports.rendering import locking, master, soundness
from reports.rendering.stamp import Stamp
from tests import factories
from tests.reports.rendering import mastered, verapdf

pytestmark = pytest.mark.once

PERSIAN = {"name": "محمد رضا شجریان", "organisation": "سازمان بنادر و دریانوردی"}


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text().strip() for page in PdfReader(io.BytesIO(pdf), strict=True).pages]


def test_the_same_print_gives_the_same_master() -> None:
    made = [master.make(mastered.printed(), identity=mastered.IDENTITY) for _ in range(2)]

    assert made[0] == made[1] == mastered.source().pdf


def test_a_master_says_all_that_was_printed_and_nobodys_name() -> None:
    said = texts(mastered.source().pdf)

    assert said == texts(mastered.printed())
    assert not any("Prepared for" in page for page in said)


def test_each_page_of_a_copy_says_for_whom_it_is() -> None:
    code = codes.new()

    for page in texts(mastered.copied(code)):
        expected = (
            f"Prepared for Alice Adeyemi, Meridian Shipping · RQ-2026-000001 · 23 November 2026 · copy {code}"
        )
        assert expected in " ".join(page.split())


def test_the_stamp_is_an_artifact_that_all_pages_share() -> None:
    with pikepdf.open(io.BytesIO(mastered.copied())) as opened:
        forms = {page.obj.Resources.XObject.CopyStamp.objgen for page in opened.pages}
        contents = [page.obj.Contents.read_bytes() for page in opened.pages]

    assert len(forms) == 1
    for content in contents:
        drawn = re.search(rb"/Artifact <</Type /Pagination[^>]*>> BDC\s+q /CopyStamp Do Q\s+EMC\s*$", content)
        assert drawn


def test_a_copy_has_the_documents_name_and_one_of_its_own() -> None:
    one, other = (pikepdf.open(io.BytesIO(mastered.copied())) for _ in range(2))
    with one, other:
        first, second = ([bytes(half).hex() for half in each.trailer.ID] for each in (one, other))
        xmp = one.Root.Metadata.read_bytes().decode()

    assert first[0] == second[0] == mastered.IDENTITY.hex()
    assert first[1] != second[1]
    assert first[1] in xmp.replace("-", "")


def test_only_a_few_bytes_of_a_copy_differ_and_none_is_added() -> None:
    copy, source = mastered.copied(), mastered.source().pdf

    assert len(copy) == len(source)
    assert 0 < sum(one != other for one, other in zip(copy, source, strict=True)) < 12_000


@pytest.mark.parametrize(
    "name", ["Alice Adeyemi", "Зоя Ковалёва", "Ελένη Παππά", PERSIAN["name"], "日本太郎", ""]
)
def test_copies_are_sound_whatever_the_name(name: str) -> None:
    for file in (mastered.source().pdf, mastered.copied(name=name)):
        assert soundness.problems(file) == []


def test_veraPDF_finds_copies_archivable_and_accessible(tmp_path: Path) -> None:  # noqa: N802 -- its name
    files = {
        "printed": mastered.printed(),
        "master": mastered.source().pdf,
        "copy": mastered.copied(),
        "persian": mastered.copied(**PERSIAN),
    }
    for name, content in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)

    verdicts = verapdf.judge(*(tmp_path / f"{name}.pdf" for name in files))

    assert [str(verdict) for verdict in verdicts if not verdict.compliant] == []
    assert len(verdicts) == 8


def test_a_locked_copy_opens_with_its_password_alone() -> None:
    locked = locking.lock(mastered.copied(), "open sesame")

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(locked))
    with pikepdf.open(io.BytesIO(locked), password="open sesame") as opened:
        assert (opened.encryption.R, opened.encryption.stream_method) == (
            6,
            pikepdf.models.EncryptionMethod.aesv3,
        )
        assert opened.allow.accessibility
    assert soundness.problems(locked, password="open sesame") == []


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_becomes_no_master(content: bytes) -> None:
    with pytest.raises(master.NotAMasterError):
        master.make(content, identity=mastered.IDENTITY)
    with pytest.raises(master.NotAMasterError):
        master.load(content)


def test_a_document_without_a_movable_line_is_still_copied() -> None:
    empty = master.load(factories.master())

    copy = bytes(empty.copy(Stamp("CODE"), ways=b"", instance=mastered.marks("A")[1]))

    assert empty.lines == 0
    assert "copy CODE" in texts(copy)[0]
