"""Where a report's drawings and pictures stand: which section each belongs to, and how it is captioned.

Drawings are handed in by the caller, because drawing is not this package's work.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.safestring import mark_safe

from reports.domain.sections import SectionKind
from reports.domain.snapshot import FigureImage

LEGEND = "likelihood-legend"
"""The one drawing that stands beside the judgements, whatever sections a report has."""
MAP = "locator-map"

_HOMES: Mapping[str, SectionKind] = {
    MAP: SectionKind.BACKGROUND,
    "timeline": SectionKind.BACKGROUND,
    "country-risk-map": SectionKind.RISK_ASSESSMENT,
    "risk-matrix": SectionKind.RISK_ASSESSMENT,
    "scenario-chart": SectionKind.SCENARIOS,
}
_OTHERWISE = (SectionKind.ANALYSIS, SectionKind.BACKGROUND, SectionKind.EXECUTIVE_SUMMARY)
_UNDESCRIBED = "A picture whose text alternative is not written yet."


class Drawing(Protocol):
    """What is asked of a drawing: a complete `<svg>` whose title is the alternative."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def svg(self) -> str: ...
    @property
    def alternative(self) -> str: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Plate:
    """A drawing or a picture as it is set; a picture has an address and a number, a drawing its markup."""

    kind: str
    caption: str
    alternative: str
    drawing: str = ""
    note: str = ""
    address: str = ""
    number: int = 0
    credit: str = ""
    width: int = 0
    height: int = 0


def drawn(drawing: Drawing) -> Plate:
    """A drawing as a plate."""
    markup = mark_safe(drawing.svg)  # noqa: S308 -- drawn and escaped by our own code
    return Plate(drawing.kind, drawing.title, drawing.alternative, drawing=markup, note=drawing.note)


def pictured(figure: FigureImage, number: int, folder: str) -> Plate:
    """A picture as a plate; `folder` is what stands before its digest in its address."""
    return Plate(
        kind="picture",
        caption=figure.caption,
        alternative=figure.alternative.strip() or figure.caption.strip() or _UNDESCRIBED,
        address=f"{folder}{figure.digest}",
        number=number,
        credit=figure.credit,
        width=figure.width,
        height=figure.height,
    )


def placed(
    drawings: Iterable[Drawing],
    pictures: Iterable[FigureImage],
    present: Container[SectionKind],
    folder: str,
) -> dict[SectionKind, tuple[Plate, ...]]:
    """The plates of each section, in the order in which they are given; pictures go with the analysis."""
    found: dict[SectionKind, tuple[Plate, ...]] = {}
    for drawing in drawings:
        if drawing.kind != LEGEND:
            home = _home(_HOMES.get(drawing.kind, SectionKind.ANALYSIS), present)
            found[home] = (*found.get(home, ()), drawn(drawing))
    for number, picture in enumerate(pictures, start=1):
        home = _home(SectionKind.ANALYSIS, present)
        found[home] = (*found.get(home, ()), pictured(picture, number, folder))
    return found


def _home(wished: SectionKind, present: Container[SectionKind]) -> SectionKind:
    """The section itself, else the nearest that the report has; a report without any gets it."""
    return next((kind for kind in (wished, *_OTHERWISE) if kind in present), wished)
