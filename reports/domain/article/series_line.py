"""Reads the line that says where an article stands, `Series ISSN 1234-5678 Volume N Issue N`, however spelt.

Everything on the line is accounted for: the title of the series, the numbers, and whatever else stands there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.domain.article import roman
from reports.domain.article.values import ArticleError, SeriesPlate
from reports.domain.numbering import parse_issn

_ISSN = re.compile(
    r"\b(?:[ep]-?)?ISSN(?:-L)?(?: ?\((?:online|print)\)| online| print)? ?[:#.]? ?", re.IGNORECASE
)
_ISSN_DIGITS = re.compile(r"\d{4} \d{3}[\dXx]\b|[\dXx][\dXx\-‐‑‒–—−]*")
_MEDIUM = re.compile(r"(?: ?\((?:online|print|electronic|digital)\))", re.IGNORECASE)
_VOLUME_WORDS = r"volumen|volume|vol|band|jahrgang|jg|tome|том|جلد|دوره|المجلد|τόμος|cilt|כרך"
_NUMBER_WORDS = r"numéro|numero|número|number|num|no|nr|n°|nº|n(?=\. ?\d)|№|#"
_ISSUE_WORDS = (
    rf"(?:issue ?(?={_NUMBER_WORDS}))?(?:{_NUMBER_WORDS})|issue|iss|ausgabe|heft|выпуск|شماره|العدد|"
    r"τεύχος|sayı|גיליון|גליון"
)
_SPELT = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBER = rf"[.:]? ?(\d{{1,9}}|(?-i:[IVXLCDM]{{1,8}})|{'|'.join(_SPELT)})\b"
_VOLUME = re.compile(
    rf"(?<!\w)(?:{_VOLUME_WORDS})(?![^\W\d])(?:[.:]? ?(?:{_NUMBER_WORDS}))?{_NUMBER}(?: ?\((\d{{1,9}})\))?",
    re.IGNORECASE,
)
_ISSUE = re.compile(rf"(?<!\w)(?:{_ISSUE_WORDS})(?![^\W\d]){_NUMBER}", re.IGNORECASE)
# Chinese and Japanese put the word behind the number: 第3卷 第2期.
_BEHIND = {
    "volume": re.compile(r"[第제]? ?(\d{1,9}) ?[卷巻辑권]"),
    "issue": re.compile(r"[第제]? ?(\d{1,9}) ?[期号號호]"),
}
# Librarians write 7(4) for volume and issue; only beside an ISSN is it nothing else.
_BRACKETED = re.compile(r"(?<!\S)(\d{1,4}) ?\((\d{1,4})\)(?!\S)")
_NO_DIGITS = re.compile(r"\bISSN\b(?!.*\d{4})(?:[ :]*$|[ ,;:|–—-]+(?:vol|no|issue|iss)\w*\b)", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:“(.+)”|\"(.+)\"|«(.+)»|‘(.+)’|„(.+)“)$")
_RANGE = re.compile(r"^ ?[-–/] ?\d{1,3}\b")
_LETTER = re.compile(r"[^\W\d_]")
_LABEL = re.compile(r"^(?:series|journal|publication) ?: ?", re.IGNORECASE)
_BARS = re.compile("[|·•]")
_SEPARATORS = " -‐‑–—|,;:/·•()[]."
_MAX_LINE, _MAX_REST, _MAX_NUMBER = 240, 80, 100_000


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """`label` is the text that the numbers were read from, `rest` what else the line holds."""

    plate: SeriesPlate
    label: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    start: int
    end: int
    text: str


def read(number: int, text: str) -> SeriesLine | None:
    """The series line, or None when the line is something else; raises ArticleError for a wrong number."""
    if len(text) > _MAX_LINE:
        return None
    parts = sorted(_parts(text), key=lambda part: part.start)
    others = [gap for gap in _between(text, parts) if _LETTER.search(gap)]
    if not parts or not _is_series_line({part.name for part in parts}, others, text):
        return None
    if _NO_DIGITS.search(text):
        raise ArticleError(number, "“ISSN” stands here without its eight digits, such as 1234-5679.")
    return _assembled(number, text, parts, others)


def _is_series_line(names: set[str], others: list[str], text: str) -> bool:
    if names in ({"volume"}, {"issue"}):
        return not others
    return sum(map(len, others[1:])) <= _MAX_REST and not (text.endswith(".") and others[1:])


def _assembled(line: int, text: str, parts: list[_Part], others: list[str]) -> SeriesLine:
    values: dict[str, str] = {}
    for part in parts:
        if values.setdefault(part.name, part.text) != part.text:
            raise ArticleError(
                line, f"This line has two {part.name} numbers: {values[part.name]} and {part.text}."
            )
    title = _unquoted(_LABEL.sub("", others[0])) if others else ""
    rest = tuple(others[1:])
    plate = SeriesPlate(
        title=title,
        issn=_issn(line, values["ISSN"]) if "ISSN" in values else None,
        volume=_number(line, values["volume"]) if "volume" in values else None,
        issue=_number(line, values["issue"]) if "issue" in values else None,
    )
    return SeriesLine(plate, without(text, (title, *rest)), rest)


def _unquoted(title: str) -> str:
    found = _QUOTED.match(title)
    return next(filter(None, found.groups())) if found else title


def without(text: str, taken: tuple[str, ...]) -> str:
    """The text without these parts of it."""
    for part in filter(None, taken):
        before, _, after = text.partition(part)
        text = f"{before} {after}"
    return text


def _between(text: str, parts: list[_Part]) -> Iterator[str]:
    position = 0
    for part in (*parts, _Part("end", len(text), len(text), "")):
        for each in _BARS.split(text[position : part.start]):
            yield each.strip(_SEPARATORS)
        position = max(position, part.end)


def _parts(text: str) -> Iterator[_Part]:
    for found in _ISSN.finditer(text):
        if digits := _ISSN_DIGITS.match(text, found.end()):
            medium = _MEDIUM.match(text, digits.end())
            end = medium.end() if medium else digits.end()
            yield _Part("ISSN", found.start(), end, digits[0].rstrip("-‐‑‒–—−"))
    yield from _behind(text)
    volumes = list(_VOLUME.finditer(text))
    for found in volumes:
        yield _Part("volume", found.start(), found.end(), _with_range(text, found))
        if found[2]:
            yield _Part("issue", found.end(), found.end(), found[2])
    if not volumes and _ISSN.search(text) and (both := _BRACKETED.search(text)):
        yield _Part("volume", both.start(), both.end(), both[1])
        yield _Part("issue", both.end(), both.end(), both[2])
    for found in _ISSUE.finditer(text):
        if not any(each.start() <= found.start() < each.end() for each in volumes):
            yield _Part("issue", found.start(), found.end(), _with_range(text, found))


def _behind(text: str) -> Iterator[_Part]:
    for name, pattern in _BEHIND.items():
        for found in pattern.finditer(text):
            yield _Part(name, found.start(), found.end(), found[1])


def _with_range(text: str, found: re.Match[str]) -> str:
    beyond = _RANGE.match(text[found.end() : found.end() + 10])
    return found[1] + (beyond[0] if beyond else "")


def _issn(line: int, text: str) -> str:
    try:
        return parse_issn(
            "".join(str(int(char)) if char.isdecimal() else char for char in text).replace("−", "-")
        )
    except ValueError as problem:
        raise ArticleError(line, str(problem)) from problem


def _number(line: int, text: str) -> int:
    spelt = _SPELT.index(text.casefold()) + 1 if text.casefold() in _SPELT else None
    value = int(text) if text.isdecimal() else spelt or roman.value(text)
    if value is None or value > _MAX_NUMBER:
        raise ArticleError(line, f"“{text}” is not the number of one volume or one issue.")
    return value
