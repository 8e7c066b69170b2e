"""The front door in the staff's admin: what was held when it was sent, and the notice above the form.

What is held is read by those who do triage, and let through or discarded with a reason; nothing is edited.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from reports.forms.text import TextField
from reports.models import User
from requests_app import actions
from requests_app.domain.workflow import Actor
from requests_app.forms import PersonForm, ReasonForm, whole
from requests_app.models import DraftState, HeldDraft, IntakeNotice, RequestDraft
from requests_app.permissions import staff_roles
from requests_app.services import sending
from requests_app.services.transitions import NOTE_LENGTH

_LIST = "admin:requests_app_helddraft_changelist"


def _sorts(http: HttpRequest) -> bool:
    return Actor.TRIAGE in staff_roles(http.user)


@admin.register(HeldDraft)
class HeldDraftAdmin(admin.ModelAdmin):
    change_form_template = "admin/requests_app/helddraft/change_form.html"
    list_display = ["sent", "held_because", "organisation", "address"]
    list_display_links = ["sent"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["updated_at"]
    fields = ["state"]
    view_on_site = False
    actions = None

    class Media:
        css = {"all": ["requests_app/desk.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[HeldDraft]:
        return super().get_queryset(request).filter(state=DraftState.HELD)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _sorts(request)

    def has_view_permission(self, request: HttpRequest, obj: HeldDraft | None = None) -> bool:
        return _sorts(request)

    def has_change_permission(self, request: HttpRequest, obj: HeldDraft | None = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: HeldDraft | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/release/", view(release), name="requests_app_helddraft_release"),
            path("<int:pk>/discard/", view(discard), name="requests_app_helddraft_discard"),
        ]
        return own + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        held = kwargs.get("obj")
        if held:
            title = f"Held on {held.updated_at:%d %B %Y}"
            context.update(title=title, subtitle=None, held=held, parts=whole.parts(held.typed))
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="sent", ordering="updated_at")
    def sent(self, held: HeldDraft) -> Any:
        return held.updated_at

    @admin.display(description="organisation")
    def organisation(self, held: HeldDraft) -> str:
        return str(held.typed.get("organisation", ""))[:160]

    @admin.display(description="address")
    def address(self, held: HeldDraft) -> str:
        return str(held.typed.get("email", ""))[:254]


@require_POST
def release(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff who do triage. Its sender is mailed the link that everybody unknown is mailed."""

    def let_through(held: RequestDraft, _by: User) -> str:
        person = PersonForm(held.typed, checked=True)
        if "email" in person.errors:
            raise actions.IntakeRefused("No link can be mailed: what stands as its address is none.")
        sending.release(held, person.cleaned_data["email"])
        return "It was let through: its sender is mailed a link and sends it from there."

    return _decide(http, pk, let_through)


@sensitive_post_parameters()
@require_POST
def discard(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: staff who do triage. The reason stays in the house."""
    form = ReasonForm(http.POST)

    def put_away(held: RequestDraft, by: User) -> str:
        because = form.cleaned_data["note"].strip() if form.is_valid() else ""
        if not because:
            raise actions.IntakeRefused(form.first_error() or "Say why it is discarded.")
        sending.discard_held(held, because=because, by=by)
        return "It was discarded."

    return _decide(http, pk, put_away)


def _decide(http: HttpRequest, pk: int, decide: Callable[[RequestDraft, User], str]) -> HttpResponse:
    by = http.user
    if not isinstance(by, User) or not _sorts(http):
        raise PermissionDenied
    held = get_object_or_404(RequestDraft, pk=pk)
    try:
        if held.state != DraftState.HELD:  # nothing of it is looked at: a draft is its owner's alone
            raise actions.IntakeRefused(sending.DECIDED)
        messages.success(http, decide(held, by))
    except actions.IntakeRefused as refusal:
        messages.error(http, str(refusal))
        if held.state == DraftState.HELD:
            return HttpResponseRedirect(reverse("admin:requests_app_helddraft_change", args=[pk]))
    return HttpResponseRedirect(reverse(_LIST))


class IntakeNoticeForm(forms.ModelForm):
    text = TextField(
        max_length=NOTE_LENGTH,
        required=False,
        label="What stands above the form from now on",
        help_text="Plain text; empty shows nothing. Earlier notices stay in the list.",
    )

    class Meta:
        model = IntakeNotice
        fields = ["text"]


@admin.register(IntakeNotice)
class IntakeNoticeAdmin(admin.ModelAdmin):
    """A notice is never edited: another one takes its place, so that what clients were told can be read."""

    form = IntakeNoticeForm
    list_display = ["at", "by", "text"]
    list_select_related = ["by"]
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _sorts(request)

    def has_view_permission(self, request: HttpRequest, obj: IntakeNotice | None = None) -> bool:
        return _sorts(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _sorts(request)

    def has_change_permission(self, request: HttpRequest, obj: IntakeNotice | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: IntakeNotice | None = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        newest = IntakeNotice.objects.first()
        return {"text": newest.text if newest else ""}

    def save_model(self, request: HttpRequest, obj: IntakeNotice, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)
        obj.by = request.user
        super().save_model(request, obj, form, change)
