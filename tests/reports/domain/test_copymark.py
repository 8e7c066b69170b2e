"""What tells copies apart follows from code and key alone, and chance is not taken for proof."""

import pytest

from reports.domain import copymark
from reports.domain.copymark import Likeness

pytestmark = pytest.mark.once

KEY = b"a key"


def moved(ways: bytes) -> list[tuple[int, int, int]]:
    """What would be measured on a copy whose lines moved so."""
    return [(line, 1 if way & 2 else -1, 1 if way & 1 else -1) for line, way in enumerate(ways)]


def test_the_same_code_and_key_give_the_same_marks() -> None:
    assert copymark.ways(KEY, "A", 100) == copymark.ways(KEY, "A", 100)
    assert copymark.ways(KEY, "A", 100)[:40] == copymark.ways(KEY, "A", 40)
    assert copymark.instance(KEY, "A") == copymark.instance(KEY, "A")


def test_another_code_or_key_gives_others() -> None:
    marks = {copymark.ways(key, code, 100) for key in (KEY, b"other") for code in "AB"}
    names = {copymark.instance(key, code) for key in (KEY, b"other") for code in "AB"}

    assert (len(marks), len(names)) == (4, 4)


def test_the_four_ways_are_used_alike() -> None:
    ways = copymark.ways(KEY, "A", 4_000)

    assert set(ways) == {0, 1, 2, 3}
    assert all(900 < ways.count(way) < 1_100 for way in range(4))


def test_the_right_copy_agrees_in_all_readings_and_another_in_half() -> None:
    measured = moved(copymark.ways(KEY, "A", 200))

    right = copymark.likeness(copymark.ways(KEY, "A", 200), measured)
    wrong = copymark.likeness(copymark.ways(KEY, "B", 200), measured)

    assert (right.agreeing, right.readings) == (400, 400)
    assert 0.4 < wrong.share < 0.6


@pytest.mark.parametrize(
    ("agreeing", "readings", "candidates", "sure"),
    [
        (400, 400, 10**6, True),
        (80, 80, 10**6, True),
        (20, 20, 1, False),
        (230, 400, 100, False),
        (0, 0, 1, False),
    ],
)
def test_chance_is_not_proof(agreeing: int, readings: int, candidates: int, sure: bool) -> None:
    assert Likeness(agreeing, readings).exceeds_chance(candidates) is sure


def test_a_line_that_was_not_read_says_nothing() -> None:
    assert copymark.likeness(b"\x03", [(0, 0, 1)]) == Likeness(1, 1)
