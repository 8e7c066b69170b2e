"""The printed edition: its marks on every page, its structure, its letters, its bytes."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image
from pypdf import PageObject, PdfReader
from pypdf.generic import IndirectObject

from reports.domain.marking import Marking
from reports.domain.snapshot import SectionText, Snapshot
from reports.rendering import html, pdf
from reports.rendering.printed import Printed, RenderFailed
from tests.reports.rendering.samples import BRIEFING, TABLE, TAILORED, briefing, with_body

# The engine leaves its own colour profile open; in the print process that ends with the process.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")


def printed(snapshot: Snapshot, *, draft: bool = False) -> Printed:
    return pdf.write(html.document(snapshot, draft=draft))


def read(made: Printed) -> PdfReader:
    return PdfReader(io.BytesIO(made.pdf), strict=True)


def texts(made: Printed) -> list[str]:
    return [page.extract_text() for page in read(made).pages]


@pytest.fixture(scope="module")
def master() -> Printed:
    return printed(BRIEFING)


@pytest.fixture(scope="module")
def tailored() -> Printed:
    return printed(TAILORED)


def test_a_briefing_prints_without_a_complaint(master: Printed) -> None:
    assert master.warnings == ()
    assert master.pages == len(read(master).pages)


def test_every_page_says_where_it_stands(master: Printed) -> None:
    pages = texts(master)
    assert "page" not in pages[0].lower()
    for number, text in enumerate(pages[1:], start=2):
        assert f"page {number} of {len(pages)}" in text
        assert "Strait Papers · Volume 7, Issue 2" in text
        assert "Winter on the strait: what the closed bridge changes" in text


def placed(page: PageObject, words: str) -> list[tuple[float, float]]:
    """Size and left edge, in points, of each place where just these words are set."""
    found: list[tuple[float, float]] = []

    def see(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip() == words:
            found.append((round(abs(size * tm[3] * cm[3]), 1), tm[4] * cm[0] + cm[4]))

    page.extract_text(visitor_text=see)
    return found


@pytest.mark.parametrize("marking", Marking)
def test_the_marking_stands_twice_on_every_page_in_twelve_points_at_the_right(marking: Marking) -> None:
    for page in read(printed(briefing(marking=marking.value))).pages:
        large = [left for size, left in placed(page, marking.value) if size >= 12]
        assert len(large) == 2
        assert all(left > 595 / 2 for left in large)


def test_the_cover_names_the_issue_and_its_particulars(master: Printed) -> None:
    cover = texts(master)[0]
    for words in (
        "Strait Papers",
        "Volume 7, Issue 2",
        "ISSN 2049-3630",
        "19 January 2024",
        "Ada Example and Omar Rahimi",
    ):
        assert words in cover
    assert "Norway, Iran" in cover
    assert "TLP:GREEN: the wider community" in cover


def test_the_cover_of_a_tailored_report_names_its_reader(tailored: Printed) -> None:
    cover, questions, *_ = texts(tailored)
    for words in ("Tailored report", "RQ-2026-000123", "Northwind Logistics"):
        assert words in cover
    assert re.search(r"What you asked\s+When will the bridge open\?\s+Who decides\?", questions)
    assert re.search(r"\b1\.\s+2\.", questions)


def test_the_contents_give_the_pages_on_which_sections_begin(master: Printed) -> None:
    pages = texts(master)
    listed = re.findall(r"^(\d+)\s*([A-Z][\w ]+)$", pages[1], re.MULTILINE)
    assert len(listed) == 9
    for page, title in listed:
        assert title in pages[int(page) - 1]


def test_contents_and_bookmarks_lead_to_the_same_places(master: Printed) -> None:
    reader = read(master)
    marks = [entry for entry in reader.outline if not isinstance(entry, list)]
    titles = [entry.title for entry in marks]
    assert titles[0] == BRIEFING.title
    assert titles[1] == "Contents"
    assert [title for title in titles if title in ("Executive Summary", "Analysis", "Conclusion")] == [
        "Executive Summary",
        "Analysis",
        "Conclusion",
    ]
    links = [link for link in reader.pages[1]["/Annots"] if link.get_object()["/Subtype"] == "/Link"]
    assert len(links) == 9


def test_metadata_come_from_the_snapshot(master: Printed) -> None:
    reader = read(master)
    assert reader.metadata.title == BRIEFING.title
    assert reader.metadata.author == "Ada Example, Omar Rahimi"
    assert reader.metadata["/CreationDate"] == reader.metadata["/ModDate"] == "D:20240119"
    assert "TLP:GREEN" in reader.metadata["/Keywords"]
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_the_file_claims_both_standards_and_is_built_for_them(master: Printed) -> None:
    root = read(master).trailer["/Root"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert xmp.count("<rdf:RDF") == 1
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
    assert all(page["/Tabs"] == "/S" for page in read(master).pages)


def structure(made: Printed) -> list[str]:
    """The kinds of the tagged elements, in reading order."""
    kinds: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            kinds.append(str(node.get("/S", "/"))[1:])
            walk(node.get("/K", []))

    walk(read(made).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return kinds


def test_the_structure_has_headings_lists_and_tables_in_order() -> None:
    kinds = structure(printed(with_body(f"{TABLE}\n\n- a\n\n### b\n\nc")))
    headings = [int(kind[1]) for kind in kinds if re.fullmatch(r"H\d", kind)]
    assert headings[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))
    assert kinds.count("TH") == 3
    assert kinds.count("TD") == 6
    assert {"L", "LI", "LBody", "P", "Sect", "Link"} <= set(kinds)


def items(node: Any) -> Iterator[list[str]]:
    """What each list item consists of."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for child in node:
            yield from items(child)
    elif isinstance(node, dict):
        if node.get("/S") == "/LI":
            yield [str(child.get_object()["/S"]) for child in node["/K"]]
        yield from items(node.get("/K", []))


@pytest.mark.parametrize("body", ["- a\n\n- b\n\n  c", "1. a\n\n   - b\n\n   - c\n2. d", "- a\n- b\n  - c"])
def test_list_items_have_a_label_and_a_body_and_nothing_else(body: str) -> None:
    root = read(printed(with_body(body, questions=("Who?",)))).trailer["/Root"]["/StructTreeRoot"]
    found = list(items(root["/K"]))
    assert len(found) > 10
    assert all(item in (["/Lbl", "/LBody"], ["/LBody"]) for item in found)


def fonts(made: Printed) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for page in read(made).pages:
        for font in page["/Resources"]["/Font"].values():
            whole = font.get_object()
            found[str(whole["/BaseFont"])] = (
                whole["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            )
    return found


SCRIPTS = {
    "Latin": "Łódź, Čapek, Şırnak, Nguyễn",
    "Cyrillic": "Привет, Україна",
    "Greek": "Ελληνικά",
    "Hebrew": "עברית",
    "Arabic": "مرحبا بالعالم",
    "Persian": "پژوهش گردشگری",
    "Chinese": "风险评估与走廊",
    "Japanese": "東京港の状況",
    "Korean": "서울의 항만",
    "Georgian": "საქართველო",
    "Armenian": "Հայաստան",
}


def glyphs(made: Printed) -> set[int]:
    """The numbers of all glyphs that are set; 0 is the empty box."""
    drawn = b"".join(page.get_contents().get_data() for page in read(made).pages)
    strings = re.findall(rb"<([0-9a-f]+)>", drawn)
    return {int(each[at : at + 4], 16) for each in strings for at in range(0, len(each), 4)}


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_set_from_embedded_subsets_and_come_back_as_text(script: str) -> None:
    made = printed(
        with_body(SCRIPTS[script], title=SCRIPTS[script], language={"Persian": "fa"}.get(script, "en"))
    )
    assert made.warnings == ()  # a letter without a glyph would be named here
    assert 0 not in glyphs(made)
    every = "".join(texts(made))
    for letter in set(SCRIPTS[script]) - {" "}:
        assert letter in every
    for name, descriptor in fonts(made).items():
        assert re.match(r"/[A-Z]{6}\+", name)
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_fonts_are_the_houses(master: Printed) -> None:
    families = {re.sub(r"^/[A-Z]{6}\+|-.*$", "", name) for name in fonts(master)}
    assert families == {"Noto", "Inter"}


@pytest.mark.parametrize("snapshot", [BRIEFING, TAILORED], ids=["briefing", "tailored"])
def test_two_renders_of_one_snapshot_are_the_same_bytes(snapshot: Snapshot) -> None:
    assert printed(snapshot).pdf == printed(replace(snapshot)).pdf


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_says_so_across_each_page(draft: bool) -> None:
    assert all(("DRAFT" in text) is draft for text in texts(printed(TAILORED, draft=draft)))


HOSTILE = "<script>alert(1)</script> {{ template }} {% x %} & <b>"


def test_hostile_text_is_printed_as_text() -> None:
    made = printed(
        replace(
            TAILORED,
            title=HOSTILE,
            questions=(HOSTILE,),
            sections=(SectionText("analysis", HOSTILE, HOSTILE),),
        )
    )
    words = " ".join("".join(texts(made)).split())
    assert words.count(HOSTILE) >= 4
    assert read(made).metadata.title == HOSTILE
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/OpenAction"):
        assert name not in made.pdf


def test_control_characters_leave_a_well_formed_file() -> None:
    made = printed(replace(TAILORED, title="a\x00b\x0bc", authors=("d\x1fe",)))
    assert read(made).metadata.title == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    "body", ["W" * 3_000, f"https://example.org/{'a/' * 900}", TABLE.replace("First", "F" * 400)]
)
def test_long_words_stay_on_the_page(body: str) -> None:
    for page in read(printed(with_body(body))).pages:
        edges: list[float] = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size, edges=edges: edges.append(tm[4] * cm[0] + cm[4])
        )
        assert max(edges) < 595 - 60


def test_too_many_pages_are_refused_with_their_number() -> None:
    source = "<html lang='en'><title>t</title>" + "<p style='break-after: page'>x" * 4
    with pytest.raises(RenderFailed, match="has 4 pages and at most 3 are printed"):
        pdf.write(source, pages=3)


def test_a_picture_of_too_many_points_is_left_out_and_named() -> None:
    bomb = io.BytesIO()
    Image.new("1", (6_000, 6_000)).save(bomb, "PNG")
    made = pdf.write(
        "<html lang='en'><title>t</title><img alt='x' src='asset:big'>",
        {"big": ("image/png", bomb.getvalue())},
    )
    assert len(made.warnings) == 1
    assert "asset:big" in made.warnings[0]
