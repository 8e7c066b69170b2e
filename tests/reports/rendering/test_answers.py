"""The answer matrix as it is set: on the page, and on page 2 of the PDF with links and the right pages."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from reports.domain.snapshot import Answer, Snapshot
from reports.rendering import html
from tests.reports.rendering.samples import ANSWERED, TAILORED, issued

pytestmark = [
    pytest.mark.once,
    pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning"),
]


def matrix(snapshot: Snapshot) -> list[str]:
    """The lines beneath the questions, without their markup."""
    found = re.findall(r'<p class="answered">(.*?)</p>', html.article(snapshot))
    return [re.sub(r"<[^>]*>", "", line) for line in found]


def test_each_question_leads_to_what_answers_it_or_says_why_not() -> None:
    page = html.article(ANSWERED)
    assert matrix(ANSWERED) == [
        "Finding 2, Analysis.",
        "Scenario 1. Left open: Two ministries claim it.",
        "Not answered: No &lt;i&gt;tender&lt;/i&gt; was published.",
    ]
    for anchor in ("finding-2", "analysis", "scenario-1"):
        assert (page.count(f'href="#{anchor}"'), page.count(f'id="{anchor}"')) >= (1, 1)


def test_a_report_that_says_nothing_of_it_lists_the_questions_alone() -> None:
    page = html.article(TAILORED)
    assert "What you asked</h2>" in page
    assert "answered" not in page


def test_a_draft_says_what_is_open_and_leads_nowhere_that_is_not_there() -> None:
    draft = replace(ANSWERED, answers=(Answer(1, ("finding 99",)),))
    assert matrix(draft) == ["finding 99.", "Not answered yet.", "Not answered yet."]
    assert 'href="#finding-99"' not in html.article(draft)


def test_the_matrix_is_on_page_two_and_its_pages_are_right() -> None:
    reader = PdfReader(io.BytesIO(issued(ANSWERED).pdf))
    pages = [" ".join(page.extract_text().replace("\0", "").split()) for page in reader.pages]
    assert "What you asked, and where it is answered" in pages[1]
    told = {name: int(page) for name, page in re.findall(r"(Finding 2|Scenario 1) \(page (\d+)\)", pages[1])}
    assert set(told) == {"Finding 2", "Scenario 1"}
    assert "Permits are renewed late." in pages[told["Finding 2"] - 1]
    assert "Calm winter" in pages[told["Scenario 1"] - 1]
    assert len([each for each in reader.pages[1]["/Annots"] if each.get_object()["/Subtype"] == "/Link"]) >= 3
