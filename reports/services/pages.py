"""What the public pages show, read in as few queries as there are kinds of thing on the page.

Rows are fetched as plain values; whether a reader is served the whole briefing is asked of the gate each
time, with the series as it stands now, so that closing a series closes its pages at once.
"""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.urls import reverse

from reports.domain.citing import Cited
from reports.models import Publication, Series
from reports.services import access
from reports.services.access import Reader

_LISTED = (
    *("slug", "title", "lead", "language", "dated", "volume", "issue"),
    *("authors", "marking", "countries", "topics"),
)
_SERIES = ("series__title", "series__slug", "series__issn", "series__access", "series_id")
_PAGE = (
    *("teaser_html", "full_html", "related", "notices"),
    *("edition__number", "edition__pages", "edition__pdf_size"),
)

Row = dict[str, Any]


def latest(count: int) -> list[Row]:
    """The newest briefings with their leads."""
    return list(Publication.objects.values(*_LISTED, *_SERIES)[:count])


def newest(count: int, of: Series | None) -> list[Row]:
    """The newest briefings for a feed: with the time at which each was published, of one series or of all."""
    rows = Publication.objects.filter(series=of) if of else Publication.objects.all()
    return list(rows.values(*_LISTED, *_SERIES, "published_at")[:count])


def mapped(most: int) -> list[tuple[str, datetime | None]]:
    """The addresses of the public pages, and when each was last made where that is known."""
    series: Any = Series.objects.filter(publications__isnull=False).distinct().values_list("slug", flat=True)
    briefings = Publication.objects.values_list("slug", "published_at")[:most]
    fixed: list[tuple[str, datetime | None]] = [(reverse("reports:home"), None)]
    of_series = [(reverse("reports:series", args=[slug]), None) for slug in series]
    return [*fixed, *of_series, *((reverse("reports:briefing", args=[slug]), at) for slug, at in briefings)]


def cited(row: Row, site: str) -> Cited:
    """A briefing as it is cited, from the row of its page."""
    same = {name: row[name] for name in ("slug", "title", "dated", "language", "volume", "issue", "lead")}
    return Cited(
        **same,
        authors=tuple(row["authors"]),
        series=row["series__title"],
        issn=row["series__issn"],
        url=site + reverse("reports:briefing", args=[row["slug"]]),
    )


def all_series() -> list[Row]:
    """Every series that has published, with the number of its briefings and the date of the newest."""
    counted = Series.objects.annotate(briefings=Count("publications"), newest=Max("publications__dated"))
    columns = ("title", "slug", "issn", "description", "access", "briefings", "newest")
    return list(counted.filter(briefings__gt=0).order_by("title").values(*columns))


def series(slug: str) -> Series | None:
    """The series of that address."""
    return Series.objects.filter(slug=slug).first()


def issues(of: Series) -> QuerySet[Publication, Row]:
    """The briefings of a series as it counts them: volume, issue, then date, newest first."""
    rows = Publication.objects.filter(series=of).order_by("-volume", "-issue", "-dated", "-id")
    listed: QuerySet[Publication, Row] = rows.values(*_LISTED)
    return listed


def by_volume(rows: list[Row]) -> list[tuple[int | None, list[Row]]]:
    """Rows that are in order, gathered under their volumes."""
    return [(volume, list(group)) for volume, group in groupby(rows, key=lambda row: row["volume"])]


def briefing(slug: str) -> Row | None:
    """All that the page of a briefing may need, in one query; it is not yet decided who reads which part."""
    row = Publication.objects.filter(slug=slug).values(*_LISTED, *_SERIES, *_PAGE).first()
    return row and {**row, "level": access.level(row["series__access"], row["marking"])}


def may_read_whole(reader: Reader, row: Row) -> bool:
    """Whether the reader is served the whole of this briefing, or its teaser."""
    if row["level"] is None:
        return reader.is_staff
    return access.may_read_whole(reader, access=row["level"], series_id=row["series_id"])
