"""A footnote stands on the page of its call, wherever on the page that falls."""

import io
import re

import pytest
from pypdf import PdfReader

from reports.rendering import pdf

# The engine leaves its own colour profile open; in the print process that ends with the process.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")

_STYLE = """
@page { size: 100mm; margin: 10mm; @footnote { margin-top: 1mm } } body, p { margin: 0; font: 8pt/5mm Inter }
p { orphans: 3; widows: 3 } foot-note { float: footnote; footnote-policy: line }
foot-note::footnote-call, foot-note::footnote-marker { content: attr(data-number) }
"""
"""Sixteen lines to a page."""


def lines(name: str, count: int, *, noted: int = 0) -> str:
    note = '<foot-note data-number="1">note<br>to<br>it</foot-note>'
    numbers = range(1, count + 1)
    return f"<p>{'<br>'.join(f'{name}{at}{note if at == noted else str()}' for at in numbers)}</p>"


@pytest.mark.parametrize("noted", [1, 3, 8])
def test_a_note_stands_on_the_page_of_its_call(noted: int) -> None:
    for before in range(1, 14):
        text = lines("a", before) + lines("b", 8, noted=noted) + lines("c", 8) + lines("d", 8)
        made = pdf.write(f"<html lang='en'><title>t</title><style>{_STYLE}</style>{text}")
        words = [page.extract_text().split() for page in PdfReader(io.BytesIO(made.pdf)).pages]
        call, note = (
            [at for at, page in enumerate(words) if any(re.fullmatch(sought, word) for word in page)]
            for sought in (f"b{noted}1", "1?note")
        )
        assert (len(call), call) == (1, note), before
