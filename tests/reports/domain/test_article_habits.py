"""Habits of authors, pages and word processors that once led the reader of articles astray, one to a row."""

import pytest

from reports.domain.article import Article, ArticleError, SeriesPlate, parse
from reports.domain.sections import SectionKind as K

pytestmark = pytest.mark.once

SERIES = "Sample Notes ISSN 1234-5679 Volume 7 Issue 4"
OPENED = {
    K.KEY_FINDINGS: ["Main Findings", "TAKEAWAYS", "Key highlights:"],
    K.BACKGROUND: ["Background Info", "2 Background", "The Background"],
    K.ANALYSIS: ["Why It Matters", "3. Discussion"],
    K.RISK_ASSESSMENT: ["Risk Analysis", "Threat Assessment"],
    K.SCENARIOS: ["Forecasts"],
    K.CONCLUSION: ["Concluding Remarks", "Final thoughts", "6 Conclusion"],
}


def whole(below: str, *, head: str = f"{SERIES}\nAuthor: Ida Example", name: str = "a.txt") -> Article:
    found = parse(f"A Test Title\n\n{head}\n\nThe lead of the test.\n\n{below}", name=name)
    assert found.words.balances
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Sample Notes | ISSN 1234-5679 | Vol. VII | N. 4",
        "Sample Notes, Vol. 7 n. 4, ISSN 1234-5679",
        "Sample Notes ISSN 1234-5679 7(4)",
        "Sample Notes ISSN 1234-5679 Volume Seven Issue Four",
        "“Sample Notes” ISSN 1234-5679 Volume 7 Issue 4",
        "Sample Notes ISSN 1234-5679 Cilt 7 Sayı 4",
        "Sample Notes ISSN 1234-5679 제7권 제4호",
        "Sample Notes ISSN 1234-5679 כרך 7 גיליון 4",
    ],
)
def test_the_place_in_a_series_is_read_as_librarians_and_other_countries_write_it(line: str) -> None:
    found = whole("Key Findings\n\n• One.", head=line)

    assert found.series == SeriesPlate("Sample Notes", "1234-5679", 7, 4)
    assert found.lead == "The lead of the test."


def test_an_issn_without_its_digits_is_refused() -> None:
    with pytest.raises(ArticleError, match="line 3: “ISSN” stands here without its eight digits"):
        whole("Key Findings\n\n• One.", head="Sample Notes ISSN Volume 7 Issue 4")


@pytest.mark.parametrize(
    "foot", [SERIES, f"{SERIES}\nAuthor: Ida Example", f"Author: Ida Example\n{SERIES}\n\nRelated Posts"]
)
def test_series_and_author_are_read_at_the_foot_of_the_page(foot: str) -> None:
    found = whole(f"Conclusion\n\nIt ends.\n\n{foot}", head="5 January 2024")

    assert found.series == SeriesPlate("Sample Notes", "1234-5679", 7, 4)
    assert found.authors == (("Ida Example",) if "Author" in foot else ())
    assert found.body(K.CONCLUSION) == "It ends."


@pytest.mark.parametrize(
    "byline",
    [
        "Author – Ida Example",
        "Author Ida Example",
        "Analysis by Ida Example",
        "Author’s name: Ida Example",
        "Autrice: Ida Example",
        "Συγγραφέας: Ida Example",
        "저자: Ida Example",
    ],
)
def test_who_wrote_it_is_read_in_more_words(byline: str) -> None:
    found = whole("Conclusion\n\nIt ends.", head=f"{SERIES}\n{byline}")

    assert (found.authors, found.lead) == (("Ida Example",), "The lead of the test.")


@pytest.mark.parametrize(
    ("lines", "caption"),
    [
        ("A pier. Image credit – Ida Example", "A pier."),
        ("Photo credits – Ida Example", ""),
        ("Caption: A pier\nCredit: Ida Example", "A pier"),
        ("A pier at\ndawn (Credits: Ida\nExample)", "dawn"),
        ("A pier (Credits: Ida\nExample)", "A pier"),
    ],
)
def test_a_credit_is_read_behind_a_dash_a_label_or_a_broken_line(lines: str, caption: str) -> None:
    found = whole("Conclusion\n\nIt ends.", head=f"{lines}\n\n{SERIES}")

    assert (found.picture_caption, found.picture_credit) == (caption, "Ida Example")


def test_the_credit_in_a_picture_s_own_words_is_told_from_the_caption() -> None:
    found = whole(
        "# Conclusion\n\nIt ends.", head=f"![A pier (Photo: Ida)](pier.jpg)\n\n{SERIES}", name="a.md"
    )

    assert (found.picture_caption, found.picture_credit) == ("A pier", "Ida")


def test_a_picture_above_the_title_is_no_title() -> None:
    found = parse(f"A pier (Credits: Ida Example)\n\nA Test Title\n\n{SERIES}\n\nThe lead.")

    assert (found.title, found.picture_caption, found.lead) == ("A Test Title", "A pier", "The lead.")


def test_a_title_broken_at_the_width_of_the_text_is_whole() -> None:
    text = (
        "The rain of the harbour is as\nold as the harbour, and with it\ncomes the snow of the roof, so\nso."
    )
    found = parse(f"The Rain of the Old Harbour and\nSnow\n\n{SERIES}\n\n{text}\n\nConclusion\n\n{text}")

    assert found.title == "The Rain of the Old Harbour and Snow"
    assert found.lead == text


@pytest.mark.parametrize(
    ("kind", "heading"), [(kind, heading) for kind, headings in OPENED.items() for heading in headings]
)
def test_more_headings_open_their_sections(kind: K, heading: str) -> None:
    found = whole(f"{heading}\n\n1. Rain: It rains.\n2. Snow: It snows.")

    filled = {each for each, _ in found.sections} - {K.EXECUTIVE_SUMMARY}
    filled |= {K.SCENARIOS} if found.scenarios else set()
    filled |= {K.KEY_FINDINGS} if found.findings else set()
    assert filled == {kind}
    assert heading.strip(":") not in found.lead


def test_a_sentence_that_leads_in_is_no_heading() -> None:
    found = whole("Scenarios\n\nTwo courses are open to them all:\n\nFirst: It rains.\n\nSecond: It snows.")

    assert [each.name for each in found.scenarios] == ["First", "Second"]
    assert found.body(K.SCENARIOS) == "Two courses are open to them all:"


@pytest.mark.parametrize("mark", ["→ ", "\uf0b7\t", "❖ "])
def test_the_bullets_of_word_processors_are_bullets(mark: str) -> None:
    found = whole(f"Key Findings\n\n{mark}It rains.\n{mark}It snows.")

    assert found.findings == ("It rains.", "It snows.")


@pytest.mark.parametrize(
    "scenarios",
    [
        "1 – First: It rains.\n2 – Second: It snows.",
        "1: First: It rains.\n\n2: Second: It snows.",
        "1 First: It rains.\n2 Second: It snows.",
        "1.First: It rains.\n2.Second: It snows.",
        "Scenario 1 (First): It rains.\nScenario 2 (Second): It snows.",
        "Scenario 1\n\nFirst\n\nIt rains.\n\nScenario 2\n\nSecond\n\nIt snows.",
        "First\nIt rains.\nSecond\nIt snows.",
    ],
)
def test_scenarios_are_counted_and_named_in_more_ways(scenarios: str) -> None:
    found = whole(f"Scenarios\n\n{scenarios}\n\nConclusion\n\nIt ends.")

    told = [(each.number, each.name, each.text) for each in found.scenarios]
    assert told == [(1, "First", "It rains."), (2, "Second", "It snows.")]
    assert (found.body(K.SCENARIOS), found.doubts) == ("", ())


@pytest.mark.parametrize("scenario", ["**Scenario {0} – {1}.** {2}", "**{1}.**\n{2}"])
def test_the_full_stop_of_a_bold_name_is_no_part_of_it(scenario: str) -> None:
    rows = [(1, "First", "It rains."), (2, "Second", "It snows.")]
    found = whole("# Scenarios\n\n" + "\n\n".join(scenario.format(*row) for row in rows), name="a.md")

    assert [(each.number, each.name, each.text) for each in found.scenarios] == rows


@pytest.mark.parametrize(
    "offer",
    [
        "Interested in a deeper look? We produce made-to-measure briefings for clients.",
        "For more information on our tailored services, visit our page.",
        "Should you need additional insights, our experts stand ready to help you with an ad hoc report.",
        "This briefing is short; the full report, made for your needs, can be ordered from our desk.",
        "Our consultancy supports firms along the pier; reach out to discuss your requirements.",
    ],
)
def test_more_wordings_of_the_offer_are_known(offer: str) -> None:
    found = whole(f"Conclusion\n\nIt ends.\n\n{offer}")

    assert (found.body(K.CONCLUSION), found.body(K.CALL_TO_ACTION)) == ("It ends.", offer)


@pytest.mark.parametrize(
    "page",
    [
        "Sign up for our newsletter\n\nEmail address\n\nSubscribe",
        "← Previous\nNext →",
        "Posted in Rain, Snow | Tagged roofs",
        "Read more\n\nThe Snow of Port Sample",
        "Disclaimer: The views expressed are the author’s.",
        "Privacy Policy | Terms of Use | Contact",
        "Powered by Samplepress",
        "Trending\nThe Snow of Port Sample",
        "This website uses cookies. By continuing you agree.",
        "By Ida Example\n\nRelated Posts",
    ],
)
def test_more_of_the_page_around_an_article_is_left_out(page: str) -> None:
    found = whole(f"Conclusion\n\nIt ends.\n\n{page}")

    assert found.body(K.CONCLUSION) == "It ends."
    assert {each.text for each in found.left_out} == {line for line in page.split("\n") if line}


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ("It rains.[^1]", "[^1]: Said the *gazette*."),
        ("It rains, says [the gazette][1].", '[1]: https://gazette.example/may "The Gazette"'),
        ("It rains, says the [Gazette].", "[gazette]: <https://gazette.example/may>"),
    ],
)
def test_a_note_at_the_end_of_markdown_is_set_below_the_text_that_calls_it(call: str, note: str) -> None:
    scenarios = f"1. First: It rains.\n2. Second: {call}"
    for text in (f"## Key Findings\n\n- {call}", f"## Analysis\n\n{call}", f"## Scenarios\n\n{scenarios}"):
        found = whole(f"{text}\n\n## Conclusion\n\nIt ends.\n\n{note}", name="a.md")

        told = [*found.findings, found.body(K.ANALYSIS), *(each.text for each in found.scenarios)]
        assert f"{call}\n\n{note}" in told
        assert found.body(K.CONCLUSION) == "It ends."


def test_a_note_that_nobody_calls_and_a_numbered_source_stay_where_they_are() -> None:
    found = whole(
        "## Analysis\n\nIt rains [1].\n\n## Sources\n\n[1]: The gazette of May\n\n[^2]: No.", name="a.md"
    )

    assert found.body(K.SOURCES) == "[1]: The gazette of May\n\n[^2]: No."


@pytest.mark.parametrize(
    "close", ["Ultimately, it ends.", "Overall it ends.\n\nIt is over.", "Таким образом, всё."]
)
def test_a_weaker_formula_closes_the_last_scenario_where_no_heading_does(close: str) -> None:
    body = "It rains.\n\nSigns:\n\n- a cloud\n- a wet roof"
    scenarios = f"Scenario A: First\n\n{body}\n\nScenario B: Second\n\nIt snows."

    assert whole(f"Scenarios\n\n{scenarios}\n\n{close}").body(K.CONCLUSION) == close
    assert whole(f"Scenarios\n\n{scenarios}\n\n{close}\n\nConclusion\n\nSo.").body(K.CONCLUSION) == "So."


def test_what_stands_at_the_margin_below_indented_scenarios_is_the_conclusion() -> None:
    scenarios = "  1. First: It rains.\n\n     It rains on.\n\n  2. Second: It snows."
    found = whole(f"Scenarios\n\n{scenarios}\n\nNobody knows.\n\nIt ends.")

    assert found.body(K.CONCLUSION) == "Nobody knows.\n\nIt ends."
    assert [each.text for each in found.scenarios] == ["It rains.\n\nIt rains on.", "It snows."]


def test_headings_and_scenarios_that_run_on_in_one_line_are_told_apart() -> None:
    found = whole(
        "Key findings: It rains.\n\nRisk assessment: It may snow.\n\n"
        "Scenarios: 1. First: It rains. 2. Second: It snows.\n\nConclusion: It ends."
    )

    assert (found.findings, found.body(K.RISK_ASSESSMENT)) == (("It rains.",), "It may snow.")
    assert [(each.name, each.text) for each in found.scenarios] == [
        ("First", "It rains."),
        ("Second", "It snows."),
    ]


def test_a_bare_name_at_the_foot_is_the_author_where_nobody_is_named_above() -> None:
    foot = "Conclusion\n\nIt ends.\n\nIda Example"

    assert whole(foot, head=SERIES).authors == ("Ida Example",)
    assert whole(foot, head=f"{SERIES}\nAuthor: Tom Specimen").authors == ("Tom Specimen",)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("黎明的防波堤（图片来源：样本人）", "黎明的防波堤", "样本人"),
        ("The pier – image by Ida Example", "The pier", "Ida Example"),
    ],
)
def test_captions_of_other_typefaces_are_told_from_the_text(line: str, caption: str, credit: str) -> None:
    found = whole("Conclusion\n\nIt ends.", head=f"{line}\n\n{SERIES}\n\nIda Example")

    assert (found.picture_caption, found.picture_credit, found.authors) == (caption, credit, ("Ida Example",))
    assert found.lead == "The lead of the test."


@pytest.mark.parametrize("heading", ["Possible Scenarios", "The Scenarios", "Three Future Scenarios"])
def test_a_qualifier_that_says_nothing_is_not_printed_again(heading: str) -> None:
    found = whole(f"{heading}\n\n1. First: It rains.\n2. Second: It snows.")

    assert (len(found.scenarios), found.body(K.SCENARIOS)) == (2, "")


@pytest.mark.parametrize("mark", ["•", "-", "–", "*"])
def test_wrapped_items_need_no_full_stop(mark: str) -> None:
    found = whole(f"Key Findings\n\n{mark} rain on the\nroofs\n{mark} snow on the\nroofs")

    assert found.findings == ("rain on the\nroofs", "snow on the\nroofs")


def test_wrapped_scenarios_need_no_full_stop() -> None:
    found = whole("Scenarios\n\n1. First: rain on the\nroofs\n2. Second: snow on the\nroofs\n3. Third: none")

    assert [each.text for each in found.scenarios] == ["rain on the\nroofs", "snow on the\nroofs", "none"]


def test_a_dash_at_the_beginning_of_a_broken_line_is_no_bullet() -> None:
    text = "The rain of the harbour\n– old as it is\n– has come back in\n2. May it stay"

    assert whole(f"Analysis\n\n{text}.").body(K.ANALYSIS) == f"{text}.".replace("2.", "2\\.")


def test_a_labelled_title_has_its_limit_and_an_author_keeps_his_brackets() -> None:
    with pytest.raises(ArticleError, match="line 1: The title is longer than 240 characters"):
        parse(f"Title: {'word ' * 50}\n\n{SERIES}\n\nThe lead.")

    assert whole("Conclusion\n\nSo.", head=f"{SERIES}\nAuthor: Ida [b]").authors == ("Ida [b]",)
    assert whole("Conclusion\n\nSo.", head=f"{SERIES}\nAuthor: [Ida, Tom]").authors == ("Ida, Tom",)


def test_a_series_line_that_is_repeated_with_more_beside_it_is_left_out_once() -> None:
    again = "Sample Notes, ISSN 1234-5679, Volume 7 – Issue 4 – May 2024"
    found = whole("Conclusion\n\nSo.", head=f"{SERIES}\n{again}")

    assert [each.text for each in found.left_out] == [again]


def test_a_note_that_only_its_own_paragraph_calls_stays() -> None:
    text = "[^1]: The gazette.\nIt rains.[^1]"

    assert whole(f"## Analysis\n\n{text}", name="a.md").body(K.ANALYSIS) == text
