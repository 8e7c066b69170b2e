"""The yearly value report: what an organisation had of us, counted in a fixed number of queries and printed.

Years are those of the house's own zone. The paper is a pure function of its values, so it is printed once
for as long as nothing changes.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils import timezone

from reports.models import Download, Organisation, UnitEntry
from reports.services import papers
from requests_app.domain.service import ServiceClass
from requests_app.domain.status import Status
from requests_app.domain.value import Case, Judged, Reading, Units, Value, by_service, tally
from requests_app.models import AnswerFeedback, Feedback, ReportRequest

_KEPT = 32


def years_of(organisation: Organisation) -> range:
    """The years that there can be a report of."""
    return range(timezone.localtime(organisation.created_at).year, timezone.localdate().year + 1)


def value_of(organisation: Organisation, year: int) -> Value:
    """The counts of a year, of what was asked, taken, said and granted in it."""
    begins, ends = _bounds(year)
    asked = ReportRequest.objects.filter(
        organisation=organisation, created_at__gte=begins, created_at__lt=ends
    )
    cases = tuple(_cases(asked))
    return Value(
        organisation=organisation.name,
        year=year,
        until=_until(year),
        total=tally("All", cases),
        by_service=by_service(cases),
        reading=_reading(organisation, begins, ends),
        judged=_judged(organisation, begins, ends),
        units=_units(organisation, begins, ends),
    )


@lru_cache(maxsize=_KEPT)
def print_value(value: Value) -> bytes:
    """The PDF of those values; raises RenderFailed, and then nothing is remembered."""
    rows = (*value.by_service, value.total) if len(value.by_service) > 1 else value.by_service
    return papers.print_paper(
        "requests_app/print/value.html",
        {"value": value, "until": date.fromisoformat(value.until), "rows": rows},
    )


def _bounds(year: int) -> tuple[datetime, datetime]:
    first, after = (
        timezone.make_aware(datetime.combine(date(each, 1, 1), time())) for each in (year, year + 1)
    )
    return first, after


def _until(year: int) -> str:
    """The last day that is counted."""
    return str(min(date(year, 12, 31), timezone.localdate()))


def _cases(asked: QuerySet[ReportRequest]) -> Iterator[Case]:
    rows = asked.annotate(delivered=Min("deliveries__at")).order_by("pk")
    for service, status, due, delivered in rows.values_list("service_class", "status", "due_at", "delivered"):
        yield Case(ServiceClass(service), Status(status), due, delivered)


def _reading(organisation: Organisation, begins: datetime, ends: datetime) -> Reading:
    members = organisation.memberships.values("user")
    numbers = organisation.requests.values("number")
    briefing = Q(edition__report__series__isnull=False)
    report = Q(edition__report__reference__in=numbers)
    taken = Download.objects.filter(reader__in=members, at__gte=begins, at__lt=ends)
    found = taken.aggregate(
        briefings=Count("edition__report", filter=briefing, distinct=True),
        briefing_readers=Count("reader", filter=briefing, distinct=True),
        reports=Count("edition__report", filter=report, distinct=True),
        report_readers=Count("reader", filter=report, distinct=True),
    )
    return Reading(**found)


def _judged(organisation: Organisation, begins: datetime, ends: datetime) -> Judged:
    said = Feedback.objects.filter(request__organisation=organisation, at__gte=begins, at__lt=ends)
    served = said.aggregate(
        served=Count("pk", filter=Q(decision_served=True)),
        not_served=Count("pk", filter=Q(decision_served=False)),
    )
    answers = AnswerFeedback.objects.filter(feedback__in=said).aggregate(
        yes=Count("pk", filter=Q(useful=True)), no=Count("pk", filter=Q(useful=False))
    )
    return Judged(useful=answers["yes"], not_useful=answers["no"], **served)


def _units(organisation: Organisation, begins: datetime, ends: datetime) -> Units:
    kind, within = UnitEntry.Kind, Q(at__gte=begins)
    sums = UnitEntry.objects.filter(organisation=organisation, at__lt=ends).aggregate(
        granted=Sum("units", filter=within & Q(kind=kind.GRANTED), default=0),
        used=Sum("units", filter=within & Q(kind=kind.USED), default=0),
        left=Sum("amount", default=0),
    )
    return Units(**sums)
