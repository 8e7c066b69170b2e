"""What holds for every text: no word is lost or doubled, and the parser does nothing worse than refuse."""

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.domain.article import Article, ArticleError, parse
from reports.domain.article.words import words

pytestmark = pytest.mark.once

HEAD = "A Test Title\n\nSample Notes ISSN 1234-5679 Volume 1 Issue 2\nAuthor: Ida Example\n\n"
PIECES = (
    *(Path(__file__).parent / "article_pieces.txt").read_text().split("\n"),
    *("\u200b", "\u00a0", "word\u00adword", "\u202etext\u202c", "\tTabbed", "o\tround", "x" * 170),
)
GAPS = ("\n", "\n", "\n\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\r", "\v", "\u2028")

lines = st.one_of(st.sampled_from(PIECES), st.text(max_size=40))
texts = st.lists(st.tuples(lines, st.sampled_from(GAPS)), max_size=25).map(
    lambda parts: "".join(line + gap for line, gap in parts)
)
names = st.sampled_from(("article.txt", "article.md"))
relaxed = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def placed(article: Article) -> list[str]:
    """The words of every field that came from the file."""
    fields = [article.title, article.series.title, article.picture_caption, article.picture_credit]
    fields += [article.editor_note, *article.authors, *article.countries, *article.topics, *article.findings]
    fields += [body for _, body in article.sections]
    fields += [part for each in article.scenarios for part in (each.name, each.text)]
    return [word for text in fields for word in words(text)]


def read(text: str, name: str) -> Article | ArticleError:
    try:
        return parse(text, name=name)
    except ArticleError as refusal:
        return refusal


@relaxed
@given(body=texts, name=names)
def test_every_word_below_a_sound_head_is_placed_named_or_left_out_once(body: str, name: str) -> None:
    article = read(HEAD + body, name)

    if isinstance(article, ArticleError):
        assert "would be lost" not in article.reason
    else:
        left = Counter(word for each in article.left_out for word in words(each.text))
        known = Counter(placed(article)) + left
        extra = Counter(words(HEAD + body)) - known
        assert known - Counter(words(HEAD + body)) == Counter()
        assert extra.total() == article.words.labels
        assert article.words.balances


@relaxed
@given(text=texts, name=names)
def test_any_text_is_read_or_refused_with_a_line_that_exists(text: str, name: str) -> None:
    article = read(text, name)

    if isinstance(article, ArticleError):
        assert 1 <= article.line <= text.count("\n") + text.count("\r") + 1
        assert article.reason[0].isupper() or article.reason.startswith("“")
        assert "would be lost" not in article.reason


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=400))
def test_arbitrary_characters_never_raise_anything_but_a_refusal(text: str) -> None:
    assert isinstance(read(text, "a.txt"), Article | ArticleError)


@pytest.mark.parametrize(
    "unit",
    [
        *("[](", "(Credits: ", "- a\n", "a) b\n", "a|b\n-|-\n", "```\n", "Scenarios\n\n1. a: b\n\n", "&a"),
        *(
            "Key Findings\n\na sentence.\n\n",
            "Background: a text\n\n",
            "ISSN 1234-5679 ",
            "contact our team ",
        ),
    ],
)
def test_a_megabyte_of_anything_takes_seconds(unit: str) -> None:
    text = HEAD + unit * (1_000_000 // len(unit))
    start = time.process_time()

    read(text, "article.txt")
    read(text, "article.md")

    assert time.process_time() - start < 10
