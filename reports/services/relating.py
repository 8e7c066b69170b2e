"""Finds the briefings that belong beside a briefing, by what they share.

The list is stored with the page, so it names only what everybody may know: title, place and date.
"""

from collections.abc import Iterable
from typing import Any

from reports.models import Publication, Series

SHOWN = 4
REFRESHED = 12
CONSIDERED = 2_000  # the newest; older briefings are found by search

_COLUMNS = ("id", "slug", "title", "dated", "series__title", "series_id", "countries", "topics")


def related_to(publication: Publication) -> list[dict[str, str]]:
    """The briefings that share most with this one, best first, then newest; at most four."""
    return _nearest(_row(publication.pk), _considered())[:SHOWN]


def refresh(publication: Publication) -> None:
    """Store the list of a briefing just compiled, and of those that may now name it differently."""
    considered = _considered()
    near = {entry["slug"] for entry in _nearest(_row(publication.pk), considered)[:REFRESHED]}
    naming = (
        row["id"]
        for row in considered
        if row["slug"] in near or any(entry["slug"] == publication.slug for entry in row["related"])
    )
    for key in {publication.pk, *naming}:
        entries = _nearest(_row(key), considered)[:SHOWN]
        Publication.objects.filter(pk=key).exclude(related=entries).update(related=entries)
    publication.refresh_from_db(fields=["related"])


def renew(series: Series) -> None:
    """Store anew the lists that name briefings of a series, and its own, when its teasers came or went."""
    considered = _considered()
    own = Publication.objects.filter(series=series).values_list("id", "slug")
    slugs = {slug for _, slug in own}
    naming = Publication.objects.values_list("id", "related")[:CONSIDERED]
    keys = {key for key, related in naming if any(entry["slug"] in slugs for entry in related)}
    for key in keys | {key for key, _ in own}:
        entries = _nearest(_row(key), considered)[:SHOWN]
        Publication.objects.filter(pk=key).exclude(related=entries).update(related=entries)


def _considered() -> list[dict[str, Any]]:
    """Those that everybody may know of."""
    known = Publication.objects.filter(series__has_teaser=True)
    return list(known.values(*_COLUMNS, "related")[:CONSIDERED])


def _row(key: int) -> dict[str, Any]:
    row: dict[str, Any] = Publication.objects.values(*_COLUMNS).get(pk=key)
    return row


def _nearest(this: dict[str, Any], others: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    scored = [(_shared(this, other), other) for other in others if other["id"] != this["id"]]
    scored.sort(key=lambda pair: (pair[0], pair[1]["dated"], pair[1]["id"]), reverse=True)
    return [_entry(other) for score, other in scored if score]


def _shared(this: dict[str, Any], other: dict[str, Any]) -> int:
    """A country or a topic in common says more than the same series."""
    common = len({*this["countries"]} & {*other["countries"]}) + len({*this["topics"]} & {*other["topics"]})
    return 2 * common + int(this["series_id"] == other["series_id"])


def _entry(row: dict[str, Any]) -> dict[str, str]:
    return {
        "slug": row["slug"],
        "title": row["title"],
        "dated": row["dated"].isoformat(),
        "series": row["series__title"],
    }
