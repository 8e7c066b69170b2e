"""How many requests were saved, and by which of our reports.

It holds no word of what was typed: a draft is its owner's alone.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from reports.admin.readonly import ReadOnlyAdmin
from requests_app.models import DraftState, SavedRequest
from requests_app.permissions import staff_roles


@admin.register(SavedRequest)
class SavedRequestAdmin(ReadOnlyAdmin):
    list_display = ["saved", "answered_with"]
    list_display_links = None
    list_select_related = ["answered_by__report"]
    list_per_page = 50
    ordering = ["-updated_at"]
    fields = ["answered_by"]
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SavedRequest]:
        return super().get_queryset(request).filter(state=DraftState.ANSWERED)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(staff_roles(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(staff_roles(request.user))

    @admin.display(description="saved", ordering="updated_at")
    def saved(self, draft: SavedRequest) -> Any:
        return draft.updated_at

    @admin.display(description="answered with")
    def answered_with(self, draft: SavedRequest) -> str:
        report = draft.answered_by.report if draft.answered_by else None
        return (
            report.title if report and report.is_briefing else f"Report {report.reference}" if report else ""
        )
