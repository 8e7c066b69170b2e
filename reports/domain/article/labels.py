"""The labelled lines above an article: `Author: …`, `Countries: …`, `TLP:GREEN` and their like.

One table says which labels are known; a line with another label is ordinary text.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from reports.domain.marking import Marking


class Field(StrEnum):
    TITLE = "title"
    SERIES = "series"
    AUTHORS = "authors"
    DATED = "date"
    COUNTRIES = "countries"
    TOPICS = "topics"
    LANGUAGE = "language"
    MARKING = "marking"
    EDITOR_NOTE = "editor’s note"
    CAPTION = "caption"
    CREDIT = "credit"


_LABELS: dict[Field, str] = {
    Field.TITLE: "title",
    Field.SERIES: "series|journal|publication",
    Field.AUTHORS: (
        "author|authors|author(s)|author/s|author's name|authors' names|analyst|analysts|byline|"
        "written by|by|auteur|auteurs|"
        "autor|autores|autoren|autore|autori|автор|авторы|نویسنده|نویسندگان|المؤلف|الكاتب|作者|著者|"
        "συγγραφέας|autora|autoras|autorin|autorinnen|autrice|autrici|auteure|autrices|yazar|yazarlar|"
        "מחבר|מחברת|מאת|מחברים|저자|글|auteur(s)|автори"
    ),
    Field.DATED: (
        "date|dated|published|published on|publication date|date of publication|posted on|datum|"
        "fecha|data|дата|تاریخ|التاريخ|日期|ημερομηνία"
    ),
    Field.COUNTRIES: "country|countries|countries covered|страны|کشورها|pays|länder|países|paesi",
    Field.TOPICS: "topic|topics|tags|tag|keywords|key words|categories|category|subjects|темы|موضوعات",
    Field.LANGUAGE: "language|lang|язык|زبان|langue|sprache|idioma|lingua",
    Field.MARKING: "tlp|marking|classification|handling",
    Field.EDITOR_NOTE: "editor's note|editors' note|editors note|editor note|editorial note",
    Field.CAPTION: "caption|image caption|photo caption|picture caption|picture",
    Field.CREDIT: (
        "credit|credits|photo credit|photo credits|image credit|image credits|picture credit|picture credits"
    ),
}
_FIELD = {label.casefold(): field for field, labels in _LABELS.items() for label in labels.split("|")}
# Only these have a dash for their colon: “Date – …” and “Topic – …” begin titles and sentences too.
_DASHED = frozenset((Field.AUTHORS, Field.CAPTION, Field.CREDIT))
_LONGEST = max(map(len, _FIELD))
_TLP = re.compile(r"^TLP ?: ?[A-Z]+(?: ?[+-] ?STRICT)?$", re.IGNORECASE)
_ALONE = frozenset(("author", "authors", "by", "written by"))  # with the names on the next line
_COLON, _DASH = re.compile("[:：]"), re.compile(" [–—-] ")


@dataclass(frozen=True, slots=True)
class Labelled:
    field: Field
    label: str
    value: str


def read(text: str) -> Labelled | None:
    """Label and value when the line begins with a known label, else None; `TLP:…` is its own label."""
    if _TLP.match(text):
        return Labelled(Field.MARKING, "", text)
    colon = _COLON.search(text[: _LONGEST + 2])
    dash = None if colon else _DASH.search(text[: _LONGEST + 3])
    if dash and (named := _FIELD.get(folded(text[: dash.start()]))) in _DASHED:
        return Labelled(named, text[: dash.end()], text[dash.end() :].strip())
    if not colon and folded(text) in _ALONE:
        return Labelled(Field.AUTHORS, text, "")
    if not colon:
        return None
    field = _FIELD.get(folded(text[: colon.start()]))
    return Labelled(field, text[: colon.end()], text[colon.end() :].strip()) if field else None


def folded(label: str) -> str:
    """A label as the table writes it."""
    return label.strip().casefold().replace("’", "'").replace("_", " ")


def several(value: str) -> tuple[str, ...]:
    """The members of a list: by semicolons where there are any, else by commas, else by hash signs."""
    separator = next((mark for mark in (";", "|", "؛", "،", "、", ",", "#") if mark in value), ",")
    members = (member.strip(" #.\t[]\"'") for member in value.split(separator))
    return tuple(member for member in members if member)


def marking(text: str) -> str:
    """The TLP label; raises ValueError with a sentence for an unknown one."""
    return Marking.parse(text).value


_LANGUAGES = {
    "english": "en", "persian": "fa", "farsi": "fa", "arabic": "ar", "russian": "ru", "ukrainian": "uk",
    "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt", "turkish": "tr",
    "hebrew": "he", "greek": "el", "chinese": "zh", "japanese": "ja", "korean": "ko", "armenian": "hy",
    "georgian": "ka", "polish": "pl", "dutch": "nl", "romanian": "ro", "azerbaijani": "az", "hindi": "hi",
    "urdu": "ur", "kazakh": "kk", "serbian": "sr", "فارسی": "fa", "العربية": "ar", "русский": "ru",
    "français": "fr", "deutsch": "de", "español": "es", "italiano": "it", "中文": "zh", "日本語": "ja",
}  # fmt: skip
_TAG = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$")


def language(text: str) -> str:
    """A language tag from a tag or a name; raises ValueError with a sentence for anything else."""
    tag = _LANGUAGES.get(text.casefold(), text)
    if not _TAG.match(tag):
        raise ValueError(
            f"“{text[:30]}” is not a language this importer knows; write its tag, such as en or fa."
        )
    return tag
