"""What is issued: one file that is archivable, accessible, the same each time, and carries its own data."""

import io
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from reports import figures
from reports.domain.snapshot import Snapshot, canonical_json
from reports.rendering import html, pdf
from reports.rendering.attached import NoSourceError, source
from reports.rendering.printed import SOURCE, Printed
from tests.reports.rendering import verapdf
from tests.reports.rendering.samples import ANSWERED, BRIEFING, FULL, TAILORED, assets, issued, with_body

pytestmark = [
    pytest.mark.once,
    # The engine leaves its own colour profile open; in the print process that ends with the process.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]

SCRIPTS = with_body(
    "Łódź Привет Ελληνικά.[^a]\n\nپژوهش گردشگری\n\n风险评估 東京港 서울의 საქართველო Հայաստան\n\n"
    "[^a]: مرحبا بالعالم",
    title="风险 · کرمان",
    language="fa",
)


@pytest.fixture(scope="module")
def full() -> Printed:
    return issued(FULL)


def elements(made: Printed, kind: str) -> list[Any]:
    """The tagged elements of a kind, in reading order."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif hasattr(node, "get"):
            if node.get("/S") == kind:
                found.append(node)
            walk(node.get("/K", []))

    walk(PdfReader(io.BytesIO(made.pdf)).trailer["/Root"]["/StructTreeRoot"])
    return found


def test_everything_prints_without_a_complaint(full: Printed) -> None:
    assert full.warnings == ()


def test_drawings_and_pictures_are_tagged_with_their_alternatives(full: Printed) -> None:
    told = [str(each["/Alt"]) for each in elements(full, "/Figure")]
    drawn = {each.alternative for each in figures.all_of(FULL)}
    assert set(told) == {*drawn, "A bridge."}
    assert len(told) == len(drawn) + 1


def test_footnotes_are_tagged_and_named(full: Printed) -> None:
    notes = elements(full, "/Note")
    assert [str(each["/ID"]) for each in notes] == ["note-1", "note-2", "note-3"]


def test_a_footnote_stands_on_the_page_of_its_call(full: Printed) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(full.pdf)).pages]
    called = next(text for text in pages if "A word on this." in text)
    assert "From the log." in called


def test_heads_of_tables_have_their_scope(full: Printed) -> None:
    heads = [str(each["/A"]["/Scope"]) for each in elements(full, "/TH")]
    assert heads.count("/Column") == 6 + 4 + 2
    assert heads.count("/Row") == 2 + 3 + 3


def test_the_snapshot_travels_inside(full: Printed) -> None:
    with pikepdf.open(io.BytesIO(full.pdf)) as opened:
        (specification,) = opened.Root.AF
        assert specification.AFRelationship == "/Source"
        assert specification.UF == SOURCE
        assert specification.EF.F.Subtype == "/application/json"
        assert str(specification.EF.F.Params.ModDate) == "D:20240119000000Z"
    assert source(full.pdf) == canonical_json(FULL)
    assert json.loads(source(full.pdf))["title"] == FULL.title


def test_a_draft_carries_nothing() -> None:
    made = pdf.write(html.document(BRIEFING, draft=True))
    assert b"EmbeddedFile" not in made.pdf
    with pytest.raises(NoSourceError, match=r"No report\.json travels"):
        source(made.pdf)


def test_what_is_no_pdf_has_no_source() -> None:
    with pytest.raises(NoSourceError, match="damaged, or no PDF"):
        source(b"%PDF-1.7 something")


@pytest.mark.parametrize("snapshot", [FULL, SCRIPTS], ids=["full", "scripts"])
def test_two_prints_are_the_same_bytes(snapshot: Snapshot) -> None:
    assert issued(snapshot).pdf == issued(snapshot).pdf


def test_the_marking_is_in_the_metadata(full: Printed) -> None:
    reader = PdfReader(io.BytesIO(full.pdf))
    xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert str(reader.metadata["/Keywords"]).startswith("TLP:GREEN")
    assert str(reader.metadata["/Subject"]).startswith("TLP:GREEN")
    assert xmp.count("TLP:GREEN") >= 2


def test_a_picture_that_is_not_handed_in_is_named() -> None:
    given = {name: asset for name, asset in assets(FULL).items() if name == SOURCE}
    made = pdf.write(html.document(FULL), given)
    assert [warning for warning in made.warnings if "a" * 64 in warning]


def test_veraPDF_finds_editions_archivable_and_accessible(tmp_path: Path) -> None:  # noqa: N802 -- its name
    files = {"full": FULL, "tailored": TAILORED, "answered": ANSWERED, "scripts": SCRIPTS}
    for name, snapshot in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(issued(snapshot).pdf)

    verdicts = verapdf.judge(*(tmp_path / f"{name}.pdf" for name in files))

    assert [str(verdict) for verdict in verdicts if not verdict.compliant] == []
    assert len(verdicts) == 8
