"""What surrounds a report, prepared for the templates: its head, its questions, dates and places as words.

Templates only place what stands here, so that the page and the PDF cannot read a snapshot differently.
"""

from calendar import month_name
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from django_countries import countries as country_names

from reports.domain.answering import Passage, answer_to, passages
from reports.domain.marking import Marking
from reports.domain.snapshot import SeriesPlace, Snapshot, Teaser
from reports.rendering import direction, markdown
from reports.rendering.direction import Direction

_SHORT = 60
_LONG, _VERY_LONG = 110, 220


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in plain words and the way they run; the places that answer it, or why none does.

    A place without an anchor is not in the document: only a draft has one.
    """

    text: str
    dir: Direction
    places: tuple[Passage, ...] = ()
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return not (self.places or self.reason)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands around a report, whole or teaser."""

    title: str
    title_size: str
    short_title: str
    language: str
    dir: Direction
    marking: Marking
    tlp: str
    byline: str
    dated: str
    date: str
    series: SeriesPlace | None
    number: str
    countries: str
    topics: str


def safe(text: str, base: Direction) -> SafeString:
    """The HTML of a Markdown body."""
    return mark_safe(markdown.to_html(text, base=base))  # noqa: S308 -- cleaned by the allow-list in `markdown`


def head(source: Snapshot | Teaser) -> Head:
    """The title and its particulars, in words."""
    marking = Marking.parse(source.marking)
    with override("en"):
        countries = [str(country_names.name(code) or code) for code in source.countries]
    return Head(
        title=source.title,
        title_size=_size(source.title),
        short_title=shorten(source.title),
        language=source.language,
        dir=direction.of_language(source.language),
        marking=marking,
        tlp=marking.value,
        byline=and_list(source.authors),
        dated=source.dated if in_words(source.dated) != source.dated else "",
        date=in_words(source.dated),
        series=source.series,
        number=place(source.series),
        countries=", ".join(countries),
        topics=capitalised(", ".join(source.topics)),
    )


def questions(snapshot: Snapshot) -> list[Asked]:
    """The client's key questions, exactly as they were asked, each with where it is answered."""
    base = direction.of_language(snapshot.language)
    known = passages(snapshot)
    found = []
    for number, question in enumerate(snapshot.questions, start=1):
        answer = answer_to(snapshot, number)
        places = tuple(known.get(name) or Passage(name, name, "", "") for name in answer.places)
        found.append(Asked(question, direction.of_text(question, otherwise=base), places, answer.reason))
    return found


def in_words(dated: str) -> str:
    """`2024-01-03` as 3 January 2024; a text that is no date stays as it is."""
    try:
        day = date.fromisoformat(dated)
    except ValueError:
        return dated
    return f"{day.day} {month_name[day.month]} {day.year}"


def place(series: SeriesPlace | None) -> str:
    """Volume and issue, as far as they are known."""
    if series is None:
        return ""
    known = [("Volume", series.volume), ("Issue", series.issue)]
    return ", ".join(f"{name} {number}" for name, number in known if number is not None)


def and_list(names: tuple[str, ...]) -> str:
    """Ada, Bob and Cleo."""
    *first, last = names or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def _size(title: str) -> str:
    """A word for the style of a cover title that needs smaller letters."""
    return "longest" if len(title) > _VERY_LONG else "long" if len(title) > _LONG else "short"


def capitalised(words: str) -> str:
    """The words with a capital at their beginning and the rest as it is."""
    return words[:1].upper() + words[1:]


def shorten(title: str) -> str:
    """The title for a running head: cut between words."""
    if len(title) <= _SHORT:
        return title
    cut = title[:_SHORT]
    whole_words = cut.rsplit(" ", 1)[0]
    return whole_words.rstrip(" ,;:.–—-") + "…"
