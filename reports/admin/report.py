"""The list of reports, and the addresses of everything that is done to one of them."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html

from reports import permissions
from reports.admin import editing, judgement, opening, previewing, reuse, versions
from reports.models import Report, Series
from reports.permissions import asks_again_when
from reports.services import relating

_PAGES: list[tuple[str, str, Callable[..., HttpResponse]]] = [
    ("add/preview/page/", "preview_new", previewing.page),
    ("add/preview/pdf/", "preview_new_pdf", previewing.pdf),
    ("picture/", "take_picture", previewing.take_picture),
    ("pictures/<str:digest>", "picture", previewing.picture),
    ("<path:page>/pictures/<str:digest>", "picture_of_page", previewing.picture),
    ("<int:pk>/preview/page/", "preview", previewing.page),
    ("<int:pk>/preview/pdf/", "preview_pdf", previewing.pdf),
    ("<int:pk>/draft.pdf", "draft", previewing.draft),
    ("<int:pk>/history/", "history", versions.listed),
    ("<int:pk>/history/back/", "bring_back", versions.bring_back),
    ("<int:pk>/reuse/", "reuse", reuse.choose),
    ("<int:pk>/access/", "access", opening.choose),
    ("<int:pk>/waive/", "waive", judgement.waive),
    ("<int:pk>/approve/", "approve", judgement.approve),
]
"""Path, name and view of what is done to a report besides writing it; a page asks for pictures beside it."""


@asks_again_when(editing.publishes)
@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    list_display = ["title", "kind", "series", "volume", "issue", "marking", "dated", "is_locked", "readers"]
    list_display_links = ["title"]
    list_select_related = ["series"]
    list_filter = ["marking", "is_locked"]
    search_fields = ["title", "reference"]
    show_full_result_count = False
    actions = None

    @admin.display(description="kind")
    def kind(self, report: Report) -> str:
        return "Briefing" if report.is_briefing else f"For {report.reference}"

    @admin.display(description="who reads it")
    def readers(self, report: Report) -> str:
        """Its own rule or that of its series, leading to where it is chosen."""
        if report.series is None:
            return ""
        rule = report.get_access_display() if report.access else report.series.get_access_display()
        page = reverse("admin:reports_report_access", args=[report.pk])
        return format_html('<a href="{}">{}</a>', page, rule)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return permissions.seen_by(request.user)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [path(where, view(what), name=f"reports_report_{name}") for where, name, what in _PAGES]
        return own + super().get_urls()

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False

    @method_decorator(csp_update({"frame-src": ["'self'", "blob:"]}))  # the PDF that the page was sent
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Our own page: its parts are values, not rows, so nothing typed is lost when somebody else saves."""
        report = self.get_object(request, object_id) if object_id else None
        if object_id and report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not (self.has_view_permission(request, report) if report else self.has_add_permission(request)):
            raise PermissionDenied
        return editing.edit(request, report, self.admin_site.each_context(request))


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
    list_display = ["title", "issn", "access", "free_after_days", "has_teaser"]
    list_filter = ["access", "has_teaser"]
    search_fields = ["title", "issn"]
    prepopulated_fields = {"slug": ["title"]}
    actions = None

    def save_model(self, request: HttpRequest, obj: Series, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "has_teaser" in form.changed_data:
            relating.renew(obj)
