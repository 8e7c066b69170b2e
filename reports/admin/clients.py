"""The organisations that read us, their people, and the units of their plan."""

import uuid
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from reports import actions
from reports.admin import houses
from reports.forms.text import LineField
from reports.models import Organisation, User
from reports.permissions import NotAllowedError, asks_again, may_grant
from reports.services import units

_TYPED = "refused_grant"


class GrantForm(forms.Form):
    """How many units, and why; the key makes a form that is sent twice count once."""

    units = forms.IntegerField(min_value=1, max_value=units.MOST, label="Units")
    note = LineField(
        max_length=200,
        label="Why",
        help_text="Kept with the units and your name.",
        error_messages={"required": "Say why: the reason is kept with the units."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="grant-%s", initial={"key": uuid.uuid4()})


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    change_form_template = "admin/reports/organisation/change_form.html"
    search_fields = ["name"]
    actions = None

    class Media:
        css = {"all": ["reports/account.css"]}

    def get_urls(self) -> list[URLPattern]:
        giving, people = self.admin_site.admin_view(grant), self.admin_site.admin_view(houses.change)
        return [
            path("<int:pk>/units/", giving, name="reports_organisation_units"),
            path("<int:pk>/people/<slug:name>/", people, name="reports_organisation_people"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        organisation = kwargs.get("obj")
        if organisation:
            context |= houses.context(request, organisation)
        if organisation and request.user.has_perm("reports.view_unitentry"):
            context["account"] = units.account(organisation)
            context["entries"] = organisation.unit_entries.select_related("by").order_by("-id")[:100]
            typed = request.session.pop(_TYPED, None)
            context["granting"] = GrantForm(typed) if may_grant(_user(request)) else None
        return super().render_change_form(request, context, *args, **kwargs)


@asks_again
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: whoever may grant units. Gives a client some, with the reason."""
    if not may_grant(_user(request)):
        raise PermissionDenied
    organisation = get_object_or_404(Organisation, pk=pk)
    form = GrantForm(request.POST)
    if not form.is_valid():
        request.session[_TYPED] = {name: request.POST.get(name, "")[:300] for name in form.fields}
        messages.error(request, "No units were granted yet; see below.")
    else:
        typed = form.cleaned_data
        try:
            actions.grant_units(
                organisation, typed["units"], note=typed["note"], key=typed["key"], by=_user(request)
            )
            messages.success(request, f"{organisation} has {typed['units']} units more.")
        except (NotAllowedError, actions.RefusedError) as refusal:
            messages.error(request, str(refusal))
    page = reverse("admin:reports_organisation_change", args=[pk])
    return HttpResponseRedirect(f"{page}#units")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the admin asked before it came here
    return request.user
