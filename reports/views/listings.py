"""The pages that list briefings: the front page and a series, the same for everybody.

They name only what everybody may know, so they can be kept by any cache for a minute; but for the page of a
series that shows no teasers, which is each reader's own.
"""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reports.services import access, pages

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
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """Audience: everybody; a series without teasers whoever may read some of it. Its issues, by volume."""
    found = pages.series(slug)
    if found is None:
        raise Http404
    reader = access.NOBODY if found.has_teaser else access.reader_of(request.user)
    page = Paginator(pages.issues(found, reader), ON_PAGE).get_page(request.GET.get("page"))
    if not (found.has_teaser or page.paginator.count):
        raise Http404
    volumes = pages.by_volume(list(page.object_list))
    context = {"series": found, "page": page, "volumes": volumes, "site": settings.SITE_URL}
    response = render(request, "reports/series.html", context)
    if found.has_teaser:
        patch_cache_control(response, public=True, max_age=60)
    else:
        patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Audience: programs. What is of no use to them."""
    place = f"Sitemap: {settings.SITE_URL}{reverse('reports:sitemap')}\n"
    return HttpResponse(ROBOTS + place, content_type="text/plain; charset=utf-8")
