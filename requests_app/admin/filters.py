"""The queue's filter: what is open, unless somebody asks for more."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from requests_app.domain.workflow import OPEN, Status
from requests_app.models import ReportRequest

EVERYTHING = "all"
_OPEN = [status.value for status in OPEN]


class StatusFilter(SimpleListFilter):
    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            (EVERYTHING, "All"),
            *((each.value, each.label) for each in Status if each is not Status.DRAFT),
        ]

    def choices(self, changelist: Any) -> Any:
        """Django's own first choice says “All”; here it means what is open."""
        first, *others = super().choices(changelist)
        return [{**first, "display": "Open"}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ReportRequest]) -> QuerySet[ReportRequest]:
        match self.value():
            case None:
                return queryset.filter(status__in=_OPEN)
            case "all":
                return queryset
            case status:
                return queryset.filter(status=status)
