"""Where the analysis begins when the text goes on without a heading and without a wider gap."""

import pytest

from reports.domain.article import Article, parse
from reports.domain.sections import SectionKind as K

pytestmark = pytest.mark.once

HEAD = "The Salt Ferry\n\nSample Notes Volume 1 Issue 2\n\nThe ferry stopped. Nobody knows for how long.\n\n"
FINDINGS = "Key Findings\n\n• The ferry carries salt.\n• The salt carries the town.\n\n"
BUILT = (
    "The ferry was built in 1961 by a cooperative of nine families, who sold it to the district in 1988 and "
    "kept the landing on the eastern bank for themselves."
)
STOPPED = (
    "In March the district stopped it for repairs, and the yard found that the hull had been mended with tar "
    "in two places which no inspection had recorded."
)
FACTS = (BUILT, STOPPED)
TAIL = (
    "Risk Assessment\n\nModerate.\n\nScenarios\n\n1. Repair: Soon.\n2. Scrap: It rusts.\n\nConclusion\n\nSo."
)
MORE = (
    "The families own the landing, the district the boat, and neither of the two can sail without the other."
)


def ferry(*paragraphs: str, between: str = "\n\n") -> Article:
    text = "\n\n".join((FINDINGS.strip(), "Background Information", *paragraphs, TAIL))
    return parse((HEAD + text).replace("\n\n", between))


@pytest.mark.parametrize(
    "turn",
    [
        "The stop holds a significance far beyond the price of salt.",
        "Why it matters is a question of habit: the town has no other road to the market.",
        "The decision must be read as a message to the owners of the landing.",
        "The quarrel shows how little a contract is worth when only one party can read it.",
        "From the district’s perspective, a broken ferry is the cheapest way to buy a landing.",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n", "\n\n\n"])
def test_the_analysis_begins_where_the_text_begins_to_argue(turn: str, between: str) -> None:
    found = ferry(*FACTS, turn, MORE, between=between)

    assert found.body(K.BACKGROUND) == "\n\n".join(FACTS)
    assert found.body(K.ANALYSIS) == f"{turn}\n\n{MORE}"
    assert [each.sentence[:52] for each in found.doubts] == [
        "No heading and no wider gap says where the analysis "
    ]


def test_the_line_of_the_guess_is_named() -> None:
    found = ferry(*FACTS, "The stop holds a significance beyond the price of salt.", MORE)

    assert [each.line for each in found.doubts] == [18]


def test_a_sub_heading_in_the_background_begins_the_analysis_where_none_is_headed() -> None:
    found = ferry(*FACTS, "Who Owns the Landing", MORE, MORE)

    assert found.body(K.ANALYSIS) == f"### Who Owns the Landing\n\n{MORE}\n\n{MORE}"


def test_facts_alone_are_no_analysis_and_the_doubt_says_so() -> None:
    found = ferry(*FACTS, "In May the yard sent its bill, and the district did not pay it.")

    assert not found.body(K.ANALYSIS)
    assert [each.sentence[:45] for each in found.doubts] == ["The analysis could not be told from the backg"]


def test_a_headed_or_a_set_apart_analysis_leaves_no_doubt() -> None:
    turn = "The stop holds a significance beyond the price of salt."

    assert ferry(*FACTS, "Analysis", turn).doubts == ()
    assert ferry(*FACTS, f"\n{turn}", MORE).doubts == ()


def test_without_a_heading_below_the_findings_a_gap_parts_background_and_analysis() -> None:
    found = parse(f"{HEAD}{FINDINGS}{FACTS[0]}\n\n{FACTS[1]}\n\n\n{MORE}\n\n{MORE}\n\n{TAIL}")

    assert found.body(K.BACKGROUND) == "\n\n".join(FACTS)
    assert found.body(K.ANALYSIS) == f"{MORE}\n\n{MORE}"
