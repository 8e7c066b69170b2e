"""The days on which the house does not work: deadlines that are set from then on know of them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from requests_app.domain.workflow import Actor
from requests_app.models import Holiday
from requests_app.permissions import staff_roles


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):
    list_display = ["day", "name"]
    ordering = ["-day"]
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(staff_roles(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(staff_roles(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _sorts(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _sorts(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _sorts(request)


def _sorts(request: HttpRequest) -> bool:
    """Whoever sorts the requests keeps the calendar that they are measured with."""
    return Actor.TRIAGE in staff_roles(request.user)
