"""Country names in an article, as codes: those that it lists, and a proposal from its title and lead.

A listed name that is unknown is refused; a proposal takes only what is certain, for an editor looks over it.
"""

import re
from functools import cache

from django.utils import translation
from django_countries import countries

_ALSO = {
    "usa": "US", "us": "US", "u s": "US", "u s a": "US", "united states": "US", "uk": "GB", "u k": "GB",
    "britain": "GB", "great britain": "GB", "uae": "AE", "turkiye": "TR", "türkiye": "TR", "turkey": "TR",
    "czech republic": "CZ", "ivory coast": "CI", "drc": "CD", "dr congo": "CD", "bosnia": "BA",
    "palestinian territories": "PS", "cape verde": "CV", "south korea": "KR",
    "burma": "MM", "swaziland": "SZ", "macedonia": "MK", "holland": "NL", "the vatican": "VA",
    "east timor": "TL", "north korea": "KP", "russian federation": "RU",
    "republic of iran": "IR", "people s republic of china": "CN",
}  # fmt: skip
_IN_TEXT = (
    "United States", "U.S.", "US", "USA", "UK", "U.K.", "Britain", "UAE", "Türkiye", "Turkey", "South Korea",
    "North Korea", "Palestine", "DR Congo",
)  # fmt: skip
_MOST_TEXT, _MOST_PROPOSED = 6_000, 8


def listed(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    """The codes of these names or codes. Raises ValueError with a sentence for one that is no country."""
    found = [code for name in names for code in _codes(name, language)]
    return tuple(dict.fromkeys(found))


def proposed(text: str, language: str) -> tuple[str, ...]:
    """The codes of the countries that a text names, in its order; at most eight."""
    table = _table(language)
    names = (found[0] for found in _pattern(language).finditer(text[:_MOST_TEXT]))
    codes = dict.fromkeys(table[_folded(name)] for name in names)
    return tuple(codes)[:_MOST_PROPOSED]


def _codes(name: str, language: str) -> list[str]:
    if code := _code(name, language):
        return [code]
    parts = re.split(r" (?:and|&|et|und|y|e|и|و) ", name)
    codes = [_code(part, language) for part in parts]
    if len(parts) == 1 or None in codes:
        raise ValueError(f"“{name[:40]}” is not a country; write its English name or its two-letter code.")
    return [code for code in codes if code]


def _code(name: str, language: str) -> str | None:
    return countries.alpha2(name.strip()) or _table(language).get(_folded(name))


@cache
def _table(language: str) -> dict[str, str]:
    """Folded names in English and in the article's language, to codes."""
    table = {_folded(name): code for code, name in _names("en")}
    if language != "en":
        table |= {_folded(name): code for code, name in _names(language)}
    return {**{_folded(name): code for name, code in _ALSO.items()}, **table}


def _names(language: str) -> list[tuple[str, str]]:
    known = language if translation.check_for_language(language) else "en"
    with translation.override(known):
        return [(code, str(name)) for code, name in countries]


@cache
def _pattern(language: str) -> re.Pattern[str]:
    names = {name for spoken in {"en", language} for _, name in _names(spoken)} | set(_IN_TEXT)
    known = [name for name in names if _folded(name) in _table(language)]
    either = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip().removeprefix("the ")
