"""The gate: what a reader may see of an edition, decided once and on the snapshot.

Every output is made from what `open_edition` returns, so a sentence that it withholds cannot come out through
a page, a feed, a mail, a search excerpt or a file. Where many briefings are asked for at once, `readable`
says the same rule as a condition of the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from reports.domain.marking import Marking
from reports.domain.snapshot import Snapshot, Teaser, from_json, tease
from reports.domain.subscribing import State, Term
from reports.models import Edition, ItemAccess, Membership, Publication, Report, Series, User


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at the door, today.

    `series` holds what the reader's organisations subscribe to, and how many days after its publication a
    briefing opens to them; `named` the reports that name one of these organisations.
    """

    user_id: int | None = None
    is_staff: bool = False
    series: Mapping[int, int] = field(default_factory=dict)
    named: frozenset[int] = frozenset()


NOBODY = Reader()


@dataclass(frozen=True, slots=True)
class Item:
    """What the gate knows of a briefing; `access` is its own rule, empty where it follows its series.

    `since` is the day of its first publication, None where it was not published.
    """

    report: int
    series: int
    series_access: str
    marking: str
    access: str = ""
    free_after: int | None = None
    has_teaser: bool = True
    since: date | None = None


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
    """Who somebody is to the gate, today: one query for a stranger, two for a member of an organisation."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    is_staff = user.is_staff and user.has_perm("reports.view_edition")
    rows = list(Membership.objects.filter(user=user).values_list("organisation_id", *_SUBSCRIBED))
    named = Report.objects.filter(access=ItemAccess.NAMED, named__in={row[0] for row in rows})
    seen = frozenset(named.values_list("id", flat=True)) if rows and not is_staff else frozenset()
    return Reader(user.pk, is_staff, _open_series(row[1:] for row in rows), seen)


_SUBSCRIBED = tuple(
    f"organisation__subscriptions__{name}"
    for name in ("series", "embargo_days", "state", "starts", "ends", "grace_days")
)


def _open_series(rows: Iterable[tuple[int | None, int, str, date, date | None, int]]) -> dict[int, int]:
    """The series that are open today; of two subscriptions to one the shorter embargo counts."""
    today, opened = timezone.localdate(), dict[int, int]()
    for series, embargo, state, starts, ends, grace in rows:
        if series is not None and Term(State(state), starts, ends, grace).is_open(today):
            opened[series] = min(embargo, opened.get(series, embargo))
    return opened


_NEEDED = {
    Marking.CLEAR: ItemAccess.OPEN,
    Marking.GREEN: ItemAccess.REGISTERED,
    Marking.AMBER: ItemAccess.SUBSCRIBERS,
    Marking.AMBER_STRICT: ItemAccess.SUBSCRIBERS,
}
_ORDER = (ItemAccess.OPEN, ItemAccess.REGISTERED, ItemAccess.SUBSCRIBERS, ItemAccess.NAMED)


def level(rule: str, marking: str) -> ItemAccess | None:
    """The stricter of what a rule and the marking ask for; None where that is nobody who is not named."""
    needed = _NEEDED.get(Marking(marking))
    if needed is None or rule not in _ORDER:
        return None
    return max(ItemAccess(rule), needed, key=_ORDER.index)


def level_of(item: Item) -> ItemAccess | None:
    """Who may read it whole before its embargo has passed."""
    return level(item.access or item.series_access, item.marking)


def opens_after(reader: Reader, item: Item) -> int | None:
    """How many days after its publication a briefing opens whole to a reader; None for never.

    An embargo that passes lifts the rule of the series, neither the briefing's own rule nor its marking.
    """
    if reader.is_staff:
        return 0
    waits = [_wait(reader, item, level_of(item))]
    if item.free_after is not None and not item.access:
        freed = _wait(reader, item, level(ItemAccess.OPEN, item.marking))
        waits.append(None if freed is None else max(freed, item.free_after))
    return min((days for days in waits if days is not None), default=None)


def _wait(reader: Reader, item: Item, needed: str | None) -> int | None:
    match needed:
        case ItemAccess.OPEN:
            return 0
        case ItemAccess.REGISTERED:
            return None if reader.user_id is None else 0
        case ItemAccess.SUBSCRIBERS:
            return reader.series.get(item.series)
        case ItemAccess.NAMED:
            return 0 if item.report in reader.named else None
        case _:
            return None


def opens_on(reader: Reader, item: Item) -> date | None:
    """The day from which this reader may see all of it; None for never, or where it was not published."""
    days = opens_after(reader, item)
    return None if days is None or item.since is None else item.since + timedelta(days=days)


def may_read_whole(reader: Reader, item: Item) -> bool:
    """Whether a reader may see all of a briefing today; an unknown rule is closed."""
    days = opens_after(reader, item)
    if not days:
        return days == 0
    opens = opens_on(reader, item)
    return opens is not None and opens <= timezone.localdate()


def exists(reader: Reader, item: Item) -> bool:
    """Whether a reader may know of it at all: its teaser, where its series shows those, or the whole."""
    if may_read_whole(reader, item):
        return True
    return item.has_teaser and level_of(item) is not None


def item_of(report: Report, marking: str) -> Item:
    """What the gate knows of a report that has a place in a series; the marking is that of its text."""
    series: Series = report.series  # type: ignore[assignment]  # the caller has looked
    page: Publication | None = getattr(report, "publication", None)
    return Item(
        report=report.pk,
        series=series.pk,
        series_access=series.access,
        marking=marking,
        access=report.access,
        free_after=series.free_after_days,
        has_teaser=series.has_teaser,
        since=page.first_on if page else None,
    )


def open_edition(reader: Reader, edition: Edition) -> Whole | TeaserOnly | Refused:
    """The whole snapshot, its teaser, or nothing. A tailored report is opened by its request, not here."""
    snapshot = from_json(edition.snapshot)
    if edition.report.series is None:
        return Whole(snapshot) if reader.is_staff else Refused()
    item = item_of(edition.report, snapshot.marking)
    if may_read_whole(reader, item):
        return Whole(snapshot)
    return TeaserOnly(tease(snapshot)) if exists(reader, item) else Refused()


def readable(reader: Reader, through: str = "") -> Q:
    """The published briefings that a reader may see whole, as a condition; it asks for the series once.

    `through` leads from a row that has `series` and `marking` itself to its publication.
    """
    series = Series.objects.values_list("id", "access", "free_after_days")
    return readable_of(reader, series, through)


def readable_of(reader: Reader, series: Iterable[tuple[int, str, int | None]], through: str = "") -> Q:
    """The same among these series, each with its rule and its embargo."""
    alike: dict[frozenset[tuple[int, str, str]], list[int]] = defaultdict(list)
    for key, rule, free_after in series:
        cells = (Item(0, key, rule, marking, own, free_after) for marking in Marking for own in _OWN)
        waits = ((opens_after(reader, item), item.access, item.marking) for item in cells)
        alike[frozenset((days, own, mark) for days, own, mark in waits if days is not None)].append(key)
    rules = [Q(series__in=ids) & _cells(cells, through) for cells, ids in alike.items() if cells]
    if reader.named and not reader.is_staff:
        named = {f"{through}report__in": reader.named, f"{through}report__access": ItemAccess.NAMED.value}
        rules.append(Q(marking__in=[each.value for each in _NEEDED], **named))
    return reduce(or_, rules, Q(series__in=[]))


_OWN = tuple(each.value for each in ItemAccess)


def _cells(cells: Iterable[tuple[int, str, str]], through: str) -> Q:
    """Own rules and markings that wait equally long, gathered; what waits is compared with its first day."""
    gathered: dict[tuple[int, str], set[str]] = defaultdict(set)
    for days, own, marking in cells:
        gathered[days, own].add(marking)
    owns: dict[tuple[int, frozenset[str]], list[str]] = defaultdict(list)
    for (days, own), markings in gathered.items():
        owns[days, frozenset(markings)].append(own)
    today, condition = timezone.localdate(), Q()
    for (days, marked), own_rules in owns.items():
        rule = Q(marking__in=sorted(marked), **{f"{through}report__access__in": sorted(own_rules)})
        waited = {f"{through}first_on__lte": today - timedelta(days=days)} if days else {}
        condition |= Q(rule, **waited)
    return condition
