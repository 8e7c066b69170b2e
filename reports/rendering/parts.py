"""A snapshot prepared for the templates: Markdown made HTML, dates made words, empty parts left out.

Templates only place what stands here, so that the page and the PDF cannot read a snapshot differently.
"""

from calendar import month_name
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from django_countries import countries as country_names

from reports.domain.marking import Marking
from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import SeriesPlace, Snapshot, Teaser
from reports.rendering import direction, markdown
from reports.rendering.direction import Direction

_ADDED = {SectionKind.KEY_FINDINGS: "findings", SectionKind.SCENARIOS: "scenarios"}
_SHOWN_AS = {SectionKind.CALL_TO_ACTION: "Tailored reports"}
"""Where the vocabulary's word is the trade's, not the reader's."""
_SCENARIO_TOGETHER, _FINDINGS_TOGETHER = 700, 2_000
"""Fewer characters than this are not divided between pages; more would leave half a page white."""
_SHORT = 60
_LONG, _VERY_LONG = 110, 220


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it is set: `template` is the partial that page and PDF share."""

    id: str
    title: str
    template: str
    body: SafeString


@dataclass(frozen=True, slots=True)
class Words:
    """A finding or a scenario: its HTML, and for a scenario its place and name."""

    html: SafeString
    number: str = ""
    name: str = ""
    together: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Plain words and the way they run."""

    text: str
    dir: Direction


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


def sections(snapshot: Snapshot) -> list[Part]:
    """The sections in print order; findings and scenarios have theirs even if nothing else is said in it."""
    base = direction.of_language(snapshot.language)
    parts = []
    for spec in SPECS:
        section = snapshot.section(spec.kind)
        if section is None and not getattr(snapshot, _ADDED.get(spec.kind, ""), ()):
            continue
        given = section.title if section else ""
        parts.append(
            Part(
                id=spec.kind.value.replace("_", "-"),
                title=given if given not in ("", spec.title) else _SHOWN_AS.get(spec.kind, spec.title),
                template=f"reports/sections/{spec.kind.value}.html",
                body=safe(section.body if section else "", base),
            )
        )
    return parts


def findings(snapshot: Snapshot) -> list[Words]:
    """Each key finding."""
    base = direction.of_language(snapshot.language)
    return [Words(safe(finding.text, base)) for finding in snapshot.findings]


def scenarios(snapshot: Snapshot) -> list[Words]:
    """Each scenario with its number and name."""
    base = direction.of_language(snapshot.language)
    return [
        Words(
            html=safe(each.text, base),
            number=str(each.number),
            name=each.name,
            together=len(each.text) < _SCENARIO_TOGETHER,
        )
        for each in snapshot.scenarios
    ]


def questions(snapshot: Snapshot) -> list[Line]:
    """The client's key questions, exactly as they were asked."""
    base = direction.of_language(snapshot.language)
    return [Line(question, direction.of_text(question, otherwise=base)) for question in snapshot.questions]


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


def fit_together(snapshot: Snapshot) -> bool:
    """Whether the box of key findings is short enough to stand undivided."""
    return sum(len(finding.text) for finding in snapshot.findings) < _FINDINGS_TOGETHER


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
