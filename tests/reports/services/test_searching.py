"""What a search finds and quotes for whom, and that nothing that can be typed breaks it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.models import Series, User
from reports.services import access, searching
from tests import factories

pytestmark = pytest.mark.django_db


def found(words: str, user: User | None = None) -> list[str]:
    reader = access.reader_of(user) if user else access.NOBODY
    return [hit.slug for hit in searching.search(reader, words)]


@pytest.mark.parametrize(
    "words",
    [
        *("ferries", "FERRIES", "ferr", "winter ferr", "ada lind", "northern files", "shipping", "norway"),
        *("quicksilver", "early ice", '"ferries"', "ferries AND", "NOT ferries", "ferries*", "title:ferries"),
        *("ferries' --", "(ferries)", "ferries\0", "ferries NEAR", "«ferries»", "ferries 🚢"),
    ],
)
def test_an_open_briefing_is_found_by_everybody(words: str) -> None:
    factories.briefing(title="Ferries in Winter, Not Near And Title")

    assert found(words) == ["northern-files-1-1"]


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "\0",
        '"',
        "*",
        "()",
        "-",
        "'",
        "%",
        "🚢",
        "\u200f",
        "'; DROP TABLE",
        "erries",
        "ferries zebra",
    ],
)
def test_what_is_not_there_is_not_found(words: str) -> None:
    factories.briefing()

    assert found(words) == []


@pytest.mark.parametrize("level", ["registered", "subscribers"])
def test_locked_words_are_not_found_by_who_may_not_read_them(level: str, charlie: User) -> None:
    factories.briefing(access=level)

    assert found("quicksilver") == []
    assert found("ferries") == ["northern-files-1-1"]
    assert found("quicksilver", charlie) == (["northern-files-1-1"] if level == "registered" else [])


def test_an_excerpt_is_cut_from_what_the_reader_may_read(alice: User) -> None:
    page = factories.briefing(access="subscribers")
    factories.subscribe(alice, page.series)

    [teaser] = searching.search(access.NOBODY, "ferries")
    [whole] = searching.search(access.reader_of(alice), "quicksilver")

    assert teaser.excerpt == "Two <mark>ferries</mark> serve the northern harbours."
    assert "<mark>quicksilver</mark>" in whole.excerpt


def test_closing_a_series_closes_its_search_at_once() -> None:
    factories.briefing()
    Series.objects.update(access="subscribers")

    assert found("quicksilver") == []


def test_a_stricter_marking_closes_an_open_series() -> None:
    factories.briefing(marking="TLP:AMBER")

    assert found("quicksilver") == []
    assert found("ferries") == ["northern-files-1-1"]


def test_a_briefing_is_found_once() -> None:
    factories.briefing()

    assert found("ferries harbours") == ["northern-files-1-1"]


def test_those_with_the_word_in_the_title_come_first() -> None:
    factories.briefing("in-text", title="Roads")
    factories.briefing("in-title", title="Harbours")
    factories.briefing("in-text-too", title="Rails")

    assert found("harbours")[0] == "in-title"


def test_markup_is_shown_and_not_run() -> None:
    factories.briefing(title="<script>alert(1)</script> ferries")

    [hit] = searching.search(access.NOBODY, "script ice")

    assert hit.title == "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; ferries"
    assert "<mark>ice</mark> came early &lt;b&gt;this&lt;/b&gt; year" in hit.excerpt


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("گزارش بندرهای شمالی", "بندر"),
        ("Отчёт о портах", "порт"),
        ("Rapport über Häfen", "häfen"),
        ("हिंदी रिपोर्ट", "हिंदी"),
    ],
)
def test_other_scripts_are_found(title: str, words: str) -> None:
    factories.briefing(title=title)

    assert found(words) == ["northern-files-1-1"]


def test_a_search_is_two_queries(django_assert_num_queries: object) -> None:
    for number in range(5):
        factories.briefing(f"briefing-{number}")
    found("ferries")

    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(found("ferries")) == 5


def test_a_long_question_is_cut_to_its_first_words() -> None:
    assert searching.terms_in("ab " * 4_000) == ["ab"]
    assert len(searching.terms_in(" ".join(f"word{number}" for number in range(99)))) == searching.WORDS
    assert [len(term) for term in searching.terms_in("x" * 10_000)] == [searching.LETTERS]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300))
def test_nothing_that_can_be_typed_breaks_a_search(words: str) -> None:
    found(words)
