"""What programs fetch of the public site: feeds, the map of the site, and citations.

Each is made from what everybody may know, looks at no session, and is sent again only when it has changed.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from hashlib import blake2b
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from reports.domain import citing
from reports.services import access, pages

IN_FEED = 40
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_MAPPED = 50_000
"""Addresses that one map of a site may have (sitemaps.org)."""


@require_safe
def feed(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Audience: everybody. The newest briefings, of all series or of one, each with its lead."""
    series = pages.series(slug) if slug else None
    if slug and not (series and series.has_teaser):
        raise Http404
    rows = pages.newest(IN_FEED, series)
    title = series.title if series else citing.PUBLISHER
    home = reverse("reports:series", args=[slug]) if slug else reverse("reports:home")
    return _sent(request, "application/atom+xml", lambda: _atom(title, home, request.path, rows), rows)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Audience: programs. The public pages and when each was last made."""
    rows = pages.mapped(MOST_MAPPED)
    return _sent(request, "application/xml", lambda: _map(rows), rows)


@require_safe
def citation(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Audience: everybody. How to cite a briefing, as a file."""
    row = pages.briefing(slug)
    if row is None or not access.exists(access.NOBODY, row["item"]) or form not in citing.FORMS:
        raise Http404
    media_type, write = citing.FORMS[form]
    cited = pages.cited(row, settings.SITE_URL)
    response = _sent(request, media_type, lambda: write(cited), cited)
    response["Content-Disposition"] = f'attachment; filename="briefing-{cited.dated.isoformat()}.{form}"'
    return response


def _sent(request: HttpRequest, media_type: str, write: Callable[[], str], source: Any) -> HttpResponse:
    etag = f'"{blake2b(repr((media_type, source)).encode(), digest_size=12).hexdigest()}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(write(), content_type=f"{media_type}; charset=utf-8")
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=300)
    return response


def _atom(title: str, home: str, here: str, rows: Iterable[pages.Row]) -> str:
    site = settings.SITE_URL
    made = Atom1Feed(title=title, link=site + home, description="", language="en", feed_url=site + here)
    for row in rows:
        address = site + reverse("reports:briefing", args=[row["slug"]])
        made.add_item(
            title=row["title"],
            link=address,
            description=row["lead"],
            author_name=", ".join(row["authors"]) or None,
            pubdate=timezone.make_aware(datetime.combine(row["dated"], time())),
            updateddate=row["published_at"],
            categories=[row["series__title"], *row["topics"]],
            unique_id=address,
        )
    return str(made.writeString("utf-8"))


def _map(rows: Iterable[tuple[str, datetime | None]]) -> str:
    written = StringIO()
    xml = SimplerXMLGenerator(written, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": _MAP}))
    for address, changed in rows:
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", settings.SITE_URL + address)
        if changed:
            xml.addQuickElement("lastmod", changed.date().isoformat())
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return written.getvalue()
