"""Word files become the same articles as text does, and a trap in one becomes a sentence."""

from pathlib import Path

import pytest

from reports.domain.article import Article
from reports.domain.sections import SectionKind as K
from reports.importing import drafting
from reports.importing.refusals import ImportRefusedError
from tests.reports.importing import wordmaking

pytestmark = pytest.mark.once

PARAGRAPHS = [
    ("Title", "A Test Title"),
    ("Caption", "A pier (Credits: Ida Example)"),
    ("", "Sample Notes ISSN 1234-5679 Volume 1 Issue 2\nAuthor: Ida Example"),
    ("", "The lead of *the* test, by 1_000 <b> & more."),
    ("Heading1", "Key Findings"),
    ("bullet", "It rains."),
    ("bullet", "It snows."),
    ("bold", "Background"),
    ("", "It rained."),
    ("", ""),
    ("", ""),
    ("", "Rain matters."),
    ("Heading1", "Scenarios"),
    ("number", "First: It rains."),
    ("number", "Second: It snows."),
    ("Heading1", "Conclusion"),
    ("", "It ends."),
]


def read(tmp_path: Path, data: bytes) -> Article:
    file = tmp_path / "a.docx"
    file.write_bytes(data)
    return drafting.read(file)[0]


def test_a_word_file_is_read_as_an_article(tmp_path: Path) -> None:
    found = read(tmp_path, wordmaking.archive(wordmaking.parts(PARAGRAPHS)))

    assert (found.title, found.authors) == ("A Test Title", ("Ida Example",))
    assert (found.picture_caption, found.picture_credit) == ("A pier", "Ida Example")
    assert (found.series.title, found.series.volume, found.series.issue) == ("Sample Notes", 1, 2)
    assert found.lead == r"The lead of \*the\* test, by 1\_000 \<b> & more."
    assert found.findings == ("It rains.", "It snows.")
    assert dict(found.sections) | {K.EXECUTIVE_SUMMARY: ""} == {
        K.EXECUTIVE_SUMMARY: "",
        K.BACKGROUND: "It rained.",
        K.ANALYSIS: "Rain matters.",
        K.CONCLUSION: "It ends.",
    }
    assert [(each.number, each.name, each.text) for each in found.scenarios] == [
        (1, "First", "It rains."),
        (2, "Second", "It snows."),
    ]
    assert (found.left_out, found.doubts, found.words.balances) == ((), (), True)


def test_a_refusal_names_the_paragraph_of_the_word_file(tmp_path: Path) -> None:
    wrong = [(style, text.replace("5679", "5678")) for style, text in PARAGRAPHS]

    with pytest.raises(ImportRefusedError) as refusal:
        read(tmp_path, wordmaking.archive(wordmaking.parts(wrong)))

    assert refusal.value.line == 3
    assert "1234-5678" in refusal.value.reason


DECLARED = '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>'
OUTER = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
SOUND = wordmaking.parts(PARAGRAPHS)
DEEP = "<w:p>" * 50_000 + "</w:p>" * 50_000


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({**SOUND, "word/document.xml": DECLARED + str(SOUND["word/document.xml"])}, "declares entities"),
        ({**SOUND, "word/styles.xml": OUTER + str(SOUND["word/styles.xml"])}, "declares entities"),
        ({**SOUND, "word/document.xml": b"\0" * 11_000_000}, "unpacks to more than 10 MB"),
        ({**SOUND, **{f"word/{number}.bin": b"" for number in range(2_001)}}, "unpacks to more than 10 MB"),
        ({**SOUND, "word/document.xml": "<w:document>"}, "is damaged"),
        ({**SOUND, "word/document.xml": b"\xff\xfe\0"}, "is damaged"),
        (
            {**SOUND, "word/document.xml": wordmaking.document([]).replace("<w:body>", f"<w:body>{DEEP}")},
            "nested",
        ),
        ({**SOUND, "word/document.xml": wordmaking.document([])}, "There is no text"),
        ({"content.xml": "<a/>", "mimetype": "text"}, "an OpenDocument file, not a Word file"),
        ({"xl/workbook.xml": "<a/>"}, "a table, not a Word file"),
        ({"a.txt": "text"}, "an archive, not a Word file"),
    ],
)
def test_what_is_no_sound_word_file_is_refused(
    tmp_path: Path, parts: dict[str, str | bytes], reason: str
) -> None:
    with pytest.raises(ImportRefusedError, match=reason):
        read(tmp_path, wordmaking.archive(parts))


def test_a_torn_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefusedError, match="is damaged"):
        read(tmp_path, wordmaking.archive(SOUND)[:400])
