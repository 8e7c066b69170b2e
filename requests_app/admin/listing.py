"""The queue as a list: one query for its rows however many there are, its pages without a count of them.

Django's own list counts twice and counts all; at a million requests that is most of the page.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince

from requests_app.domain.service import Priority
from requests_app.domain.status import Owner
from requests_app.domain.turnaround import in_words
from requests_app.models import KeyQuestion, ReportRequest
from requests_app.services import clock, queue

PAGES = 40
"""As deep as the list goes; who looks further down has to narrow it."""

_QUESTIONS = (
    KeyQuestion.objects.filter(request=OuterRef("pk"))
    .order_by()
    .values("request")
    .annotate(n=Count("pk"))
    .values("n")
)
_SHOWN = (
    *("number", "title", "organisation_name", "status", "marking", "due_at", "waiting_since", "created_at"),
    *("priority", "service_class", "deferred_until", "assigned_to__name", "assigned_to__email"),
)
_HOLDERS = {
    Owner.CLIENT: "with the client",
    Owner.STAFF: "with us",
    Owner.REVIEWER: "with a reviewer",
    Owner.SYSTEM: "being printed",
}


class Narrowed(ChangeList):
    """The rows that the filters and the search leave, in the order of the queue; none is fetched."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[ReportRequest]:
        rows = super().get_queryset(request, exclude_parameters)
        return rows.select_related("assigned_to").only(*_SHOWN)

    def get_results(self, request: HttpRequest) -> None:
        self.result_list: Any = []
        self.result_count = self.full_result_count = 0
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = True


class QueueList(Narrowed):
    """A page of the queue; one row more than it shows says whether there is another page."""

    has_more = False

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[ReportRequest]:
        counted = Coalesce(Subquery(_QUESTIONS, output_field=IntegerField()), 0)
        return super().get_queryset(request, exclude_parameters).annotate(question_count=counted)

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not 1 <= self.page_num <= PAGES:
            raise IncorrectLookupParameters
        start = (self.page_num - 1) * self.list_per_page
        rows = list(self.queryset[start : start + self.list_per_page + 1])
        self.has_more = len(rows) > self.list_per_page
        self.result_list = measured(rows[: self.list_per_page])
        self.result_count = len(self.result_list)

    @property
    def earlier(self) -> str:
        return self.get_query_string({PAGE_VAR: self.page_num - 1}) if self.page_num > 1 else ""

    @property
    def later(self) -> str:
        there = self.has_more and self.page_num < PAGES
        return self.get_query_string({PAGE_VAR: self.page_num + 1}) if there else ""

    @property
    def is_cut(self) -> bool:
        """Whether there is more than the list will show."""
        return self.has_more and self.page_num == PAGES

    @property
    def place(self) -> str:
        """Which rows of the queue these are."""
        first = (self.page_num - 1) * self.list_per_page
        return f"{first + 1}–{first + self.result_count}" if self.result_count else ""


def measured(rows: list[ReportRequest]) -> list[ReportRequest]:
    """The same rows, each with the working time that is left as words in `left`; empty where none runs."""
    due = {row.due_at for row in rows if row.due_at and row.stage.is_open and not row.waiting_since}
    left = clock.calendar().left(timezone.now(), due)
    for row in rows:
        span = left.get(row.due_at) if row.due_at and not row.waiting_since else None
        vars(row)["left"] = "" if span is None else in_words(span)
    return rows


def _holder(row: ReportRequest) -> str:
    """Who has the ball: the client, wherever we wait for its answer, at any status."""
    if row.stage.is_end:
        return "ended"
    waits = row.stage.is_open and row.waiting_since is not None
    return _HOLDERS[Owner.CLIENT if waits else row.stage.owner]


class Columns:
    """What the list says of each request."""

    @admin.display(description="number")
    def asked(self, row: ReportRequest) -> str:
        return format_html('<span class="number">{}</span>', row.number)

    @admin.display(description="title")
    def about(self, row: ReportRequest) -> str:
        return format_html('<span class="desk-title" dir="auto">{}</span>', row.title)

    @admin.display(description="status")
    def state(self, row: ReportRequest) -> str:
        return format_html(
            '<span class="status" data-status="{}">{}</span> <span class="quiet">{}</span> '
            '<span class="tlp" data-tlp="{}">{}</span>',
            row.status,
            row.stage.label,
            _holder(row),
            row.marking,
            row.marking,
        )

    @admin.display(description="standing")
    def standing(self, row: ReportRequest) -> str:
        stands = row.standing
        if stands is None:
            return "–"
        put_off = row.deferred_until and row.deferred_until > timezone.localdate()
        chip = format_html('<span class="standing" data-standing="{}">{}</span>', stands, stands.label)
        until = f"put off until {row.deferred_until:%d %b}" if put_off else ""
        return format_html('{} <span class="quiet">{}</span>', chip, until)

    @admin.display(description="due, working time")
    def due(self, row: ReportRequest) -> str:
        if row.stage.is_end:
            return "–"
        if row.due_at is None:
            return "by agreement"
        day = timezone.localtime(row.due_at).strftime("%d %b %Y %H:%M")
        return format_html('{} <span class="quiet">{}</span>', day, vars(row).get("left", ""))

    @admin.display(description="priority")
    def urgency(self, row: ReportRequest) -> str:
        return format_html(
            '{} <span class="quiet">{}</span>', Priority(row.priority).label, row.service.label
        )

    @admin.display(description="asked")
    def questions(self, row: Any) -> int:
        return int(row.question_count)

    @admin.display(description="age")
    def age(self, row: ReportRequest) -> str:
        return timesince(row.created_at, depth=1).replace("\xa0", " ")


NAMES: list[Any] = [
    *("asked", "about", "organisation_name", "state", "standing", "due", "urgency", "questions"),
    *("assigned_to", "age"),
]
ORDER = queue.ORDER
