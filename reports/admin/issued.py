"""What was issued, published and downloaded: shown, never changed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from reports import downloads, permissions
from reports.admin import copying
from reports.admin.readonly import OfEditions, ReadOnlyAdmin
from reports.domain import codes
from reports.forms.issued import CopyForm, NoticeForm
from reports.models import Download, Edition, Publication


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    change_form_template = "admin/reports/edition/change_form.html"
    list_display = ["report", "number", "pages", "pdf_size", "frozen_by", "frozen_at"]
    list_select_related = ["report", "frozen_by"]
    fields = [
        "report", "number", "supersedes", "file", "pages", "pdf_size", "pdf_sha256", "snapshot_sha256",
        "frozen_by", "frozen_at",
    ]  # fmt: skip
    readonly_fields = ["file"]

    @admin.display(description="PDF")
    def file(self, edition: Edition) -> str:
        return format_html(
            '<a href="{}">Download</a>', reverse("admin:reports_edition_pdf", args=[edition.pk])
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return permissions.editions_seen_by(request.user)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/file.pdf", view(pdf), name="reports_edition_pdf"),
            path("<int:pk>/copy/", view(copying.made_out), name="reports_edition_copy"),
            path("<int:pk>/notice/", view(copying.notice), name="reports_edition_notice"),
        ]
        return own + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        edition = kwargs.get("obj")
        if edition:
            context.update(
                copy_form=CopyForm(),
                notice_form=NoticeForm() if permissions.may_correct(request.user) else None,  # type: ignore[arg-type]
                notices=edition.corrections.select_related("by"),
                code=codes.of_digest(edition.snapshot_sha256),
            )
        return super().render_change_form(request, context, *args, **kwargs)


def pdf(request: HttpRequest, pk: int) -> HttpResponseBase | FileResponse:
    """The edition's PDF, for staff; recorded like any other download."""
    if not request.user.has_perm("reports.view_edition"):
        raise Http404
    edition = get_object_or_404(
        permissions.editions_seen_by(request.user).select_related("report__series"), pk=pk
    )
    return downloads.send(edition, reader=request.user, address=request.user.email)  # type: ignore[arg-type, union-attr]


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["title", "series", "volume", "issue", "marking", "published_at"]
    list_select_related = ["series"]
    fields = ["report", "edition", "series", "slug", "marking", "dated", "published_at"]


@admin.register(Download)
class DownloadAdmin(OfEditions):
    list_display = ["edition", "reader", "address", "at"]
    list_select_related = ["edition", "reader"]
