"""Choosing text of published briefings for a report: a search, a briefing's parts, and what was chosen."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reports import actions, permissions
from reports.admin.editing import number
from reports.domain.sections import SectionKind
from reports.forms.values import whole_number
from reports.models import Report, User
from reports.services import access, history, reusing, searching

TEMPLATE = "admin/reports/report/reuse.html"


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff who may write."""
    by = request.user
    if not isinstance(by, User) or not permissions.may_write(by):
        raise PermissionDenied
    report = get_object_or_404(permissions.seen_by(by), pk=pk)
    given = request.POST if request.method == "POST" else request.GET
    source = reusing.offered(given.get("briefing", ""), by=by)
    if request.method == "POST" and source and _take(request, report, source):
        return HttpResponseRedirect(reverse("admin:reports_report_change", args=[pk]))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": "Use published text",
        "report": report,
        "words": given.get("q", ""),
        "hits": searching.search(access.reader_of(by), given.get("q", "")),
        "source": source,
        "slug": given.get("briefing", ""),
    }
    return render(request, TEMPLATE, context)


def _take(request: HttpRequest, report: Report, source: reusing.Offered) -> bool:
    assert isinstance(request.user, User)
    began = number(request.POST, "began_from", report.version)
    try:
        actions.reuse(report, source, _choice(request.POST), began_from=began, by=request.user)
    except history.VersionTakenError:
        messages.error(
            request, "Somebody has saved this report since you opened this page; choose once more."
        )
        report.refresh_from_db()
        return False
    except (reusing.ReuseRefusedError, history.TextLockedError, permissions.NotAllowedError) as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, f"Taken from {source.name}.")
    return True


def _choice(given: QueryDict) -> reusing.Choice:
    return reusing.Choice(
        frozenset(kind for kind in SectionKind if kind.value in given.getlist("section")),
        _numbers(given.getlist("finding")),
        _numbers(given.getlist("scenario")),
        _numbers(given.getlist("source")),
    )


def _numbers(texts: list[str]) -> frozenset[int]:
    return frozenset(number for text in texts if (number := whole_number(text)) is not None)
