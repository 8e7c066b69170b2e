"""The telling words of a question, their stems, and where they meet in a text."""

import pytest

from reports.domain import gist


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Will the northern ferry line close this winter?", ["northern", "ferr", "line", "clos", "wint"]),
        ("Ferries? FERRY!", ["ferr"]),
        ("What would you do, and why?", []),
        ("", []),
        ("Sanktionen gegen Häfen", ["sanktionen", "gegen", "häfen"]),
        ("تحریم بنادر", ["تحریم", "بنادر"]),
        ("UK LNG", ["lng"]),
    ],
)
def test_the_telling_words_of_a_question(text: str, words: list[str]) -> None:
    assert gist.gist(text) == words


def test_a_long_question_is_cut() -> None:
    assert len(gist.gist(" ".join(f"word{number}x" for number in range(10_000)))) == gist.MOST_WORDS


def test_words_are_met_at_their_beginning_only() -> None:
    assert gist.met_in("The ferries left; the harbour froze.", ["ferr", "arbour", "froze", "winter"]) == 2


def test_the_place_is_where_most_words_meet() -> None:
    text = f"Ferries first. {'x ' * 200}Ferries close in winter."
    assert text[gist.meeting_place(text, ["ferr", "clos", "wint"]) :] == "Ferries close in winter."
    assert gist.meeting_place("Nothing.", ["ferr"]) == 0
