"""The line in the margin: every script it can say, none said as empty boxes, always of the same length."""

import re
import zlib

import pytest

from reports.rendering import fonts, outlines, stamp
from reports.rendering.stamp import Stamp

pytestmark = pytest.mark.once


def said(told: Stamp) -> str:
    """The text of the form, whose codes are those of Unicode."""
    content = zlib.decompress(stamp.stream(told, fonts.stamp_font().metrics.advances))
    shown = re.findall(rb"<([0-9a-f]*)> Tj", content)
    return "".join(bytes.fromhex(each.decode()).decode("utf-16-be") for each in shown)


def drawn(told: Stamp) -> int:
    """How many outlines the form fills."""
    content = zlib.decompress(stamp.stream(told, fonts.stamp_font().metrics.advances))
    return len(re.findall(rb"^f Q$", content, re.MULTILINE))


FULL = Stamp("CODE", "Zoë Łuczak", "Größe & Co", "RQ-2026-000001", "23 November 2026")


@pytest.mark.parametrize(
    "told",
    [Stamp(), Stamp("CODE"), FULL, Stamp("CODE", "م" * 120, "ن" * 160), Stamp("CODE", "W" * 120, "M" * 160)],
)
def test_the_form_has_one_length_whatever_it_says(told: Stamp) -> None:
    assert len(stamp.stream(told, fonts.stamp_font().metrics.advances)) == stamp.SIZE


def test_all_that_is_known_is_said() -> None:
    expected = "Prepared for Zoë Łuczak, Größe & Co · RQ-2026-000001 · 23 November 2026 · copy CODE"
    assert said(FULL) == expected


def test_what_is_not_known_leaves_no_gap() -> None:
    assert said(Stamp("CODE", "Ada")) == "Prepared for Ada · copy CODE"
    assert said(Stamp("CODE", organisation="Co", date="Today")) == "Prepared for Co · Today · copy CODE"
    assert said(Stamp("CODE")) == "copy CODE"
    assert said(Stamp()) == ""


def test_decomposed_letters_control_characters_and_line_ends_are_tamed() -> None:
    assert said(Stamp("CODE", "Zoe\u0308\n\u202eevil\u0000  Ada")) == "Prepared for Zoë evil Ada · copy CODE"


def test_a_text_in_brackets_and_operators_stays_a_text() -> None:
    assert said(Stamp("CODE", ") Tj ET Q <41> Tj (")) == "Prepared for ) Tj ET Q <41> Tj ( · copy CODE"


@pytest.mark.parametrize("name", ["Зоя Ковалёва", "Ελένη Παππά", "Nguyễn Thị Ánh"])
def test_greek_cyrillic_and_vietnamese_are_text(name: str) -> None:
    assert name in said(Stamp("CODE", name))


@pytest.mark.parametrize("name", ["محمد رضا", "שלום", "नमस्ते", "ไทย"])
def test_other_scripts_are_drawn(name: str) -> None:
    assert drawn(Stamp("CODE", name)) >= len(name.replace(" ", "")) - 3
    assert said(Stamp("CODE", name)) == "Prepared for  · copy CODE"


def test_persian_letters_join() -> None:
    apart, joined = (outlines.draw(text) for text in ("ب\u200cب", "بب"))

    assert apart is not None
    assert joined is not None
    assert apart.operators != joined.operators


def test_a_name_that_no_font_has_leaves_the_code_alone() -> None:
    unknown = "\U0001f9ff\U0002a6d6"  # an amulet and a rare ideograph

    assert outlines.draw(unknown) is None
    assert said(Stamp("CODE", unknown, date="Today")) == "Today · copy CODE"
