"""Each kind is proved by the whole content; what is something else, or something besides, is refused."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.files import ACCEPTED, MOST_BYTES, FileRefusedError, Kind, kind_of, safe_name
from tests.requests_app.files.samples import PDF, docx, odf, office, packed, picture

GOOD = {
    "lease.pdf": (PDF, Kind.PDF),
    "berth.png": (picture("PNG"), Kind.PNG),
    "berth.JPEG": (picture("JPEG"), Kind.JPEG),
    "berth.webp": (picture("WEBP"), Kind.WEBP),
    "notes.txt": ("Was heißt „später“?\nگزارش".encode(), Kind.TEXT),
    "notes": (b"a < b and c > d", Kind.TEXT),
    "wide.txt": ("Ice in March".encode("utf-16"), Kind.TEXT),
    "old.csv": ("harbour;Größe\n".encode("cp1252"), Kind.CSV),
    "notes.md": (b"# Ferries\n\n`<b>` is a tag\n", Kind.MARKDOWN),
    "lease.docx": (docx(), Kind.DOCX),
    "lease.xlsx": (office("spreadsheetml.sheet"), Kind.XLSX),
    "lease.pptx": (office("presentationml.presentation"), Kind.PPTX),
    "lease.odt": (odf("text"), Kind.ODT),
    "lease.ods": (odf("spreadsheet"), Kind.ODS),
    "lease.odp": (odf("presentation"), Kind.ODP),
}


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(FileRefusedError) as caught:
        safe_name(name, kind_of(io.BytesIO(content), name))
    return str(caught.value)


@pytest.mark.parametrize("name", GOOD)
def test_each_kind_is_known_by_its_content(name: str) -> None:
    content, kind = GOOD[name]
    assert kind_of(io.BytesIO(content), name) is kind
    assert safe_name(name, kind) == (name if "." in name else f"{name}.txt")


@pytest.mark.parametrize(
    ("name", "content"),
    {
        "drawing.txt": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "page.md": b"\n\n <!DOCTYPE html><title>x</title>",
        "late.csv": b"a;b\n<script src=x></script>",
        "script.txt": b"#!/bin/sh\nrm -rf /",
        "mail.txt": b"MIME-Version: 1.0\nContent-Type: text/html",
        "letter.txt": b"{\\rtf1 hello}",
    }.items(),
)
def test_text_that_a_program_would_run_or_draw_is_refused(name: str, content: bytes) -> None:
    assert refusal(content, name) == (
        f"It is a page, a drawing or a program made of text. We take {ACCEPTED}."
    )


@pytest.mark.parametrize(
    ("name", "content"),
    {
        "tool.exe": b"MZ\x90\0\x03\0\0\0",
        "tool.txt": b"\x7fELF\x02\x01\x01\0",
        "moving.gif": b"GIF89a\x01\0\x01\0\0\0\0;",
        "packed.rar": b"Rar!\x1a\x07\0\0",
        "packed.gz": b"\x1f\x8b\x08\0\0\0\0\0",
    }.items(),
)
def test_other_kinds_are_refused_with_the_list(name: str, content: bytes) -> None:
    assert refusal(content, name) == f"It is of no kind that we take. We take {ACCEPTED}."


@pytest.mark.parametrize(
    ("name", "kind"), [("lease.pdf", "PNG picture"), ("lease.exe", "PNG picture"), ("a.docx", "PNG picture")]
)
def test_a_name_that_lies_is_refused(name: str, kind: str) -> None:
    assert refusal(picture("PNG"), name).startswith(
        f"Its name ends in .{name.rpartition('.')[2]}, but it is a file of the kind {kind}."
    )


def test_nothing_and_too_much_are_refused() -> None:
    assert refusal(b"", "a.txt").startswith("It is empty.")
    assert refusal(b" \n\t\n", "a.txt").startswith("There is nothing but empty space in it.")
    assert kind_of(io.BytesIO(b"a" * MOST_BYTES), "a.txt") is Kind.TEXT
    assert refusal(b"a" * (MOST_BYTES + 1), "a.txt").startswith("It is larger than 10 MB.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PDF.replace(b"/Root", b"/Encrypt 2 0 R/Root"), "This PDF is locked"),
        (PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(1)>>/Type"), "This PDF holds a script"),
        (PDF.replace(b"/Type", b"/AA<</S/Launch/F(x)>>/Type"), "This PDF holds a script"),
        (PDF + packed({"a.txt": "a"}), "This PDF is damaged or has something else behind its end."),
        (PDF + b"<script>", "This PDF is damaged or has something else behind its end."),
        (PDF.replace(b"%%EOF", b""), "This PDF is damaged or has something else behind its end."),
        (PDF + packed({"a.txt": "a"}) + b"%%EOF", "There is an archive hidden in it."),
        (b"\n" + PDF + b"\0\1", "It is of no kind that we take."),
    ],
)
def test_a_pdf_with_a_second_face_is_refused(content: bytes, said: str) -> None:
    assert refusal(content, "lease.pdf").startswith(said)


def test_a_text_with_an_archive_behind_it_is_refused() -> None:
    hidden = packed({"a.txt": "a"}, method=zipfile.ZIP_STORED)
    assert refusal(b"Harmless.\n" + hidden, "a.txt").startswith("It is of no kind that we take.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (packed({"a.txt": "a"}), "It is an archive and none of the documents"),
        (docx({"word/vbaProject.bin": b"x"}), "It holds macros or programs."),
        (docx({"word/embeddings/oleObject1.bin": b"x"}), "It holds macros or programs."),
        (docx({"word/embeddings/chart.xlsx": docx()}), "It holds another file inside it"),
        (docx({"word/media/image1.png": b"MZ\x90\0"}), "It holds another file inside it"),
        (docx({"../../evil.xml": "x"}), "It is damaged"),
        (docx({"word/a.xml": "a" * 5_000_000}), "It is packed more tightly"),
        (docx({f"word/{n}.xml": "" for n in range(2_000)}), "Unpacked, it would be far too large."),
        (b"MZ" + docx(), "It is of no kind that we take."),
        (docx() + b"x" * 80_000, "It is damaged"),
        (docx({"word/_rels/settings.xml.rels":
               '<Relationship Type="http://x/attachedTemplate" Target="http://x/t" TargetMode="External"/>'}),
         "It loads a part of itself from elsewhere."),
        (packed({"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}),
         "It holds macros."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "It is locked with a password or of an old"),
        (docx() + docx(), "It is damaged"),
    ],
)  # fmt: skip
def test_a_document_that_is_more_than_a_document_is_refused(content: bytes, said: str) -> None:
    assert refusal(content, "lease.docx").startswith(said)


def test_an_entry_that_lies_about_its_size_is_refused_before_it_bursts() -> None:
    """The head and the table of contents say one megabyte; a hundred come out."""
    honest = docx({"word/bomb.xml": b"0" * 100_000_000})
    lying = honest.replace(struct.pack("<L", 100_000_000), struct.pack("<L", 1_000_000))
    assert lying != honest
    assert refusal(lying, "lease.docx").startswith("It is damaged")


def test_a_locked_document_is_refused() -> None:
    honest = docx()
    locked = honest.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0")
    assert locked != honest
    assert refusal(locked, "lease.docx").startswith("It is locked with a password")


def test_entries_that_lie_inside_each_other_are_refused() -> None:
    """Two lines of the table of contents lead to one packed piece: how a small archive becomes an ocean."""
    content = docx({"word/a.xml": "a", "word/b.xml": "b"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first, second = archive.infolist()[-2:]
    at = content.rindex(b"word/b.xml") - 4
    assert content[at : at + 4] == struct.pack("<L", second.header_offset)
    moved = content[:at] + struct.pack("<L", first.header_offset) + content[at + 4 :]
    assert refusal(moved, "lease.docx").startswith("It is damaged")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Alice\\lease.pdf", "lease.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("le\u200base\u0000\u2066.pdf", "lease.pdf"),
        ("two\r\nlines.pdf", "two lines.pdf"),
        ('"quoted";name.pdf', "_quoted__name.pdf"),
        ("  .pdf", "pdf.pdf"),
        ("con.pdf", "file con.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("Größe – گزارش.pdf", "Größe – گزارش.pdf"),
        ("e\u0301tude.PDF", "étude.PDF"),
    ],
)
def test_a_name_is_made_safe_and_stays_itself(given: str, safe: str) -> None:
    assert safe_name(given, Kind.PDF) == safe


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("n" * 500 + ".pdf", Kind.PDF)
    assert (len(name), name[-5:]) == (120, "n.pdf")


@given(st.data())
def test_whatever_is_broken_is_refused_and_no_other_error_comes(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([docx(), odf("text"), PDF]))
    at = data.draw(st.integers(0, len(whole) - 1))
    patch = data.draw(st.binary(min_size=1, max_size=6))
    broken = whole[:at] + patch + whole[at + len(patch) :]
    with suppress(FileRefusedError):
        assert kind_of(io.BytesIO(broken), "lease.docx") in (Kind.DOCX, Kind.ODT, Kind.PDF)
