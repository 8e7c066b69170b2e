"""The queue and the page of one request; its buttons are read from the table of transitions.

Nothing of a request is edited here but who has it: everything else changes through the one door.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.aggregates import Count
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.timesince import timesince

from reports.models import User
from requests_app.admin import files, mails, page, review, steps, talk
from requests_app.admin.filters import StatusFilter
from requests_app.models import KeyQuestion, ReportRequest
from requests_app.permissions import on_the_desk, staff_roles

_QUESTIONS = (
    KeyQuestion.objects.filter(request=OuterRef("pk"))
    .order_by()
    .values("request")
    .annotate(n=Count("pk"))
    .values("n")
)


@admin.register(ReportRequest)
class ReportRequestAdmin(admin.ModelAdmin):
    change_form_template = "admin/requests_app/reportrequest/change_form.html"
    list_display = [
        "number",
        "organisation_name",
        "state",
        "needed_by",
        "questions",
        "assigned_to",
        "age",
    ]
    list_display_links = ["number"]
    list_filter = [StatusFilter, "marking"]
    list_select_related = ["assigned_to"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["number", "organisation_name", "title", "questions__text"]
    search_help_text = "A number, an organisation, or words of the title and the questions."
    sortable_by = ["number", "organisation_name", "needed_by", "age"]
    fields = ["assigned_to"]
    view_on_site = False
    actions = ["take"]

    class Media:
        css = {"all": ["requests_app/desk.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportRequest]:
        counted = Coalesce(Subquery(_QUESTIONS, output_field=IntegerField()), 0)
        return on_the_desk().annotate(question_count=counted)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """What is due first stands first, and what has no date last; among those, the oldest."""
        return [F("needed_by").asc(nulls_last=True), "id"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(staff_roles(request.user))

    def has_view_permission(self, request: HttpRequest, obj: ReportRequest | None = None) -> bool:
        return bool(staff_roles(request.user))

    def has_change_permission(self, request: HttpRequest, obj: ReportRequest | None = None) -> bool:
        return bool(staff_roles(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ReportRequest | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/do/approve/", view(review.vote), name="requests_app_reportrequest_review"),
            path("<int:pk>/do/<slug:name>/", view(steps.take_step), name="requests_app_reportrequest_do"),
            path("<int:pk>/take/", view(steps.take_it), name="requests_app_reportrequest_take"),
            path("<int:pk>/password/", view(steps.put_password), name="requests_app_reportrequest_password"),
            path(
                "<int:pk>/password/remove/",
                view(steps.remove_password),
                name="requests_app_reportrequest_open",
            ),
            path("<int:pk>/files/<uuid:key>/", view(files.take_file), name="requests_app_reportrequest_file"),
            path("<int:pk>/print/", view(steps.print_again), name="requests_app_reportrequest_print"),
            *talk.urls(view),
            *mails.urls(view),
        ]
        return own + super().get_urls()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        widget: Any = form.base_fields["assigned_to"].widget
        for name in ("add", "change", "delete", "view"):
            setattr(widget, f"can_{name}_related", False)
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        obj = kwargs.get("obj")
        if obj:
            context.update(title=obj.number, subtitle=None, **page.context(request, obj))
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description="Assign to me")
    def take(self, request: HttpRequest, queryset: QuerySet[ReportRequest]) -> None:
        assert isinstance(request.user, User)
        count = ReportRequest.objects.filter(pk__in=queryset.values("pk")).update(assigned_to=request.user)
        messages.success(request, f"{count} assigned to you.")

    @admin.display(description="status", ordering="status")
    def state(self, asked: ReportRequest) -> str:
        return format_html(
            '<span class="status" data-status="{}">{}</span><br><span class="tlp" data-tlp="{}">{}</span>',
            asked.status,
            asked.stage.label,
            asked.marking,
            asked.marking,
        )

    @admin.display(description="asked")
    def questions(self, asked: Any) -> int:
        return int(asked.question_count)

    @admin.display(description="age", ordering="created_at")
    def age(self, asked: ReportRequest) -> str:
        return timesince(asked.created_at, depth=1).replace("\xa0", " ")
