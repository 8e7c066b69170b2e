"""Countries by name and code; a proposal takes only what a text names."""

import pytest

from reports.importing import nations

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("Iran", "IQ", "sy"), ("IR", "IQ", "SY")),
        (("Bosnia and Herzegovina",), ("BA",)),
        (("Iran and Iraq", "Iran"), ("IR", "IQ")),
        (("U.S.", "UK", "the Netherlands"), ("US", "GB", "NL")),
        (("Türkiye", "Turkey"), ("TR",)),
    ],
)
def test_listed_names_become_codes(names: tuple[str, ...], codes: tuple[str, ...]) -> None:
    assert nations.listed(names, "en") == codes


@pytest.mark.parametrize("name", ["Atlantis", "Iran and Atlantis", "<script>"])
def test_an_unknown_country_is_refused_by_name(name: str) -> None:
    with pytest.raises(ValueError, match=f"“{name}” is not a country"):
        nations.listed((name,), "en")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Iran’s border with Iraq", ("IR", "IQ")),
        ("Guinea-Bissau is not Guinea", ("GW", "GN")),
        ("The U.S. and the UK", ("US", "GB")),
        ("Nigeria, not Niger", ("NG", "NE")),
        ("the iranians told us", ()),
        ("Nothing here", ()),
    ],
)
def test_a_text_proposes_the_countries_that_it_names(text: str, codes: tuple[str, ...]) -> None:
    assert nations.proposed(text, "en") == codes


def test_names_in_the_language_of_the_article_are_known() -> None:
    assert nations.listed(("ایران",), "fa") == ("IR",)
