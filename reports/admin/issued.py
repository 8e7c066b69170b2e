"""What was issued, published and downloaded: shown, never changed."""

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from reports import downloads
from reports.admin.readonly import ReadOnlyAdmin
from reports.models import Download, Edition, Publication


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
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

    def get_urls(self) -> list[URLPattern]:
        own = [path("<int:pk>/file.pdf", self.admin_site.admin_view(pdf), name="reports_edition_pdf")]
        return own + super().get_urls()


def pdf(request: HttpRequest, pk: int) -> HttpResponseBase | FileResponse:
    """The edition's PDF, for staff; recorded like any other download."""
    if not request.user.has_perm("reports.view_edition"):
        raise Http404
    edition = get_object_or_404(Edition.objects.select_related("report__series"), pk=pk)
    return downloads.send(edition, reader=request.user, address=request.user.email)  # type: ignore[arg-type, union-attr]


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["title", "series", "volume", "issue", "marking", "published_at"]
    list_select_related = ["series"]
    fields = ["report", "edition", "series", "slug", "marking", "dated", "published_at"]


@admin.register(Download)
class DownloadAdmin(ReadOnlyAdmin):
    list_display = ["edition", "reader", "address", "at"]
    list_select_related = ["edition", "reader"]
