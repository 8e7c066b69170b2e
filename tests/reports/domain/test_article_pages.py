"""What surrounds an article on its page, and what other languages and typefaces make of its parts."""

import pytest

from reports.domain.article import Article, ArticleError, parse
from reports.domain.sections import SectionKind as K

pytestmark = pytest.mark.once

HEAD = "Sample Notes ISSN 1234-5679 Volume 1 Issue 2\nAuthor: Ida Example"


def whole(below: str, *, head: str = HEAD, name: str = "a.txt") -> Article:
    found = parse(f"A Test Title\n\n{head}\n\nThe lead of the test.\n\n{below}", name=name)
    assert found.words.balances
    return found


def left(found: Article) -> dict[str, str]:
    return {each.text: each.reason for each in found.left_out}


@pytest.mark.parametrize(
    "box",
    [
        "About the Author\n\nIda Example is a weather analyst. She keeps a rain gauge.",
        "About the author:\nShe keeps a rain gauge and writes about ports.",
        "Ida Example\nIda Example writes about ports and rain.\nView all posts by Ida Example",
        "Ida Example (Sample Institute) is a fellow of three societies.",
        "About Sample Notes\n\nSample Notes is a bulletin. It was founded in 1901.",
        "Newsletter\nEnter your e-mail address to subscribe to this bulletin.\nJoin 1,204 other subscribers",
        "We use cookies to make this page better. Accept\nPrivacy Policy\nTerms of Use",
        "Tags\nRain\nSnow on Roofs\nShare\nFacebook",
        "#rain #snow #roofs",
    ],
)
def test_the_boxes_below_an_article_are_left_out(box: str) -> None:
    found = whole(f"Conclusion\n\nIt ends.\n\nContact our team for a tailored report.\n\n{box}")

    assert found.body(K.CONCLUSION) == "It ends."
    assert found.body(K.CALL_TO_ACTION) == "Contact our team for a tailored report."
    assert set(left(found)) == {line for line in box.split("\n") if line}


def test_links_that_are_buttons_are_left_out_of_markdown() -> None:
    found = whole(
        "## Conclusion\n\nIt ends.\n\n[Tweet](https://x.example) [Share](https://y.example)", name="a.md"
    )

    assert found.body(K.CONCLUSION) == "It ends."
    assert list(left(found).values()) == ["is a button of the page"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tags\n\nAre worn by every cow of the valley, and the district counts them in spring.",
        "The newsletter of the harbour office is printed twice a year.",
        "We use cookies as bait, said the fisherman, and nobody laughed about it for long.",
        "About Sample Street the council has not decided.",
    ],
)
def test_words_of_the_page_inside_a_text_stay(sentence: str) -> None:
    found = whole(f"Conclusion\n\nIt begins.\n\n{sentence}\n\nIt ends here, and not before.")

    assert sentence in found.body(K.CONCLUSION)


@pytest.mark.parametrize(
    "offer",
    [
        "For further information and in-depth analyses of the weather, get in touch with our analysts.",
        "Our experts are available for reports. Please write to",
        "Do not hesitate to contact us.",
        "Pour obtenir un rapport sur mesure, contactez-nous.",
        "Per un rapporto su misura, contattate la nostra redazione.",
        "Für einen maßgeschneiderten Bericht kontaktieren Sie uns.",
        "Si desea un informe a medida, contáctenos.",
        "Para um relatório sob medida, entre em contato conosco.",
        "Если вам нужен отчёт о погоде, свяжитесь с редакцией.",
        "برای گزارش اختصاصی با ما تماس بگیرید.",
        "للحصول على تقرير مخصص يرجى التواصل مع الفريق.",
        "如需定制报告，请联系我们。",
    ],
)
def test_the_closing_offer_is_known_in_other_words_and_languages(offer: str) -> None:
    found = whole(f"Conclusion\n\nIt ends.\n\n{offer}")

    assert (found.body(K.CONCLUSION), found.body(K.CALL_TO_ACTION)) == ("It ends.", offer)


@pytest.mark.parametrize(
    "sentence",
    [
        "El informe señala los contactos entre los dos puertos.",
        "Die Kontakte der Häfen beschreibt ein Bericht des Bezirks.",
        "在两个港口的联系中，分析并不容易。",
        "For more than a year the ministers have contacted nobody about the report.",
    ],
)
def test_contacts_in_an_analysis_are_no_offer(sentence: str) -> None:
    assert whole(f"Conclusion\n\nIt ends.\n\n{sentence}").body(K.CONCLUSION) == f"It ends.\n\n{sentence}"


def test_an_offer_in_bold_is_no_heading() -> None:
    offer = "**For a tailored report on rain and snow, contact our small team right now**"
    found = whole(f"## Conclusion\n\nIt ends.\n\n{offer}", name="a.md")

    assert found.body(K.CONCLUSION) == "It ends."
    assert found.body(K.CALL_TO_ACTION) == offer


@pytest.mark.parametrize(
    ("scenarios", "name"),
    [
        ("**1. First:** It rains.\n\n**2. Second:** It snows.", "a.md"),
        ("1️⃣ First: It rains.\n2️⃣ Second: It snows.", "a.txt"),
        ("1. Great First. It rains.\n2. Great second. It snows.", "a.txt"),
        ("✅ First: It rains.\n✅ Second: It snows.", "a.txt"),
    ],
)
def test_scenarios_are_named_in_these_forms_too(scenarios: str, name: str) -> None:
    found = whole(f"# Scenarios\n\n{scenarios}" if name == "a.md" else f"Scenarios\n\n{scenarios}", name=name)

    assert [(each.number, each.name.casefold().removeprefix("great ")) for each in found.scenarios] == [
        (1, "first"),
        (2, "second"),
    ]
    assert [each.text for each in found.scenarios] == ["It rains.", "It snows."]
    assert found.doubts == ()


def test_a_scenario_without_a_name_is_a_doubt() -> None:
    found = whole(
        "Scenarios\n\n1. The rain goes on until the roofs give way and the harbour is full of them.\n"
        "2. The rain ends before anybody has counted the roofs that were given up for lost."
    )

    assert [each.name for each in found.scenarios] == ["", ""]
    assert [each.sentence for each in found.doubts] == [
        "This scenario has no name that could be told from its text."
    ]


def test_a_heading_glued_to_its_bullets_is_one_in_any_case_of_letters() -> None:
    assert whole("At a glance\n• It rains.\n• It snows.").findings == ("It rains.", "It snows.")


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_the_line_under_the_title_is_text_of_the_summary(name: str) -> None:
    mark = "#" if name == "a.md" else ""
    text = (
        f"{mark} A Test Title\n\n{mark * 2} Three roofs and one rain\n\n{HEAD}\n\nThe lead of the test.\n\n"
    )
    found = parse(f"{text}{mark} Conclusion\n\nIt ends.".replace("\n ", "\n").strip(), name=name)

    assert found.lead == "Three roofs and one rain\n\nThe lead of the test."


@pytest.mark.parametrize(
    ("head", "authors", "dated"),
    [
        ("Par Ida Example — 4 juillet 2024\n\nSample Notes Volume 1 Issue 2", ("Ida Example",), "2024-07-04"),
        ("Sample Notes Volume 1 Issue 2\nDi Ida Example", ("Ida Example",), "None"),
        ("Von Ida Example, 4. Juli 2024\n\nSample Notes Volume 1 Issue 2", ("Ida Example",), "2024-07-04"),
        (
            "Posted on July 4, 2024 by admin\n\nSample Notes Volume 1 Issue 2\nAuthor: Ida Example",
            ("Ida Example",),
            "2024-07-04",
        ),
    ],
)
def test_bylines_of_other_languages_and_of_blogs(head: str, authors: tuple[str, ...], dated: str) -> None:
    found = whole("Conclusion\n\nIt ends.", head=head)

    assert (found.authors, str(found.dated), found.lead) == (authors, dated, "The lead of the test.")


def test_a_title_that_begins_with_a_particle_is_no_byline() -> None:
    assert parse(f"Von der Example Visits Port Sample\n\n{HEAD}\n\nA lead.").title.startswith("Von der")


def test_chinese_numbers_of_volume_and_issue_are_read() -> None:
    series = parse("港口与雨\n\n样本札记 ISSN 1234-5679 第3卷 第2期\n作者：样本人\n\n下雨了。").series

    assert (series.title, series.volume, series.issue) == ("样本札记", 3, 2)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "La pioggia non è una novità per il porto, che di notte è sotto la neve e con le barche ferme.",
            "it",
        ),
        ("La pluie est dans le port, et les toits des maisons sont sous la neige que le vent pousse.", "fr"),
        ("Der Regen ist nicht neu für die Stadt, und das Dach der Kirche ist mit Schnee bedeckt.", "de"),
        ("The rain of the harbour is as old as the harbour, and with it comes the snow of El Sample.", "en"),
        ("Rain.", "en"),
    ],
)
def test_languages_in_latin_letters_are_told_by_their_small_words(text: str, language: str) -> None:
    assert parse(f"A Title\n\nSample Notes Volume 1 Issue 2\n\n{text}").language == language


def test_topics_that_differ_in_case_only_are_one() -> None:
    assert whole("Conclusion\n\nIt ends.", head=f"{HEAD}\nTopics: Rain; rain; RAIN").topics == ("Rain",)


def test_the_source_of_a_page_is_refused_but_a_tag_in_a_text_is_text() -> None:
    with pytest.raises(ArticleError, match="line 1: This is the HTML source of a page"):
        parse(f"<h1>A Title</h1>\n<p>{HEAD}</p>\n<p>A lead.</p>")

    assert whole("Conclusion\n\n<p>It ends.").body(K.CONCLUSION) == "\\<p>It ends."


def test_the_menu_above_the_title_is_left_out() -> None:
    found = parse(f"Skip to content\nSearch\nMenu\n\nA Test Title\n\nPrint Email Share\n\n{HEAD}\n\nA lead.")

    assert (found.title, found.lead) == ("A Test Title", "A lead.")
    assert list(left(found)) == ["Skip to content", "Search", "Menu", "Print Email Share"]


def test_a_series_with_its_medium_above_the_title_is_read() -> None:
    found = parse(
        "SAMPLE NOTES\nVol. 2 | No. 14 | ISSN 1234-5679 (Online)\n\nA Test Title\n\nA lead is here."
    )

    assert (found.title, found.series.title, found.series.issue) == ("A Test Title", "SAMPLE NOTES", 14)


def test_an_author_below_the_bare_word_is_read() -> None:
    assert whole(
        "Conclusion\n\nSo.", head="Sample Notes Volume 1 Issue 2\n\nAuthor\nIda Example"
    ).authors == ("Ida Example",)


def test_a_date_beside_the_time_of_reading_is_one() -> None:
    found = whole("Conclusion\n\nSo.", head=f"6 December 2024 | Reading time: 7 min\n\n{HEAD}")

    assert str(found.dated) == "2024-12-06"


def test_the_word_photo_is_no_part_of_the_caption() -> None:
    found = whole("Conclusion\n\nSo.", head=f"Photo: The pier at dawn © Sample Press\n\n{HEAD}")

    assert (found.picture_caption, found.picture_credit) == ("The pier at dawn", "© Sample Press")


@pytest.mark.parametrize(
    "heading", ["Risk assessment", "Risk assessment:", "RISK ASSESSMENT", "Risk Assessment (to May)\n"]
)
@pytest.mark.parametrize(
    "text", ["1. Rain on the roofs.\n2. Snow on the roofs.", "Rain is the risk of every roof."]
)
def test_a_heading_right_above_its_text_is_one(heading: str, text: str) -> None:
    found = whole(f"Analysis\n\nIt rains.\n\n{heading}\n{text}\n\nConclusion\n\nSo.")

    assert found.body(K.ANALYSIS) == "It rains."
    assert found.body(K.RISK_ASSESSMENT).endswith(text)


def test_scenarios_named_on_lines_of_their_own_are_read() -> None:
    text = "Three are open:\n\nFirst\nIt rains.\n\nSecond\nIt snows in the\nharbour.\n\nThird\nIt stops."
    found = whole(f"Scenarios\n\n{text}\n\nConclusion\n\nSo.")

    assert [each.name for each in found.scenarios] == ["First", "Second", "Third"]
    assert found.scenarios[1].text == "It snows in the\nharbour."
    assert found.body(K.SCENARIOS) == "Three are open:"


def test_an_offer_glued_to_the_conclusion_is_told_from_it() -> None:
    found = whole("Conclusion:\nIt ends.\nTo commission a tailored analysis, reach out to our team.")

    assert found.body(K.CONCLUSION) == "It ends."
    assert found.body(K.CALL_TO_ACTION) == "To commission a tailored analysis, reach out to our team."


def test_a_heading_that_is_repeated_in_the_same_words_is_printed_once() -> None:
    found = whole(
        "Background\n\nIt rained.\n\nBackground\n\nIt snowed.\n\nContext\n\nIt froze.\n\nAnalysis\n\nSo."
    )

    assert found.body(K.BACKGROUND) == "It rained.\n\nIt snowed.\n\n### Context\n\nIt froze."


@pytest.mark.parametrize("apart", ["---\n\n", "\n\n"])
def test_what_stands_apart_below_named_scenarios_is_the_conclusion(apart: str) -> None:
    text = f"**First:** It rains.\n\n**Second:** It snows.\n\n{apart}A last word: it ends."
    found = whole(f"## Scenarios\n\n{text}", name="a.md")

    assert [each.name for each in found.scenarios] == ["First", "Second"]
    assert found.body(K.CONCLUSION) == "A last word: it ends."
