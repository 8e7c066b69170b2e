"""A short paper in the house's print style, made when it is asked for and not kept."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from reports.rendering import sandbox, sheet
from reports.rendering.characters import printable
from reports.rendering.printed import Limits, RenderFailed

MOST_PAGES, SECONDS = 30, 20
_HERE = "/* the house’s print style */"

__all__ = ["RenderFailed", "print_paper"]


def print_paper(template: str, context: Mapping[str, Any]) -> bytes:
    """The PDF of a template that places `styles`; raises RenderFailed.

    The stylesheet names the fonts of the scripts that the paper uses, so it is put in after the text.
    """
    known = {**context, "site_url": settings.SITE_URL, "styles": mark_safe(_HERE)}  # noqa: S308 -- a constant
    text = printable(render_to_string(template, known))
    page = text.replace(_HERE, sheet.styles(text), 1)
    limits = Limits(memory=settings.RENDER_MEMORY_BYTES, cpu=SECONDS, wall=SECONDS, pages=MOST_PAGES)
    return sandbox.print_pdf(page, limits=limits).pdf
