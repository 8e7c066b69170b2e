"""The codes on paper: read back whatever way they are typed, and no slip of the pen is another code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain import codes

pytestmark = pytest.mark.once

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(DIGESTS)
def test_a_code_is_read_back_however_it_is_typed(digest: str) -> None:
    code = codes.of_digest(digest)
    sloppy = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert codes.parse(code) == codes.parse(sloppy) == code
    assert digest.startswith(codes.first_of(code))


@given(DIGESTS, st.integers(0, 11), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_is_noticed(digest: str, at: int, other: str) -> None:
    plain = codes.of_digest(digest).replace("-", "")
    typed = plain[:at] + other + plain[at + 1 :]

    assert (codes.parse(typed) is None) == (typed != plain)


@given(DIGESTS, st.integers(0, 10))
def test_two_neighbours_exchanged_are_noticed(digest: str, at: int) -> None:
    plain = codes.of_digest(digest).replace("-", "")
    typed = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]

    assert (codes.parse(typed) is None) == (typed != plain)


@pytest.mark.parametrize(
    "text", ["", "ABCD", "ABCD-EFGH-JKMN-P", "ABCD-EFGH-JKM!", "ÄBCD-EFGH-JKMN", "U" * 12]
)
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert codes.parse(text) is None


def test_printed_codes_are_found_in_a_text_once_each() -> None:
    one, other = codes.new(), codes.new()
    wrong = one[:-1] + ("A" if one[-1] != "A" else "B")

    assert codes.found_in(f"copy {one}.\n{other} {one} {wrong} X{other}Y") == [one, other]
