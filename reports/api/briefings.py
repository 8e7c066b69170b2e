"""The briefings that a token's person may know of, each in what the gate opens to that person."""

import json
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from reports.api.door import for_token
from reports.domain.snapshot import canonical_json
from reports.models import Publication, User
from reports.services import access, pages

MOST = 100


@for_token
def briefings(person: User) -> dict[str, Any]:
    """Audience: whoever holds a token; the newest of what its person may know of."""
    reader = access.reader_of(person)
    return {"briefings": [_row(row, whole=whole) for row, whole in pages.known_to(reader, MOST)]}


@for_token
def briefing(person: User, slug: str) -> dict[str, Any]:
    """Audience: whoever holds a token; the snapshot or the teaser, as the gate opens it."""
    reader = access.reader_of(person)
    publication = pages.publication(slug)
    seen = access.open_edition(reader, publication.edition) if publication else access.Refused()
    match seen:
        case access.Whole(snapshot) if publication:
            text = json.loads(canonical_json(snapshot))
            return {**_one(publication, whole=True), "schema": _site("reports:schema"), "snapshot": text}
        case access.TeaserOnly(teaser) if publication:
            return {**_one(publication, whole=False), "teaser": asdict(teaser)}
        case _:
            raise Http404


def _one(publication: Publication, *, whole: bool) -> dict[str, Any]:
    """The same fields as in the list, and what was corrected since."""
    names = ("slug", "title", "volume", "issue", "dated", "lead")
    row = {name: getattr(publication, name) for name in names}
    row["series__title"] = publication.edition.report.series and publication.edition.report.series.title
    return {**_row(row, whole=whole), "notices": [_notice(each, whole=whole) for each in publication.notices]}


def _notice(notice: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    """As on the page: that there is one is told to all, its words may quote what only some may read."""
    return notice if whole else {name: value for name, value in notice.items() if name != "text"}


def _row(row: pages.Row, *, whole: bool) -> dict[str, Any]:
    return {
        "slug": row["slug"],
        "title": row["title"],
        "series": row["series__title"],
        "volume": row["volume"],
        "issue": row["issue"],
        "date": row["dated"].isoformat(),
        "lead": row["lead"],
        "whole": whole,
        "url": _site("reports:briefing", row["slug"]),
        "pdf": _site("reports:briefing-pdf", row["slug"]) if whole else None,
        "api": _site("reports:api-briefing", row["slug"]),
    }


def _site(name: str, *args: str) -> str:
    return settings.SITE_URL + reverse(name, args=args)
