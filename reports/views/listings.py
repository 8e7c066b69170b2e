"""The pages that list briefings: the front page and a series, the same for everybody.

They name only what everybody may know, so they can be kept by any cache for a minute.
"""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reports.services import pages

ON_FRONT = 7
ON_PAGE = 60

ROBOTS = "User-agent: *\nDisallow: /account/\nDisallow: /requests/\nDisallow: /search/\nDisallow: /staff/\n"


@require_safe
@cache_control(public=True, max_age=60)
def home(request: HttpRequest) -> HttpResponse:
    """Audience: everybody. The newest briefings, the series, and the offer."""
    latest = pages.latest(ON_FRONT)
    context = {
        "nav": "briefings",
        "first": latest[0] if latest else None,
        "others": latest[1:],
        "all_series": pages.all_series(),
    }
    return render(request, "reports/home.html", context)


@require_safe
@cache_control(public=True, max_age=60)
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Audience: everybody. A series with its issues, gathered by volume."""
    found = pages.series(slug)
    if found is None:
        raise Http404
    page = Paginator(pages.issues(found), ON_PAGE).get_page(request.GET.get("page"))
    volumes = pages.by_volume(list(page.object_list))
    context = {"series": found, "page": page, "volumes": volumes, "site": settings.SITE_URL}
    return render(request, "reports/series.html", context)


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Audience: programs. What is of no use to them."""
    place = f"Sitemap: {settings.SITE_URL}{reverse('reports:sitemap')}\n"
    return HttpResponse(ROBOTS + place, content_type="text/plain; charset=utf-8")
