"""Puts an edition on the site: compiles its page, its search texts and its list of related briefings.

All that a reader is served is made here, once, so that a request reads one row and renders no document.
"""

import re
from html import unescape
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_countries import countries as country_names
from modelsearch.backends import get_search_backend

from reports import figures
from reports.domain.snapshot import Snapshot, from_json, tease
from reports.models import Correction, Edition, Publication, Report, SearchText, User
from reports.rendering import html as rendered
from reports.rendering import markdown
from reports.services import access, relating

INDEXED_CHARACTERS = 400_000  # PostgreSQL refuses a text vector of more than a megabyte

BODY = '<div class="article">'  # where the page of a report begins to speak

_INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|s|small|span|strong|sub|sup)\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"<h2\b.*?</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class PublishingRefusedError(Exception):
    """The edition cannot stand on the site; the sentence says why and what to do."""


@transaction.atomic
def publish(report: Report, edition: Edition, *, by: User) -> Publication:
    """Make the edition what the site serves of its report; a late call never brings back an older one."""
    snapshot = from_json(edition.snapshot)
    if report.series is None or snapshot.series is None:
        raise PublishingRefusedError("Only a briefing with a place in a series is published.")
    if access.level(report.series.access, snapshot.marking) is None:
        raise PublishingRefusedError(
            f"{snapshot.marking} is for named readers only: nothing of it goes on the site."
        )
    known = Publication.objects.select_related("edition").filter(report=report).first()
    if known and known.edition.number > edition.number:
        return known
    values = {
        "edition": edition,
        "series": report.series,
        "slug": report.slug,
        "published_at": timezone.now(),
        "published_by": by,
        **_compiled(snapshot),
    }
    first = {**values, "first_on": timezone.localdate()}
    publication, _ = Publication.objects.update_or_create(
        report=report, defaults=values, create_defaults=first
    )
    _index(publication, snapshot)
    relating.refresh(publication)
    return publication


def renew_notices(report: Report) -> None:
    """Put the corrections of all editions on the briefing's page, newest first, where it has one."""
    notices = [
        {
            "label": each.get_kind_display(),
            "recalls": each.kind_recalls,
            "edition": each.edition.number,
            "at": each.at.date().isoformat(),
            "text": each.text,
        }
        for each in Correction.objects.filter(edition__report=report).select_related("edition")
    ]
    Publication.objects.filter(report=report).update(notices=notices)


def plain(html: str) -> str:
    """The words of our own HTML, without its markup, on one line."""
    return " ".join(unescape(_TAG.sub(" ", _INLINE.sub("", html))).split())


def _compiled(snapshot: Snapshot) -> dict[str, Any]:
    """The columns that are made from the snapshot."""
    teaser = tease(snapshot)
    return {
        "title": snapshot.title,
        "language": snapshot.language,
        "volume": snapshot.series.volume if snapshot.series else None,
        "issue": snapshot.series.issue if snapshot.series else None,
        "dated": snapshot.dated,
        "marking": snapshot.marking,
        "authors": list(snapshot.authors),
        "countries": list(snapshot.countries),
        "topics": list(snapshot.topics),
        "lead": plain(markdown.to_html(teaser.lead)),
        "teaser_html": rendered.teaser(teaser),
        "full_html": rendered.article(snapshot, figures.all_of(snapshot)),
    }


def _words(page: str) -> str:
    """What the briefing says, whatever parts it has: the page without its head and its headings."""
    return plain(_HEADING.sub(" ", page.partition(BODY)[2]))


def _index(publication: Publication, snapshot: Snapshot) -> None:
    """Write and index the two texts that a search looks through."""
    names = [str(country_names.name(code) or code) for code in snapshot.countries]
    series = snapshot.series.title if snapshot.series else ""
    about = " · ".join((snapshot.title, *snapshot.authors, series, *snapshot.topics, *names))
    for whole, text in ((False, publication.lead), (True, _words(publication.full_html))):
        row, _ = SearchText.objects.update_or_create(
            publication=publication,
            whole=whole,
            defaults={
                "series": publication.series,
                "marking": publication.marking,
                "about": about,
                "text": text[:INDEXED_CHARACTERS],
            },
        )
        get_search_backend().add(row)
