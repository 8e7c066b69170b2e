"""What the public pages show, read in as few queries as there are kinds of thing on the page.

Rows are fetched as plain values; whether a reader is served the whole briefing is asked of the gate each
time, with the series as it stands now, so that closing a series closes its pages at once.
"""

from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from reports.domain.citing import Cited
from reports.models import Publication, Series
from reports.services import access
from reports.services.access import Item, Reader

_LISTED = (
    *("slug", "title", "lead", "language", "dated", "volume", "issue"),
    *("authors", "marking", "countries", "topics"),
)
_SERIES = ("series__title", "series__slug", "series__issn", "series__access", "series_id")
_GATE = (
    *("report_id", "report__access", "first_on"),
    *("series__free_after_days", "series__has_teaser"),
)
_PAGE = (
    *("teaser_html", "full_html", "related", "notices"),
    *("edition__number", "edition__pages", "edition__pdf_size"),
)

Row = dict[str, Any]


def known() -> QuerySet[Publication]:
    """The briefings that everybody may know of by their teasers: what public lists are made of."""
    return Publication.objects.filter(series__has_teaser=True)


def latest(count: int) -> list[Row]:
    """The newest briefings with their leads."""
    return list(known().values(*_LISTED, *_SERIES)[:count])


def newest(count: int, of: Series | None) -> list[Row]:
    """The newest briefings for a feed: with the time at which each was published, of one series or of all."""
    rows = known().filter(series=of) if of else known()
    return list(rows.values(*_LISTED, *_SERIES, "published_at")[:count])


def mapped(most: int) -> list[tuple[str, datetime | None]]:
    """The addresses of the public pages, and when each was last made where that is known."""
    shown = Series.objects.filter(has_teaser=True, publications__isnull=False).distinct()
    series: Any = shown.values_list("slug", flat=True)
    briefings = known().values_list("slug", "published_at")[:most]
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
    """Every series that has published and shows teasers, with the number of its briefings and the newest."""
    counted = Series.objects.filter(has_teaser=True)
    counted = counted.annotate(briefings=Count("publications"), newest=Max("publications__dated"))
    columns = ("title", "slug", "issn", "description", "access", "briefings", "newest")
    return list(counted.filter(briefings__gt=0).order_by("title").values(*columns))


def series(slug: str) -> Series | None:
    """The series of that address."""
    return Series.objects.filter(slug=slug).first()


def issues(of: Series, reader: Reader) -> QuerySet[Publication, Row]:
    """The briefings of a series that exist for a reader: by volume, issue, then date, newest first."""
    rows = Publication.objects.filter(series=of).order_by("-volume", "-issue", "-dated", "-id")
    if not of.has_teaser:
        rule = (of.pk, of.access, of.free_after_days)
        rows = rows.filter(access.readable_of(reader, [rule]))
    listed: QuerySet[Publication, Row] = rows.values(*_LISTED)
    return listed


def known_to(reader: Reader, count: int) -> list[tuple[Row, bool]]:
    """The newest briefings that a reader may know of, and of each whether it is open whole to that reader."""
    rows = Publication.objects.filter(Q(series__has_teaser=True) | access.readable(reader))
    listed = ((row, _item(row)) for row in rows.values(*_LISTED, *_SERIES, *_GATE).iterator())
    known_ones = (
        (row, access.may_read_whole(reader, item)) for row, item in listed if access.exists(reader, item)
    )
    return list(islice(known_ones, count))


def by_volume(rows: list[Row]) -> list[tuple[int | None, list[Row]]]:
    """Rows that are in order, gathered under their volumes."""
    return [(volume, list(group)) for volume, group in groupby(rows, key=lambda row: row["volume"])]


def briefing(slug: str) -> Row | None:
    """All that the page of a briefing may need, in one query; it is not yet decided who reads which part."""
    row = Publication.objects.filter(slug=slug).values(*_LISTED, *_SERIES, *_GATE, *_PAGE).first()
    if row is None:
        return None
    item = _item(row)
    return {**row, "item": item, "level": access.level_of(item), "free_on": _free_on(item)}


def publication(slug: str) -> Publication | None:
    """The briefing of that address with all that the gate asks of it; in one query."""
    rows = Publication.objects.select_related("edition__report__series", "edition__report__publication")
    return rows.filter(slug=slug).first()


def _item(row: Row) -> Item:
    return Item(
        report=row["report_id"],
        series=row["series_id"],
        series_access=row["series__access"],
        marking=row["marking"],
        access=row["report__access"],
        free_after=row["series__free_after_days"],
        has_teaser=row["series__has_teaser"],
        since=row["first_on"],
    )


def _free_on(item: Item) -> date | None:
    """The day from which everybody may read it, where an embargo ends."""
    return access.opens_on(access.NOBODY, item)
