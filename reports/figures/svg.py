"""SVG by the line: escaped, rounded, without a style, a script or a reference to anything outside.

A `Sheet` collects the marks of one figure; places are given as for a text from left to right, and a
mirrored sheet turns them over, so that a layout is written once.
"""

from hashlib import sha256
from html import escape
from typing import Literal

from reports.figures import ink
from reports.figures.lettering import Direction, of_text

Side = Literal["start", "middle", "end"]

WIDTH = 640.0
PAGE = 800.0
"""The height of a figure that fits on a printed page with its caption."""
FONTS = ",".join(  # no space after the comma: the PDF's engine would take it for a part of the name
    (
        "Inter",
        "'Noto Sans'",
        "'Noto Sans Arabic'",
        "'Noto Sans Hebrew'",
        "'Noto Sans Devanagari'",
        "'Noto Sans CJK SC'",
        "'WenQuanYi Micro Hei'",
        "'DejaVu Sans'",
        "sans-serif",
    )
)
_OTHER: dict[Side, Side] = {"start": "end", "middle": "middle", "end": "start"}
PATTERNS = {
    "disputed": (6, "M0 6L6 0M-1 1L1 -1M5 7L7 5", ink.MUTED, 0.9),
    "low": (6, "M1.5 1.5h.01M4.5 4.5h.01", ink.MUTED, 1.3),
    "medium": (5, "M0 0L5 5M-1 4L1 6M4 -1L6 1", ink.PAPER, 0.9),
}
"""Tile, lines, ink and weight of each pattern; the lines run over the corners, so that tiles join."""


def number(value: float) -> str:
    """A tenth of a unit is finer than any printer shows."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def element(tag: str, content: str = "", /, **attributes: str | float) -> str:
    """One element; `content` is markup, attribute names are written with underscores."""
    named = "".join(
        f' {name.replace("_", "-")}="{escape(value if isinstance(value, str) else number(value))}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{named}>{content}</{tag}>" if content else f"<{tag}{named}/>"


class Sheet:
    """The marks of one figure, in the order in which they are painted."""

    def __init__(self, kind: str, alternative: str, *, mirrored: bool = False) -> None:
        self._alternative = alternative
        self._prefix = f"{kind}-{sha256(alternative.encode()).hexdigest()[:8]}"
        self._mirrored = mirrored
        self._marks: list[str] = []
        self._patterns: dict[str, str] = {}

    def x(self, place: float) -> float:
        """Where a place counted from the side at which reading starts lies."""
        return WIDTH - place if self._mirrored else place

    @property
    def right(self) -> Side:
        """The side of a text that lies to the right whichever way the sheet runs."""
        return "start" if self._mirrored else "end"

    def span(self, start: float, end: float) -> tuple[float, float]:
        """The left and the right edge of a column."""
        return (WIDTH - end, WIDTH - start) if self._mirrored else (start, end)

    def text(
        self,
        place: float,
        y: float,
        words: str,
        *,
        side: Side = "start",
        size: float = 11,
        fill: str = ink.INK,
        bold: bool = False,
        run: Direction | None = None,
    ) -> None:
        """Words whose start, middle or end, in the sense of the sheet, is at that place."""
        run = run or of_text(words)
        edge = _OTHER[side] if self._mirrored else side  # which edge of the words, seen from the left
        attributes: dict[str, str | float] = {"x": self.x(place), "y": y, "font_size": size}
        if fill != ink.INK:
            attributes["fill"] = fill
        if bold:
            attributes["font_weight"] = "600"
        if run == "rtl":  # the start of such a text is its right edge
            attributes["direction"] = "rtl"
            edge = _OTHER[edge]
        if edge != "start":
            attributes["text_anchor"] = edge
        self.add(element("text", escape(words, quote=False), **attributes))

    def path(self, lines: str, **attributes: str | float) -> None:
        """One path; nothing is painted for an empty one."""
        if lines:
            self.add(element("path", "", d=lines, **attributes))

    def level(self, name: str, lines: str, **attributes: str | float) -> None:
        """Ground in the lightness and the pattern of one of `ink.LEVELS`; here the lightest has none."""
        self.path(lines, fill=ink.GROUNDS[name], **attributes)
        if name in PATTERNS and name != ink.LEVELS[0]:
            self.path(lines, fill=self.hatch(name))

    def add(self, mark: str) -> None:
        """Markup made by `element`, or nothing."""
        self._marks.append(mark)

    def hatch(self, name: str) -> str:
        """A paint value for that pattern."""
        tile, lines, colour, weight = PATTERNS[name]
        stroke = element(
            "path", "", d=lines, stroke=colour, stroke_width=weight, stroke_linecap="round", fill="none"
        )
        mark = f"{self._prefix}-{name}"
        size = float(tile)
        self._patterns[name] = element(
            "pattern", stroke, id=mark, width=size, height=size, patternUnits="userSpaceOnUse"
        )
        return f"url(#{mark})"

    def finish(self, height: float) -> str:
        """The complete `<svg>`; ids carry a mark of the figure, because several figures stand in one page."""
        definitions = element("defs", "".join(self._patterns.values())) if self._patterns else ""
        return element(
            "svg",
            f"<title>{escape(self._alternative, quote=False)}</title>{definitions}{''.join(self._marks)}",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(WIDTH)} {number(height)}",
            width=WIDTH,
            height=height,
            role="img",
            font_family=FONTS,
            fill=ink.INK,
            pointer_events="none",  # no tooltip that repeats the alternative
        )
