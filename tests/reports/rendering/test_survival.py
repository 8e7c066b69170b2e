"""What remains of a copy's marks after other programs saved its file anew, or its stamp was removed."""

import io
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reports.domain import codes, copymark
from reports.rendering import alignment, reading
from tests.reports.rendering import mastered

pytestmark = pytest.mark.once

CODE = codes.new()
MANY = 10_000


@cache
def model() -> reading.Reading:
    return reading.read_ours(mastered.source().pdf)


def likeness(pdf: bytes, code: str = CODE) -> copymark.Likeness:
    """How well the lines of a file fit the copy with that code."""
    source = mastered.source()
    measured = alignment.measure(reading.read(pdf), model(), source.beginnings())
    return copymark.likeness(copymark.ways(mastered.KEY, code, source.lines), measured)


def run(*line: str) -> Callable[[Path, Path], None]:
    """A program that reads IN and writes OUT; the test skips with a line where it is missing."""

    def save(old: Path, new: Path) -> None:
        if shutil.which(line[0]) is None:
            pytest.skip(f"{line[0]} is not on this machine")
        words = [word.replace("IN", str(old)).replace("OUT", str(new)) for word in line]
        subprocess.run(words, check=True, capture_output=True, timeout=60)

    return save


def without_stamp(old: Path, new: Path) -> None:
    """The form and its drawing taken out of each page, the metadata and the identifiers too."""
    with pikepdf.open(old) as pdf:
        for page in pdf.pages:
            page.obj.Contents.write(page.obj.Contents.read_bytes().replace(b"/CopyStamp Do", b""))
            if "/CopyStamp" in page.obj.Resources.XObject:
                del page.obj.Resources.XObject["/CopyStamp"]
        del pdf.Root.Metadata
        for name in list(pdf.docinfo):
            del pdf.docinfo[name]
        pdf.trailer.ID = pikepdf.Array([pikepdf.String(b"x" * 16), pikepdf.String(b"y" * 16)])
        pdf.save(new)


def browsers_print(old: Path, new: Path) -> None:
    """What Chromium's viewer does for "Save as PDF": its engine takes the pages over into a new file."""
    copy = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(old) as pdf:
        copy.import_pages(pdf)
        copy.save(new)
    copy.close()


def twice(
    first: Callable[[Path, Path], None], then: Callable[[Path, Path], None]
) -> Callable[[Path, Path], None]:
    def save(old: Path, new: Path) -> None:
        between = new.with_suffix(".between.pdf")
        first(old, between)
        then(between, new)

    return save


GHOSTSCRIPT = run("gs", "-q", "-sDEVICE=pdfwrite", "-o", "OUT", "IN")
TREATMENTS = {
    "qpdf": run("qpdf", "IN", "OUT"),
    "qpdf, decompressed": run("qpdf", "--qdf", "--object-streams=disable", "IN", "OUT"),
    "qpdf, linearised": run("qpdf", "--linearize", "IN", "OUT"),
    "qpdf, object streams": run("qpdf", "--object-streams=generate", "--recompress-flate", "IN", "OUT"),
    "Ghostscript": GHOSTSCRIPT,
    "Ghostscript, scaled to letter": run(
        *(
            "gs",
            "-q",
            "-sDEVICE=pdfwrite",
            "-dPDFFitPage",
            "-dFIXEDMEDIA",
            "-sPAPERSIZE=letter",
            "-o",
            "OUT",
            "IN",
        )
    ),
    "poppler's cairo": run("pdftocairo", "-pdf", "IN", "OUT"),
    "Chromium's print": browsers_print,
    "stamp removed": without_stamp,
    "stamp removed, then Ghostscript": twice(without_stamp, GHOSTSCRIPT),
}


@pytest.mark.parametrize("name", TREATMENTS)
def test_the_position_of_the_lines_survives(name: str, tmp_path: Path) -> None:
    old, new = tmp_path / "copy.pdf", tmp_path / "saved.pdf"
    old.write_bytes(mastered.copied(CODE))
    TREATMENTS[name](old, new)

    found = likeness(new.read_bytes())
    visible = CODE in codes.found_in(reading.read(new.read_bytes()).text)

    print(f"{name}: {found.agreeing} of {found.readings} readings agree; visible code: {visible}")
    assert found.exceeds_chance(MANY**2)
    assert found.share > 0.95  # cairo moves a few lines to its own grid: 0.96 to 0.99, as the code falls out
    assert visible != name.startswith("stamp removed")


def test_one_leaked_page_is_enough(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(mastered.copied(CODE))) as pdf:
        alone = pikepdf.new()
        alone.pages.append(pdf.pages[2])
        alone.save(tmp_path / "page.pdf")

    assert likeness((tmp_path / "page.pdf").read_bytes()).exceeds_chance(100)


def test_another_copy_and_the_master_are_not_taken_for_it() -> None:
    assert not likeness(mastered.copied()).exceeds_chance(1)
    assert likeness(mastered.source().pdf).readings == 0
    assert not likeness(mastered.copied(CODE), code=codes.new()).exceeds_chance(1)


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "no PDF"), (b"GIF89a", "no PDF"), (b"%PDF-1.7\n" + b"\x00" * 1000, "no PDF")]
)
def test_what_is_no_pdf_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(reading.UnreadableError, match=said):
        reading.read(content)


def test_a_locked_file_is_refused_with_a_sentence() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(mastered.copied())) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))

    with pytest.raises(reading.UnreadableError, match="locked with a password"):
        reading.read(locked.getvalue())
