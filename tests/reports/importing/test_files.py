"""Bytes become text only when they bear it out; whatever is no text is refused with its line."""

import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.importing import files
from reports.importing.refusals import ImportRefusedError

pytestmark = pytest.mark.once

ARTICLES = Path(__file__).parents[1] / "articles"
TEXT = "Café – “quoted” ’s\nکرمان\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "little, no mark", "big, no mark"],
)
def test_the_usual_encodings_give_the_same_text(data: bytes) -> None:
    assert files.decoded(data, name="a.txt") == TEXT


def test_windows_text_keeps_its_apostrophes_dashes_and_bullets() -> None:
    text = files.read(ARTICLES / "western.txt")

    assert text.startswith("Café Lines: the Owner’s Price\r\n")
    assert "The café’s owner – a patient man – doubled" in text
    assert "• The price stands." in text


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "empty"),
        (b" \r\n\t\n", 1, "empty"),
        (b"a\nb\0c", 2, "NUL byte"),
        (codecs.BOM_UTF16_LE + "a\n\0".encode("utf-16-le"), 2, "NUL character"),
        (codecs.BOM_UTF16_LE + b"a\0\n\0b", 2, "says that it is UTF-16"),
        (codecs.BOM_UTF32_LE + "a".encode("utf-32-le"), 1, "UTF-32"),
        (b"%PDF-1.7 and so on", 1, "a PDF"),
        (b"PK\x03\x04word", 1, "a word processor's file"),
        (b"\x89PNG\r\n", 1, "a picture"),
        ("fine: é\nbad: ".encode() + b"\xff", 2, "damaged character"),
        ("Мост унесла вода".encode("cp1251"), 1, "neither UTF-8 nor Windows-1252"),
        (b"one\ntwo \x81 three four five six", 2, "neither UTF-8 nor Windows-1252"),
        ("the owner’s price and the café".encode("mac-roman"), 1, "another system"),
        ("• the price – and the cost\n• the cost – and the price".encode("mac-roman"), 1, "another system"),
        (b"GIF\0 \0\x01\0\xff\0\0\0\0\0", 1, "NUL byte"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data: bytes, line: int, reason: str) -> None:
    with pytest.raises(ImportRefusedError, match=reason) as refusal:
        files.decoded(data, name="some.txt")

    assert (refusal.value.name, refusal.value.line) == ("some.txt", line)
    assert str(refusal.value).startswith(f"some.txt:{line}: ")


def test_a_large_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * 10_000_000)

    with pytest.raises(ImportRefusedError, match="larger than 2 MB"):
        files.read(path)


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportRefusedError, match="cannot be read"):
        files.read(tmp_path / name)


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(ImportRefusedError):
        assert isinstance(files.decoded(data, name="a"), str)
