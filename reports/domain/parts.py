"""The typed parts of a document: what a section says, finds, foresees, weighs and rests on.

They are values, not rows, so that a snapshot can be stored, hashed and compared without a database.
"""

from dataclasses import dataclass, field

from reports.domain.sections import SectionKind

LEFT_OUT = {"left_out": True}
"""Marks a field that a snapshot’s text leaves out where it is empty: older texts stay as they were."""


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """Where a briefing stands among its siblings."""

    title: str
    slug: str
    issn: str
    volume: int | None
    issue: int | None


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section; `body` is Markdown, `reused_from` names the edition that it was taken from, if any."""

    kind: SectionKind
    title: str
    body: str
    reused_from: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is fact, assumption or judgement; `percent` lies in the band of `likelihood`.

    `reused_from` names the edition that it was taken from, if any.
    """

    text: str
    kind: str = ""
    likelihood: str = ""
    percent: float | None = None
    confidence: str = ""
    basis: str = ""
    reused_from: str = field(default="", metadata=LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Scenario:
    """`impact` is 1 to 5, 0 where none is given; `horizon` is an ISO date or empty.

    `reused_from` names the edition that it was taken from, if any.
    """

    number: int
    name: str
    text: str
    likelihood: str = ""
    percent: float | None = None
    impact: int = 0
    horizon: str = ""
    indicators: tuple[str, ...] = ()
    reused_from: str = field(default="", metadata=LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Risk:
    """`likelihood` and `impact` are 1 to 5; `trend` is rising, steady or falling."""

    subject: str
    likelihood: int
    impact: int
    trend: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """`grade` is a letter and a digit such as B2; `supports` names statements, such as `finding 1`.

    `reused_from` names the edition that it was taken from, if any.
    """

    citation: str
    url: str = ""
    accessed: str = ""
    grade: str = ""
    supports: tuple[str, ...] = ()
    reused_from: str = field(default="", metadata=LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the report says of a question, counted from 1: the places that answer it, such as `finding 1`.

    `reason` says why it is not answered, or what of it stays open.
    """

    question: int
    places: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether neither is given."""
        return not (self.places or self.reason.strip())


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """`when` is an ISO date cut to its precision: `2024`, `2024-01` or `2024-01-03`.

    `about` says that it is not sure.
    """

    when: str
    text: str
    about: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees, or a country by its ISO alpha-2 code when it has no point.

    `level` is low, medium, high or empty.
    """

    name: str
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class FigureImage:
    """A picture by the digest of its bytes; width and height in pixels."""

    digest: str
    media_type: str
    width: int
    height: int
    caption: str
    credit: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is said of the picture that goes with an article."""

    caption: str
    credit: str
