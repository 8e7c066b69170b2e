"""Footnotes: numbered over the whole document, in place in print, in a list on the page, none lost."""

import re

import pytest

from reports.domain.sections import SectionKind
from reports.domain.snapshot import tease
from reports.rendering import html, markdown
from reports.rendering.footnotes import Notes
from tests.reports.rendering.samples import FULL, briefing, with_body

TEXT = "One[^a] and two[^b], one again[^a].\n\n[^a]: First *note*.\n\n[^b]: Second."


def test_in_print_a_note_stands_where_it_is_called() -> None:
    assert markdown.to_html(TEXT, notes=Notes(in_place=True)) == (
        '<p>One<foot-note data-number="1">First <em>note</em>.</foot-note> and '
        'two<foot-note data-number="2">Second.</foot-note>, one again<sup class="call">1</sup>.</p>\n'
    )


def test_on_the_page_calls_and_notes_lead_to_each_other() -> None:
    page = html.article(with_body(TEXT))
    assert page.count('href="#note-1"') == 2
    assert '<li id="note-1">First <em>note</em>. <a href="#note-call-1"' in page
    assert page.count('id="note-call-1"') == page.count('id="note-call-2"') == 1


def test_numbers_run_through_the_document_in_the_order_of_print() -> None:
    printed = html.document(FULL)
    assert re.findall(r'<foot-note data-number="(\d)">([^<.]*)', printed) == [
        ("1", "Log of the company, page 4"),
        ("2", "From the log"),
        ("3", "From the "),
    ]


def test_the_editors_note_comes_first_in_print_and_last_on_the_page() -> None:
    snapshot = with_body(TEXT, editor_note="Said.[^c]\n\n[^c]: Third.")
    assert '<foot-note data-number="1">Third.' in html.document(snapshot)
    assert '<li id="note-3">Third.' in html.article(snapshot)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A[^a].\n\n[^a]: One.\n\n    Two.\n\n    ```\n    three\n    ```", ["One.", "Two.", "three"]),
        ("A.\n\n[^a]: Nobody calls this.", ["Nobody calls this."]),
        ("A[^lost].", ["[^lost]"]),
        ("A[^a].\n\n[^a]: One.\n[^a]: Two.", ["One.", "Two."]),
        ("A[^a].\n\n[^a]: One[^b].\n\n[^b]: Two.", ["One[^b].", "Two."]),
        ("> A[^a].\n>\n> [^a]: Quoted.", ["Quoted."]),
        ("A[^a].\n\n[^a]: | x | y |\n    |---|---|\n    | 1 | 2 |", ["x", "y", "1", "2"]),
    ],
)
def test_no_word_of_a_note_is_lost(text: str, words: list[str]) -> None:
    for made in (html.article(with_body(text)), html.document(with_body(text))):
        assert all(word in made for word in words)


def test_a_note_is_text() -> None:
    made = html.article(with_body('A[^a].\n\n[^a]: <b onclick="x">b</b> [l](javascript:x) <script>'))
    assert "&lt;b onclick=" in made
    assert "<script" not in made
    assert "<b onclick" not in made


def test_a_teaser_calls_no_note() -> None:
    snapshot = with_body(f"Lead.[^a]\n\n{TEXT}", kind=SectionKind.EXECUTIVE_SUMMARY)
    assert tease(snapshot).lead == "Lead."


def test_a_document_without_notes_has_no_list_of_them() -> None:
    assert "footnotes" not in html.article(briefing())


def test_a_note_runs_its_own_way() -> None:
    made = html.article(with_body("A[^a].\n\n[^a]: پژوهش گردشگری"))
    assert '<li id="note-1" dir="rtl">' in made
