"""Settling warnings and approving a wording: each a POST, each refusal a message."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports import actions, permissions
from reports.forms.values import whole_number
from reports.models import Report, User


@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff who write or approve. Lets one warning stand, for a reason that is kept."""
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")

    def do(report: Report, by: User) -> str:
        actions.waive(report, key, reason=reason, by=by)
        return "Waived. The reason is kept with your name."

    return _done(request, pk, do)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: reviewers and editors who did not write it. Approves the wording that they have read."""
    version = whole_number(request.POST.get("version", ""))

    def do(report: Report, by: User) -> str:
        actions.approve(report, version=version, by=by)
        return "Approved, in exactly this wording."

    return _done(request, pk, do)


def _done(request: HttpRequest, pk: int, do: Callable[[Report, User], str]) -> HttpResponse:
    by = request.user
    if not isinstance(by, User) or not by.has_perm("reports.view_report"):
        raise PermissionDenied
    report = get_object_or_404(permissions.seen_by(by), pk=pk)
    try:
        messages.success(request, do(report, by))
    except (actions.RefusedError, permissions.NotAllowedError) as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:reports_report_change", args=[pk]))
