"""The queue and the page of one request; its buttons are read from the table of transitions.

Nothing of a request is edited here but who has it: everything else changes through the one door.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from reports.models import User
from requests_app import actions
from requests_app.admin import (
    assigning,
    files,
    listing,
    mails,
    overview,
    page,
    review,
    saving,
    steps,
    talk,
)
from requests_app.admin.filters import DeferredFilter, StandingFilter, StatusFilter, WhoseFilter
from requests_app.models import ReportRequest
from requests_app.permissions import assignable, on_the_desk, staff_roles
from requests_app.services import finding

FILTERS: tuple[Any, ...] = (StandingFilter, WhoseFilter, "priority", "service_class", "marking")


@admin.register(ReportRequest)
class ReportRequestAdmin(listing.Columns, admin.ModelAdmin):
    change_form_template = "admin/requests_app/reportrequest/change_form.html"
    change_list_template = "admin/requests_app/reportrequest/change_list.html"
    list_display = listing.NAMES
    list_display_links = ["asked"]
    list_filter = [StatusFilter, *FILTERS, DeferredFilter]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["number"]
    search_help_text = "A number; or words of the title, the questions, the background, or the client."
    sortable_by = ()
    fields = ["assigned_to"]
    view_on_site = False
    actions = ["take", "give"]

    class Media:
        css = {"all": ["requests_app/desk.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportRequest]:
        return on_the_desk(request.user)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Unassigned first, then by the day that is due, priority and organisation; one index has it."""
        return listing.ORDER

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[listing.QueueList]:
        return listing.QueueList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ReportRequest], search_term: str
    ) -> tuple[QuerySet[ReportRequest], bool]:
        """A number finds its request whatever the filters say; words are looked for in what they leave."""
        if not search_term.strip():
            return queryset, False
        if number := finding.number_in(search_term):
            return on_the_desk(request.user).filter(number=number).order_by(*listing.ORDER), False
        return finding.found(queryset, search_term), False

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
        one, desk = "requests_app_reportrequest_", self.admin_site.admin_view
        own: list[tuple[str, Any, str]] = [
            ("<int:pk>/do/approve/", review.vote, "review"),
            ("<int:pk>/ask-review/", review.ask, "ask_review"),
            ("<int:pk>/do/<slug:name>/", steps.take_step, "do"),
            ("<int:pk>/take/", steps.take_it, "take"),
            ("<int:pk>/password/", steps.put_password, "password"),
            ("<int:pk>/password/remove/", steps.remove_password, "open"),
            ("<int:pk>/files/<uuid:key>/", files.take_file, "file"),
            ("<int:pk>/print/", steps.print_again, "print"),
            ("board/", self.board, "board"),
            ("workload/", overview.load, "workload"),
            ("assign/", assigning.assign, "assign"),
            ("filters/", saving.manage, "filters"),
            ("filters/save/", saving.save, "filters_save"),
            ("filters/<int:pk>/rename/", saving.rename, "filters_rename"),
            ("filters/<int:pk>/remove/", saving.remove, "filters_remove"),
        ]
        named = [path(route, desk(view), name=one + name) for route, view, name in own]
        return [*named, *talk.urls(desk), *mails.urls(desk), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if not staff_roles(request.user):
            return super().changelist_view(request, extra_context)
        mine = list(request.user.saved_filters.all()) if isinstance(request.user, User) else []
        here = saving.kept(request.META.get("QUERY_STRING", ""))
        extra = {"title": "Queue", "saved": mine, "here": here, "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**extra, **(extra_context or {})})

    def board(self, http: HttpRequest) -> HttpResponse:
        """Audience: staff with a role; the queue's filters without that of the status."""
        narrowed = listing.Narrowed(
            http, self.model, self.list_display, self.list_display_links, [*FILTERS, DeferredFilter], None,
            self.search_fields, False, self.list_per_page, self.list_per_page, (), self, (),
            self.search_help_text,
        )  # fmt: skip
        return overview.board(http, narrowed)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "assigned_to":
            kwargs |= {"queryset": assignable(), "empty_label": "Nobody"}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.base_fields["assigned_to"].show_hidden_initial = True  # with whom it was on the page
        widget: Any = form.base_fields["assigned_to"].widget
        for name in ("add", "change", "delete", "view"):
            setattr(widget, f"can_{name}_related", False)
        return form

    def save_model(self, request: HttpRequest, obj: ReportRequest, form: Any, change: bool) -> None:
        """Only who has it, and only while it is with whom the page said; the row is not written whole."""
        seen = request.POST.get(form.add_initial_prefix("assigned_to"), "")
        assigning.save_holder(request, obj, assigning.number(seen))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Who gave it to whom is recorded where it is done."""

    def response_change(self, request: HttpRequest, obj: ReportRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:requests_app_reportrequest_change", args=[obj.pk]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        obj = kwargs.get("obj")
        if obj:
            context.update(title=obj.number, subtitle=None, **page.context(request, obj))
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description="Assign to me")
    def take(self, request: HttpRequest, queryset: QuerySet[ReportRequest]) -> None:
        """Only what nobody has: the list does not remember who had what when it was drawn."""
        assert isinstance(request.user, User)
        seen = assigning.seen_nobody(queryset)
        outcome = actions.assign(on_the_desk(request.user), seen, to=request.user, by=request.user)
        assigning.tell(request, outcome, request.user)

    @admin.action(description="Assign to somebody…")
    def give(self, request: HttpRequest, queryset: QuerySet[ReportRequest]) -> HttpResponse:
        return assigning.ask_whom(request, list(queryset.values_list("pk", flat=True)))
