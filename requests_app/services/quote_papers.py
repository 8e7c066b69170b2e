"""A quote as a paper: one page in the house's print style, made when somebody asks for it and not kept.

It says what was offered and never what became of it, so each printing of a quote says the same.
"""

from django.conf import settings
from django.template.loader import render_to_string

from reports.rendering import html, sandbox
from reports.rendering.characters import printable
from reports.rendering.printed import Limits, RenderFailed
from requests_app.models import Quote

MOST_PAGES = 20

__all__ = ["RenderFailed", "print_quote"]


def print_quote(quote: Quote) -> bytes:
    """The PDF of a quote; `quote.request` is read as well. Raises RenderFailed."""
    context = {
        "quote": quote,
        "asked": quote.request,
        "questions": quote.request.questions.all(),
        "styles": html.print_styles(),
    }
    page = printable(render_to_string("requests_app/pdf/quote.html", context))
    return sandbox.print_pdf(page, limits=_limits()).pdf


def _limits() -> Limits:
    return Limits(
        memory=settings.RENDER_MEMORY_BYTES,
        cpu=settings.RENDER_CPU_SECONDS,
        wall=settings.RENDER_WALL_SECONDS,
        pages=MOST_PAGES,
    )
