"""Copies for somebody by name, notices on editions, and the search for the origin of a file."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from reports import actions, downloads, permissions
from reports.admin.readonly import OfEditions
from reports.forms.issued import CopyForm, NoticeForm, TraceForm
from reports.models import Copy, Correction, Edition, User
from reports.rendering.reading import UnreadableError
from reports.services import tracing, verifying


@admin.register(Copy)
class CopyAdmin(OfEditions):
    change_list_template = "admin/reports/copy/change_list.html"
    list_display = ["code", "name", "organisation", "reference", "edition", "made_at"]
    list_select_related = ["edition"]
    search_fields = ["code", "name", "organisation", "reference", "sha256"]
    fields = ["code", "edition", "name", "organisation", "reference", "reader", "sha256", "made_at"]

    def get_urls(self) -> list[URLPattern]:
        own = [path("trace/", self.admin_site.admin_view(trace), name="reports_copy_trace")]
        return own + super().get_urls()


@admin.register(Correction)
class CorrectionAdmin(OfEditions):
    list_display = ["edition", "kind", "by", "at"]
    list_select_related = ["edition", "by"]
    fields = ["edition", "kind", "text", "by", "at"]


@require_http_methods(["GET", "HEAD", "POST"])
def trace(request: HttpRequest) -> HttpResponse:
    """Audience: staff who may see who had which copy. Whose copy a file was."""
    if not request.user.has_perm("reports.view_copy"):
        raise Http404
    form = TraceForm(request.POST or None, request.FILES or None)
    context = {**_page(request, "Trace a file"), "form": form}
    if request.method == "POST" and form.is_valid():
        named = verifying.edition_of(form.cleaned_data["code"])
        try:
            context["found"] = tracing.trace(form.cleaned_data["file"].read(), edition=named)
        except UnreadableError as problem:
            form.add_error("file", str(problem))
    return render(request, "admin/reports/copy/trace.html", context)


@require_POST
def made_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff who may see editions. A copy for somebody by name, locked where a password is given."""
    assert isinstance(request.user, User)
    edition = _edition(request, pk)
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _refused(request, edition, form)
    recipient = downloads.Recipient(form.cleaned_data["name"], form.cleaned_data["organisation"])
    return downloads.send(
        edition,
        reader=request.user,
        address=request.user.email,
        recipient=recipient,
        password=form.cleaned_data["password"],
    )


@permissions.asks_again
@require_POST
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: editors. A correction of an edition, or its recall."""
    assert isinstance(request.user, User)
    edition = _edition(request, pk)
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return _refused(request, edition, form)
    try:
        actions.correct(edition, form.cleaned_data["kind"], note=form.cleaned_data["note"], by=request.user)
        messages.success(request, "The notice stands on the edition.")
    except (actions.RefusedError, permissions.NotAllowedError) as refusal:
        messages.error(request, str(refusal))
    return _back(edition)


def _edition(request: HttpRequest, pk: int) -> Edition:
    if not request.user.has_perm("reports.view_edition"):
        raise Http404
    return get_object_or_404(
        permissions.editions_seen_by(request.user).select_related("report__series"), pk=pk
    )


def _refused(request: HttpRequest, edition: Edition, form: Any) -> HttpResponse:
    for name, errors in form.errors.items():
        messages.error(request, f"{form[name].label}: {' '.join(errors)}")
    return _back(edition)


def _back(edition: Edition) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:reports_edition_change", args=[edition.pk]))


def _page(request: HttpRequest, title: str) -> dict[str, Any]:
    return {**admin.site.each_context(request), "is_nav_sidebar_enabled": False, "title": title}
