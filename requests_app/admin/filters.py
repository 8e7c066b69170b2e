"""The queue's filters: what is open and at hand, unless somebody asks for more; none of them counts rows."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from requests_app.domain.standing import Standing
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest
from requests_app.services import queue

Rows = QuerySet[ReportRequest]


class Preset(SimpleListFilter):
    """A filter whose first choice is not “All” but what the desk wants to see."""

    first = ""

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, "display": self.first}, *others]


class StatusFilter(Preset):
    title = "status"
    parameter_name = "status"
    first = "Open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("all", "All"),
            *((each.value, each.label) for each in Status if each is not Status.DRAFT),
        ]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        match self.value():
            case None:
                return queue.still_open(queryset)
            case "all":
                return queryset
            case status:
                return queryset.filter(status=status)


class StandingFilter(SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in Standing]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        value = self.value()
        if value not in tuple(Standing):
            return queryset
        return queryset.filter(queue.standing_at(Standing(value), timezone.now()))


class WhoseFilter(SimpleListFilter):
    title = "assigned to"
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", "Me"), ("nobody", "Nobody"), ("others", "Others")]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        me: Any = request.user.pk
        match self.value():
            case "mine":
                return queryset.filter(assigned_to=me)
            case "nobody":
                return queryset.filter(assigned_to__isnull=True)
            case "others":
                return queryset.filter(assigned_to__isnull=False).exclude(assigned_to=me)
            case _:
                return queryset


class DeferredFilter(Preset):
    title = "put off until later"
    parameter_name = "deferred"
    first = "Hidden"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("shown", "Shown too"), ("only", "Only those")]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        match self.value():
            case "shown":
                return queryset
            case "only":
                return queryset.filter(queue.put_off())
            case _:
                return queue.at_hand(queryset)
