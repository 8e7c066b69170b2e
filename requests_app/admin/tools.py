"""What staff keeps for its own use: canned replies, and the checklists of each service class."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from requests_app.models import CannedReply, ChecklistItem
from requests_app.permissions import staff_roles


class DeskTool(admin.ModelAdmin):
    """Whoever works at the desk keeps its tools in order."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(staff_roles(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(staff_roles(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(staff_roles(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(staff_roles(request.user))


@admin.register(CannedReply)
class CannedReplyAdmin(DeskTool):
    list_display = ["title"]
    search_fields = ["title", "text"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(staff_roles(request.user))


@admin.register(ChecklistItem)
class ChecklistItemAdmin(DeskTool):
    """An item is retired and not removed, so that what was ticked stays readable."""

    list_display = ["text", "service_class", "position", "is_retired"]
    list_filter = ["service_class", "is_retired"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
