"""The figures in print: the engine behind the PDF joins their letters and tags their alternatives."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from reports import figures
from reports.rendering import pdf
from tests.reports.figures.samples import full

pytestmark = [
    pytest.mark.once,
    # The engine leaves its own colour profile open; in the print process that ends with the process.
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]


def test_persian_letters_join_and_run_from_the_right() -> None:
    drawn = figures.all_of(full("گذرگاه مهران", "fa"))
    made = pdf.write(document(drawn, "fa"))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages)
    assert made.warnings == ()
    assert text.count("گذرگاه مهران") > 20


def test_each_figure_is_tagged_with_its_alternative() -> None:
    drawn = figures.all_of(full("Mehran crossing"))
    made = pdf.write(document(drawn, "en"))
    tags = PdfReader(io.BytesIO(made.pdf)).trailer["/Root"]["/StructTreeRoot"]
    assert alternatives(tags) == [figure.alternative for figure in drawn]


def document(drawn: tuple[figures.Figure, ...], language: str) -> str:
    body = "".join(
        f"<figure>{figure.svg}<figcaption>{figure.title}</figcaption></figure>" for figure in drawn
    )
    return f'<!doctype html><html lang="{language}"><title>Figures</title><h1>Figures</h1>{body}</html>'


def alternatives(tag: Any) -> list[str]:
    """Those of the figures below a tag, in reading order."""
    tag = tag.get_object()
    if isinstance(tag, list):
        return [text for child in tag for text in alternatives(child)]
    if not hasattr(tag, "get"):
        return []
    own = [str(tag["/Alt"])] if tag.get("/S") == "/Figure" else []
    return own + (alternatives(tag["/K"]) if "/K" in tag else [])
