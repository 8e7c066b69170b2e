"""The search page: a plain GET form whose address can be kept and sent.

What is found depends on who asks, so no shared cache may keep it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reports.services import access, searching

LONGEST = 200


@require_safe
@cache_control(private=True, no_cache=True)
def search(request: HttpRequest) -> HttpResponse:
    """Audience: everybody, each in what the gate opens."""
    words = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST]
    hits = searching.search(access.reader_of(request.user), words) if words else []
    context = {"nav": "search", "words": words, "hits": hits, "full": len(hits) == searching.SHOWN}
    return render(request, "reports/search.html", context)
