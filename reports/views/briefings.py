"""The page of a briefing and its PDF: whole for those who may read it, the teaser for everybody else.

An open briefing is the same for everybody and never looks at who asks; only a closed one does, and says so
to caches.
"""

from functools import cache
from hashlib import blake2b

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.templatetags.static import static
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_safe

from reports import downloads
from reports.domain import citing
from reports.services import access, pages

TEMPLATE = "reports/briefing.html"


@require_safe
def briefing(request: HttpRequest, slug: str) -> HttpResponse:
    """Audience: everybody, each in what the gate opens."""
    row = pages.briefing(slug)
    if row is None:
        raise Http404
    item = row["item"]
    is_open = access.may_read_whole(access.NOBODY, item)
    reader = access.NOBODY if is_open else access.reader_of(request.user)
    whole = is_open or access.may_read_whole(reader, item)
    if not whole and not access.exists(reader, item):
        raise Http404
    etag = _etag(row, whole, reader.user_id)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        cited = citing.linked_data(pages.cited(row, settings.SITE_URL), is_open=is_open)
        context = {"whole": whole, "is_open": is_open, "reader": reader, "site": settings.SITE_URL}
        context["opens_on"] = None if whole else access.opens_on(reader, item)
        context["linked_data"] = mark_safe(cited)  # noqa: S308 -- its angle brackets are escaped as JSON
        response = render(request, TEMPLATE, {**row, **context})
    response["ETag"] = etag
    _tell_caches(response, is_open=is_open)
    return response


@require_GET
def briefing_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Audience: whoever may read the whole briefing; for anybody else the file does not exist."""
    return downloads.send_briefing(request.user, slug, address=request.META.get("REMOTE_ADDR", ""))


@require_safe
def briefing_picture(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """Audience: whoever may read the whole briefing. A picture that stands in it."""
    return downloads.send_picture(request.user, slug, digest)


def _tell_caches(response: HttpResponse, *, is_open: bool) -> None:
    if is_open:
        patch_cache_control(response, public=True, max_age=60)
        return
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])


def _etag(row: pages.Row, whole: bool, user_id: int | None) -> str:
    """Changes with the briefing, what surrounds it, what this reader may read, and the page's own shell."""
    served = repr((sorted(row.items(), key=lambda item: item[0]), whole, user_id, _shell()))
    return f'"{blake2b(served.encode(), digest_size=12).hexdigest()}"'


@cache
def _shell() -> str:
    """The page without its content; read once in the life of a process."""
    sources = (loader.get_template(name).template.source for name in ("base.html", TEMPLATE))  # type: ignore[attr-defined]
    return "".join((*sources, static("config/house.css")))
