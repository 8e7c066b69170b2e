"""The number of a request: written one way, read in any case."""

import pytest

from requests_app.domain.numbering import RequestNumber, parse


def test_a_number_is_written_with_six_digits_or_more() -> None:
    assert str(RequestNumber(2026, 123)) == "RQ-2026-000123"
    assert str(RequestNumber(2026, 1_234_567)) == "RQ-2026-1234567"


@pytest.mark.parametrize("text", ["RQ-2026-000123", " rq-2026-000123\n"])
def test_a_number_is_read_back(text: str) -> None:
    assert parse(text) == RequestNumber(2026, 123)


@pytest.mark.parametrize("text", ["", "RQ-2026-123", "RQ-2026-000000", "RQ-2026-٠٠٠١٢٣", "RQ-2026-000123x"])
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="write it as RQ-2026-000123"):
        parse(text)
