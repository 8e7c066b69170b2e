"""The gate: what a reader may see of an edition, decided once and on the snapshot.

Every output is made from what `open_edition` returns, so a sentence that it withholds cannot come out through
a page, a feed, a mail, a search excerpt or a file.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from reports.domain.marking import Marking
from reports.domain.snapshot import Snapshot, Teaser, from_json, tease
from reports.models import Edition, Series, SeriesAccess, User


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at the door; `series` holds the ids that the reader's organisations subscribe to today."""

    user_id: int | None = None
    is_staff: bool = False
    series: frozenset[int] = field(default_factory=frozenset)


NOBODY = Reader()


@dataclass(frozen=True, slots=True)
class Whole:
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class TeaserOnly:
    teaser: Teaser


@dataclass(frozen=True, slots=True)
class Refused:
    """For this reader it does not exist."""


def reader_of(user: User | AnonymousUser) -> Reader:
    """Who somebody is to the gate, today; a subscription counts on its first and on its last day."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    today = timezone.localdate()
    series = Series.objects.filter(
        subscriptions__starts__lte=today,
        subscriptions__ends__gte=today,
        subscriptions__organisation__memberships__user=user,
    ).values_list("id", flat=True)
    return Reader(user.pk, user.is_staff and user.has_perm("reports.view_edition"), frozenset(series))


_NEEDED = {
    Marking.CLEAR: SeriesAccess.OPEN,
    Marking.GREEN: SeriesAccess.REGISTERED,
    Marking.AMBER: SeriesAccess.SUBSCRIBERS,
    Marking.AMBER_STRICT: SeriesAccess.SUBSCRIBERS,
}
_ORDER = (SeriesAccess.OPEN, SeriesAccess.REGISTERED, SeriesAccess.SUBSCRIBERS)


def level(series_access: str, marking: str) -> SeriesAccess | None:
    """The stricter of what the series and the marking ask for; None where only named readers may see it."""
    needed = _NEEDED.get(Marking(marking))
    if needed is None:
        return None
    return max(SeriesAccess(series_access), needed, key=_ORDER.index)


def may_read_whole(reader: Reader, *, access: str, series_id: int) -> bool:
    """Whether a reader may see all of a briefing at that level; an unknown level is closed."""
    if reader.is_staff:
        return True
    match access:
        case SeriesAccess.OPEN:
            return True
        case SeriesAccess.REGISTERED:
            return reader.user_id is not None
        case SeriesAccess.SUBSCRIBERS:
            return series_id in reader.series
        case _:
            return False


def open_edition(reader: Reader, edition: Edition) -> Whole | TeaserOnly | Refused:
    """The whole snapshot, its teaser, or nothing. A tailored report is opened by its request, not here."""
    series = edition.report.series
    if series is None:
        return Whole(from_json(edition.snapshot)) if reader.is_staff else Refused()
    snapshot = from_json(edition.snapshot)
    needed = level(series.access, snapshot.marking)
    if needed is None:
        return Whole(snapshot) if reader.is_staff else Refused()
    if may_read_whole(reader, access=needed, series_id=series.pk):
        return Whole(snapshot)
    return TeaserOnly(tease(snapshot))
