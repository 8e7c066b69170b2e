"""What a figure is: a drawing and the same facts in sentences.

The drawing is a complete `<svg>` without styles, scripts or references, so that it can stand in a page
under a strict policy and in a PDF; its `<title>` is the alternative, which is where browsers and the PDF's
tags look for it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`kind` is a slug; `note` is printed below the drawing, empty for most."""

    kind: str
    title: str
    svg: str
    alternative: str
    note: str = ""
