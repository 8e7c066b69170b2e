"""The versions of a report: who saved what and when, the difference between any two, and the way back."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from reports import actions, permissions
from reports.forms.values import whole_number
from reports.models import Report, User
from reports.services import history


@require_GET
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff who may see reports. The list, and two of its versions compared."""
    if not request.user.has_perm("reports.view_report"):
        raise Http404
    report = get_object_or_404(permissions.seen_by(request.user), pk=pk)
    revisions = list(history.revisions(report))
    known = [revision.version for revision in revisions]
    newer = _chosen(request, "to", known, known[0] if known else 0)
    before = [version for version in known if version < newer]
    older = _chosen(request, "from", known, before[0] if before else newer)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": "History",
        "report": report,
        "revisions": revisions,
        "older": older,
        "newer": newer,
        "differences": _compared(report, older, newer),
        "may_write": isinstance(request.user, User) and permissions.may_write(request.user, report),
    }
    return render(request, "admin/reports/report/history.html", context)


@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff who may write. Writes the text of an earlier version as a new one."""
    report = get_object_or_404(permissions.seen_by(request.user), pk=pk)
    revision = get_object_or_404(report.revisions, version=whole_number(request.POST.get("version", "")))
    assert isinstance(request.user, User)
    try:
        if actions.bring_back(report, revision, by=request.user):
            messages.success(
                request, f"Version {revision.version} is back, as version {report.version}. Nothing was lost."
            )
        else:
            messages.info(request, "The report says this already.")
    except (history.TextLockedError, permissions.NotAllowedError) as refusal:
        messages.error(request, str(refusal))
    except history.VersionTakenError:
        messages.error(request, "Somebody has just saved this report; look at the history again.")
    return HttpResponseRedirect(reverse("admin:reports_report_history", args=[pk]))


def _compared(report: Report, older: int, newer: int) -> tuple[history.Difference, ...]:
    one, other = history.at(report, older), history.at(report, newer)
    return history.differences(one, other) if one and other else ()


def _chosen(request: HttpRequest, name: str, known: list[int], otherwise: int) -> int:
    version = whole_number(request.GET.get(name, ""))
    return version if version in known else otherwise
