"""Where a report is written: its parts as inlines, a DRAFT to look at, and the way to publication."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from reports import actions, permissions
from reports.forms.former import ReportForm
from reports.models import Finding, Report, Scenario, Section, Series
from reports.rendering.sandbox import RenderFailed
from reports.services import composing, editions, issuing, jobs


class _Part(admin.StackedInline):
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_write(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("reports.view_report"))


class SectionInline(_Part):
    model = Section


class FindingInline(_Part):
    model = Finding


class ScenarioInline(_Part):
    model = Scenario


def _may_write(request: HttpRequest, report: Report | None) -> bool:
    return permissions.may_write(request.user, report)  # type: ignore[arg-type]


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    form = ReportForm
    inlines = [SectionInline, FindingInline, ScenarioInline]
    change_form_template = "admin/reports/report/change_form.html"
    list_display = ["title", "kind", "series", "volume", "issue", "marking", "dated", "is_locked"]
    list_display_links = ["title"]
    list_select_related = ["series"]
    list_filter = ["marking", "is_locked"]
    search_fields = ["title", "reference"]
    show_full_result_count = False
    actions = None
    fieldsets = [
        (None, {"fields": ["began_from", "title", "series", ("volume", "issue"), "slug"]}),
        ("About", {"fields": [("language", "marking", "dated"), "authors", "countries", "topics"]}),
        ("Notes", {"fields": ["editor_note", "picture_caption", "picture_credit"]}),
    ]

    @admin.display(description="kind")
    def kind(self, report: Report) -> str:
        return "Briefing" if report.is_briefing else f"For {report.reference}"

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<int:pk>/draft.pdf", self.admin_site.admin_view(draft), name="reports_report_draft"),
        ]
        return own + super().get_urls()

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Report | None = None) -> Any:
        """A tailored report stands in no series; a text that nobody may change has no version to begin from."""
        dropped = set() if obj is None or obj.is_briefing else {"series", ("volume", "issue"), "slug"}
        if obj and not self.has_change_permission(request, obj):
            dropped.add("began_from")
        return [
            (name, {**options, "fields": [each for each in options["fields"] if each not in dropped]})
            for name, options in self.fieldsets or []
        ]

    def get_form(self, request: HttpRequest, obj: Report | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "series" in form.base_fields:
            form.base_fields["series"].required = True
        return form

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(each.has_changed() for each in formsets):
            composing.touch(form.instance)

    def response_change(self, request: HttpRequest, obj: Report) -> HttpResponse:
        if "_publish" not in request.POST:
            return super().response_change(request, obj)
        try:
            actions.publish(obj, by=request.user)  # type: ignore[arg-type]
            messages.success(request, "Saved. It is being printed and will be on the site in a moment.")
        except (actions.RefusedError, permissions.NotAllowedError, jobs.JobRefusedError) as refusal:
            messages.error(request, f"Saved. {refusal}")
        return HttpResponseRedirect(reverse("admin:reports_report_change", args=[obj.pk]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        report = kwargs.get("obj")
        if report and report.pk:
            context.update(
                may_publish=report.is_briefing and permissions.may_publish(request.user),  # type: ignore[arg-type]
                missing=composing.missing_parts(report),
                issue_job=jobs.latest(issuing.KIND, report.pk),
                editions=report.editions.order_by("-number"),
            )
        return super().render_change_form(request, context, *args, **kwargs)


def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it stands, as a PDF with DRAFT across each page; nothing is kept."""
    report = get_object_or_404(Report, pk=pk)
    if not request.user.has_perm("reports.view_report"):
        return HttpResponse(status=404)
    try:
        printed = editions.preview(report)
    except RenderFailed as problem:
        messages.error(request, f"No draft could be printed: {problem}")
        return HttpResponseRedirect(reverse("admin:reports_report_change", args=[pk]))
    response = HttpResponse(printed.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="draft-{pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
    list_display = ["title", "issn", "access"]
    list_filter = ["access"]
    search_fields = ["title", "issn"]
    prepopulated_fields = {"slug": ["title"]}
    actions = None
