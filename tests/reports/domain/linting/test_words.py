"""The words behind the rules: where a sentence ends, what is a likelihood, a hedge, a number."""

import pytest

from reports.domain.likelihood import BANDS, Yardstick
from reports.domain.linting import lint
from reports.domain.linting.confidences import speaks_of_confidence
from reports.domain.linting.hedges import hedges
from reports.domain.linting.plain import blocks, covered
from reports.domain.linting.sentences import Sentence, split
from reports.domain.linting.terms import nearest, terms
from tests.reports.domain.linting.texts import CLEAN, replace_body

pytestmark = pytest.mark.once


def one(text: str) -> Sentence:
    (block,) = blocks(text)
    return Sentence(block, covered(block))


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S. Navy left.", "It may return."],
        ["It left the U.S.", "The port is empty."],
        ["See Art. 5 and No. 7, e.g. the straits.", "They are open."],
        ["Gen. J. R. Smith and Dr. Ada Lind met St. Clair.", "They agreed."],
        ["Growth is 3.5 % of 1.2 bn.", "It was 2.0 %."],
        ["He said “Stop. Go.” and left.", "Nobody came."],
        ["He said “It is over.”", "Then he left."],
        ["“Really?” he asked.", "Yes!", "So it is."],
        ["We take plan B.", "It costs less."],
        ["Acme Inc. bought it.", "The price was low."],
        ["It was seen on 3 Sept. 2024.", "Then nothing… came."],
        ["It rests on records (two of them).", "One is old."],
        ["See https://example.org/a.b?c=d.", "It is there."],
        ["港が開く。", "冬は長い。"],
        ["آیا باز است؟", "بله۔", "باز است"],
        ["यह खुला है।", "ठीक है"],
    ],
)
def test_a_sentence_ends_where_it_ends(sentences: list[str]) -> None:
    joint = "" if sentences[0][0] == "港" else " "
    assert [each.text for each in split(joint.join(sentences))] == sentences


def test_markdown_is_read_as_its_words() -> None:
    text = (
        "# Head\n\nOne line\nand _another_, **bold**[^1].\n> quoted\nlazily\n\n1. First [link](https://a.example)\n"
        "2. Second &amp; last\n\n| a | b |\n|---|:-:|\n| c | d |\n\n```\ncode\n```\n\n~~~\nmore\n~~~\n"
        "[^1]: A note.\nUnder\n-----\n![alt text](p.png) snake_case \\*star\\*\n"
    )
    assert list(blocks(text)) == [
        "Head", "One line and another, bold.", "First link", "Second & last", "a", "b", "c", "d",
        "A note. Under", "alt text snake_case *star*",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "“may”",
        '"may"',
        "«may»",
        "‘it’s what may be’",
        "„may“",
        "`may`",
        "<https://may.example>",
        "https://may.example/may",
    ],
)
def test_what_others_said_is_covered_and_keeps_its_length(text: str) -> None:
    whole = f"Before {text} and behind."
    assert "may" not in covered(whole)
    assert len(covered(whole)) == len(whole)
    assert covered(whole).startswith("Before ")
    assert covered(whole).endswith(" and behind.")


def test_an_apostrophe_or_a_lone_mark_covers_nothing() -> None:
    for text in (
        "the crew’s ship may sail",
        '5" pipes may burst',
        "‘tis that may be",
        "“ may",
        "it's what we'd say may",
    ):
        assert "may" in covered(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is Very\nLikely, and **highly** unlikely.", ["very likely", "highly unlikely"]),
        ("A highly-probable end is almost certainly near.", ["highly probable", "almost certain"]),
        ("It is probably so.", ["probable"]),
        ("The likelihood of the unlikeliest is in the likelihoods.", []),
        ("The remote valley has a remote chance.", ["remote chance"]),
        ("The odds of it are now remote. ", ["remote"]),
        ("It is remote that they agree.", ["remote"]),
        ("The port is remote.", []),
        ("Probable cause was found; its credibility is probably true.", []),
        ("It is “likely” and ‘probable’.", []),
    ],
)
def test_words_of_likelihood(text: str, found: list[str]) -> None:
    assert list(terms(one(text))) == found


@pytest.mark.parametrize("yardstick", list(Yardstick))
def test_every_word_of_a_yardstick_is_found_and_is_nearest_to_itself(yardstick: Yardstick) -> None:
    for band in BANDS[yardstick]:
        assert terms(one(f"The chance is {band.term}.")) == (band.term,)
        assert nearest(band.term, yardstick) == band


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It may, MAY and May fail in May.", ["may"]),
        ("Its might is known, and the might of Rome; Ottoman might was great.", []),
        ("That might fail. The pact might not hold.", ["might"]),
        ("It could fail, perhaps; possibly not, maybe.", ["could", "perhaps", "possibly", "maybe"]),
        ("They could not sail and could no longer pay.", []),
        ("A strike cannot be ruled out.", ["cannot be ruled out"]),
        ("We cannot rule out a strike.", ["cannot rule out"]),
        ("It is widely believed that some say so.", ["it is widely believed", "some say"]),
        ("Some analysts argue it is quite likely.", ["some analysts argue", "quite likely"]),
        (
            "There is a slight chance; it is more likely than not.",
            ["there is a slight chance", "more likely than not"],
        ),
        ("The report grades it as possibly true.", []),
        ("Mayors dismay the mighty.", []),
    ],
)
def test_hedges(text: str, found: list[str]) -> None:
    assert list(hedges(one(text))) == found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We have high confidence in this judgement.", True),
        ("Our confidence is only moderate.", True),
        ("With low to moderate confidence, we judge so.", True),
        ("Confidence: high.", True),
        ("We are fairly confident that it holds.", True),
        ("Low confidence in the currency hurts.", False),
        ("Low confidence among traders hurts.", False),
        ("A vote of no confidence fails.", False),
        ("Investor confidence is low this year.", False),
        ("Traders are confident.", False),
        ("He said “we have high confidence”.", False),
    ],
)
def test_confidence(text: str, expected: bool) -> None:
    assert speaks_of_confidence(one(text)) is expected


def rules_on(text: str, *, yardstick: str = "icd203a") -> list[str]:
    return [fault.rule for fault in lint(replace_body(CLEAN, text, yardstick=yardstick))]


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("It is likely (55–80 %).", True),
        ("It is likely (55 to 80 per cent).", True),
        ("It is likely (80 %).", True),
        ("It is very likely (80 %).", True),
        ("It is likely (81 %).", False),
        ("It is likely (50–70 %).", False),
        ("It is unlikely, about 70 percent, that it holds.", False),
        ("There is a 30 % chance, so it is unlikely.", True),
        ("There is a 30 % chance, so it is likely.", False),
        ("The probability is 60–70 %: it is unlikely.", False),
        ("At 30 % (likely) it holds.", False),
        ("It is likely that 30 % of the fleet leaves.", True),
        ("It is likely (30 % of ships).", True),
        ("It is likely to reach 5 %.", True),
        ("It is “likely” (30 %).", True),
        ("It is likely (120 %).", False),
    ],
)
def test_numbers_beside_words(text: str, agrees: bool) -> None:
    assert rules_on(text) == ([] if agrees else ["percent-against-word"])


@pytest.mark.parametrize(
    ("yardstick", "text", "faults"),
    [
        ("phia", "It is likely (77 %).", ["percent-against-word"]),
        ("phia", "It is a realistic possibility (40–<50 %).", []),
        ("phia", "It is a realistic possibility (50 %).", ["percent-against-word"]),
        ("phia", "It is probable.", []),
        ("phia", "It is very likely.", ["mixed-wordings"]),
        ("icd203a", "It is a realistic possibility.", ["mixed-wordings"]),
        ("icd203b", "It is probable; there is a remote chance of ice, and the odds of fog are remote.", []),
        ("icd203b", "It is likely.", ["mixed-wordings"]),
        ("icd203b", "It is almost certain.", ["mixed-wordings"]),
    ],
)
def test_each_yardstick_has_its_own_words(yardstick: str, text: str, faults: list[str]) -> None:
    plain = replace_body(CLEAN, text, yardstick=yardstick, alone=True)
    words = ("mixed-wordings", "percent-against-word")
    assert [fault.rule for fault in lint(plain) if fault.rule in words] == faults


def test_the_advice_names_the_nearest_word_of_the_reports_own_yardstick() -> None:
    (fault,) = lint(replace_body(CLEAN, "It is highly probable."))
    assert fault.advice == (
        "This report uses ICD 203, wording A. “Highly probable” is a word of ICD 203, wording B: "
        "write “very likely” (80–95\u202f%), or what you mean."
    )


def test_a_likelihood_and_a_confidence_in_two_sentences_are_well_apart() -> None:
    assert rules_on("It is likely. Our confidence is high.") == []
    assert rules_on("It is likely, and our confidence is high.") == ["likelihood-and-confidence"]
    assert rules_on("With low confidence we see a 30 % chance of it.") == ["likelihood-and-confidence"]


@pytest.mark.parametrize(
    "text", ["Volume is TBD.", "[Insert figure]", "It cost ??? euros.", "Lorem ipsum dolor.", "XXX"]
)
def test_what_was_to_be_filled_in_is_seen(text: str) -> None:
    assert rules_on(text) == ["placeholder"]
    assert rules_on("A TBDX, a fixme-free text [with brackets] and one question?") == []


def test_every_word_is_reached() -> None:
    """A glance spares most sentences the search; it must not spare one that has a word."""
    for bands in BANDS.values():
        for word in (name for band in bands for name in (band.term, *band.aliases) if name != "remote"):
            assert terms(one(f"So {word.upper()} it is.")) == (word,)
