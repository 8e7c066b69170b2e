"""Who reads one briefing whole: as its series says, or a rule of its own, with the organisations it names."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reports import actions
from reports.forms.text import LineField
from reports.models import Organisation, Report, User
from reports.models.report import ItemAccess
from reports.permissions import may_open

TEMPLATE = "admin/reports/report/access.html"


class AccessForm(forms.Form):
    """The rule, whom it names, and why it is another one than before."""

    access = forms.ChoiceField(
        choices=ItemAccess.choices, required=False, widget=forms.RadioSelect, label="Who reads it whole"
    )
    named = forms.ModelMultipleChoiceField(
        Organisation.objects.all(), required=False, label="Organisations that are named"
    )
    note = LineField(max_length=200, label="Why", help_text="Kept with your name in the history.")


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: editors. Says who reads a briefing; it holds from the next request on."""
    if not isinstance(request.user, User) or not may_open(request.user):
        raise PermissionDenied
    report = get_object_or_404(Report.objects.select_related("series"), pk=pk)
    if not report.is_briefing:
        raise Http404
    initial = {"access": report.access, "named": report.named.all()}
    form = AccessForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.open_to(report, by=request.user, **form.cleaned_data)
        except actions.RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Kept. It holds from now on, on every page and in search.")
            return HttpResponseRedirect(reverse("admin:reports_report_changelist"))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": "Who reads it",
        "report": report,
        "form": form,
    }
    return render(request, TEMPLATE, context)
