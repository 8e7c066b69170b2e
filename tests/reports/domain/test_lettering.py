"""Text as a search sees it."""

import pytest

from reports.domain.lettering import letters


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<b>ice</b> & fire", " b ice  b    fire"),
        ("Häfen 2024", "Häfen 2024"),
        ("हिंदी", "हिंदी"),
        ("e\u0301t\u00e9", "e\u0301t\u00e9"),
        ("a\0b_c", "a b c"),
        ("", ""),
    ],
)
def test_only_letters_numbers_and_marks_are_left(text: str, seen: str) -> None:
    assert letters(text) == seen
