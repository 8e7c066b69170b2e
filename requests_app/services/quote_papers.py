"""A quote as a paper: it says what was offered and never what became of it, so all printings agree."""

from reports.services import papers
from requests_app.models import Quote


def print_quote(quote: Quote) -> bytes:
    """The PDF of a quote; `quote.request` is read as well. Raises RenderFailed."""
    questions = quote.request.questions.all()
    context = {"quote": quote, "asked": quote.request, "questions": questions}
    return papers.print_paper("requests_app/pdf/quote.html", context)
