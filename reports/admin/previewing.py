"""The preview: the unsaved text as a page and as a DRAFT PDF, and the pictures in it.

A form is posted as it is typed. What is not valid is named with its place and left out, so a slip in one
field never hides the rest.
"""

from time import perf_counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reports import downloads, permissions
from reports.admin import checking, editing
from reports.forms.editor import Editor
from reports.forms.figure import PictureField, token_of
from reports.models import Report, User
from reports.rendering.printed import Printed, RenderFailed
from reports.services import editions, storing

_PAGE = "admin/reports/report/preview.html"


@require_POST
def page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Audience: staff who may write. The page of what is typed: as JSON for the pane, else as a page."""
    started = perf_counter()
    report, editor = _typed(request, pk)
    text = editor.snapshot()
    found = checking.checks(report, text, editor.problems())
    article = checking.article(text)
    if not request.accepts("text/html"):
        answer = {
            "html": article,
            "checks": checking.fragment(report, found, request=request),
            "count": found.count,
            "seconds": round(perf_counter() - started, 3),
        }
        return _unkept(JsonResponse(answer))
    return _unkept(render(request, _PAGE, {"article": article, "checks": found, "report": report}))


@require_POST
def pdf(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Audience: staff who may write. What is typed as a PDF, DRAFT across each page; nothing is kept."""
    report, editor = _typed(request, pk)
    text = editor.snapshot()
    try:
        return _printed(editions.preview_of(text), name="draft")
    except RenderFailed as problem:
        reason = f"No draft could be printed: {problem.reason}"
    except storing.FileDamagedError as problem:
        reason = f"No draft could be printed, because of a picture: {problem}"
    if not request.accepts("text/html"):
        return _unkept(JsonResponse({"error": reason}, status=422))
    found = checking.checks(report, text, editor.problems())
    context = {"error": reason, "checks": found, "report": report}
    return _unkept(render(request, _PAGE, context, status=422))


@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff who may see reports. The saved text as a PDF, DRAFT across each page."""
    if not request.user.has_perm("reports.view_report"):
        raise Http404
    report = get_object_or_404(permissions.seen_by(request.user), pk=pk)
    try:
        return _printed(editions.preview(report), name=f"draft-{pk}")
    except (RenderFailed, storing.FileDamagedError) as problem:
        messages.error(request, f"No draft could be printed: {problem}")
        return HttpResponseRedirect(reverse("admin:reports_report_change", args=[pk]))


@require_POST
def take_picture(request: HttpRequest) -> HttpResponse:
    """Audience: staff who may write. Takes a picture once it is chosen; the form brings its token back."""
    if not permissions.may_write(_user(request)):
        raise PermissionDenied
    try:
        taken = PictureField().clean(request.FILES.get("upload"))
    except ValidationError as refusal:
        return JsonResponse({"error": refusal.messages[0]}, status=422)
    assert taken is not None  # the field is required
    address = reverse("admin:reports_report_picture", args=[taken.digest])
    return JsonResponse({"token": token_of(taken), "address": address})


@require_GET
def picture(request: HttpRequest, digest: str, page: str = "") -> HttpResponse:
    """Audience: staff who may see reports. A picture of a text that is being written."""
    if not request.user.has_perm("reports.view_report"):
        raise Http404
    return downloads.send_kept_picture(digest)


def _typed(request: HttpRequest, pk: int | None) -> tuple[Report | None, Editor]:
    if not permissions.may_write(_user(request)):
        raise PermissionDenied
    seen = permissions.seen_by(request.user).select_related("series")
    report = get_object_or_404(seen, pk=pk) if pk else None
    return report, editing.opened(request, report)


def _printed(printed: Printed, *, name: str) -> HttpResponse:
    response = HttpResponse(printed.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Pages"] = str(printed.pages)
    response["X-Seconds"] = f"{printed.seconds:.2f}"
    return _unkept(response)


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the admin asked before it came here
    return request.user
