"""Who asked to be forgotten, what is held by law, and how long things are kept.

It is for those who look after accounts. Each decision is a row with a name and a reason, and is never edited.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from reports import permissions
from reports.admin.readonly import ReadOnlyAdmin
from reports.forms.privacy import HoldForm, PeriodForm, WhyForm
from reports.models import ErasureRequest, ErasureState, LegalHold, RetentionRule, User
from reports.services import erasing, holdings, holds, retaining

_TYPED = "refused_reason"


@admin.register(ErasureRequest)
class ErasureRequestAdmin(ReadOnlyAdmin):
    change_form_template = "admin/reports/decision.html"
    list_display = ["asked_at", "person", "state", "decided_by", "decided_at"]
    list_select_related = ["person", "decided_by"]
    list_filter = ["state"]
    fields = ["person", "state", "asked_at", "decided_by", "decided_at", "reason", "done_at"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/approve/", view(approve), name="reports_erasurerequest_approve"),
            path("<int:pk>/refuse/", view(refuse), name="reports_erasurerequest_refuse"),
        ]
        return own + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        asked = kwargs.get("obj")
        may = permissions.may_decide_erasure(_user(request))
        if asked and may and asked.state == ErasureState.ASKED:
            names = ("approve", "refuse")
            urls = {name: reverse(f"admin:reports_erasurerequest_{name}", args=[asked.pk]) for name in names}
            context.update(
                approve=urls["approve"],
                refuse=urls["refuse"],
                button="Refuse",
                against=holdings.obstacles_of(asked.person),
                form=WhyForm(request.session.pop(_TYPED, None)),
            )
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(LegalHold)
class LegalHoldAdmin(admin.ModelAdmin):
    form = HoldForm
    change_form_template = "admin/reports/decision.html"
    list_display = ["since", "person", "organisation", "reference", "until", "released_at"]
    list_select_related = ["person", "organisation"]
    autocomplete_fields = ["person", "organisation"]
    actions = None

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(release)
        return [path("<int:pk>/release/", view, name="reports_legalhold_release"), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: LegalHold | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LegalHold | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: LegalHold | None = None) -> list[Any]:
        new = ["person", "organisation", "reference", "reason", "until"]
        return [*new, "by", "since", "released_by", "released_at", "release_reason"] if obj else new

    def save_model(self, request: HttpRequest, obj: LegalHold, form: Any, change: bool) -> None:
        obj.by = _user(request)
        super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        hold = kwargs.get("obj")
        if hold and hold.released_at is None and permissions.may_release_hold(_user(request)):
            context.update(
                refuse=reverse("admin:reports_legalhold_release", args=[hold.pk]),
                button="Release",
                form=WhyForm(request.session.pop(_TYPED, None)),
            )
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(RetentionRule)
class RetentionRuleAdmin(admin.ModelAdmin):
    """A period is never edited: another one takes its place. The list says what is due now as well."""

    form = PeriodForm
    change_list_template = "admin/reports/retentionrule/change_list.html"
    list_display = ["at", "kind", "days", "reason", "by"]
    list_select_related = ["by"]
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: RetentionRule | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: RetentionRule | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return super().changelist_view(request, {**(extra_context or {}), "due": retaining.look()})

    def save_model(self, request: HttpRequest, obj: RetentionRule, form: Any, change: bool) -> None:
        obj.by = _user(request)
        super().save_model(request, obj, form, change)


@permissions.asks_again
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: those who look after accounts."""
    _refuse_unless(permissions.may_decide_erasure(_user(request)))
    asked = get_object_or_404(ErasureRequest, pk=pk)

    def decide(by: User) -> str:
        erasing.approve(asked, by=by)
        return "The person is told, and forgotten once the mail is out."

    return _done(request, decide, reverse("admin:reports_erasurerequest_change", args=[pk]))


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: those who look after accounts. The person reads the reason."""
    _refuse_unless(permissions.may_decide_erasure(_user(request)))
    asked = get_object_or_404(ErasureRequest, pk=pk)

    def decide(by: User) -> str:
        erasing.refuse(asked, by=by, reason=_reason(request))
        return "The person is told, and reads the reason on its page."

    return _done(request, decide, reverse("admin:reports_erasurerequest_change", args=[pk]))


@permissions.asks_again
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: those who look after accounts."""
    _refuse_unless(permissions.may_release_hold(_user(request)))
    hold = get_object_or_404(LegalHold, pk=pk)

    def decide(by: User) -> str:
        holds.release(hold, by=by, reason=_reason(request))
        return "The hold is released."

    return _done(request, decide, reverse("admin:reports_legalhold_change", args=[pk]))


def _refuse_unless(allowed: bool) -> None:
    """Asked before the row is looked for, so that who may not decide learns of none."""
    if not allowed:
        raise PermissionDenied


def _done(request: HttpRequest, decide: Callable[[User], str], page: str) -> HttpResponse:
    """Do it and say so, or say why not; what was typed is given back."""
    try:
        messages.success(request, decide(_user(request)))
    except (permissions.NotAllowedError, erasing.ErasureRefused, holds.HoldRefused) as refusal:
        request.session[_TYPED] = {"reason": _typed(request)}
        messages.error(request, str(refusal))
    return HttpResponseRedirect(page)


def _reason(request: HttpRequest) -> str:
    form = WhyForm(request.POST)
    if not form.is_valid():
        raise erasing.ErasureRefused(" ".join(map(str, form.errors["reason"])))
    return str(form.cleaned_data["reason"])


def _typed(request: HttpRequest) -> str:
    return str(request.POST.get("reason", ""))[:2_000].replace("\0", "")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the admin asked before it came here
    return request.user
