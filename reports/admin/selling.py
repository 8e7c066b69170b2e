"""Plans, and subscriptions that change by their buttons alone: each press with its reason, kept for good."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from reports import actions
from reports.domain import subscribing
from reports.domain.billing import money
from reports.domain.subscribing import State
from reports.forms.text import LineField
from reports.models import Plan, PlanUnits, Subscription, User
from reports.permissions import NotAllowedError, may_account
from reports.services import subscriptions

_TYPED, _MOST = "refused_step", 8_000
_NO_SAVING = ("show_save", "show_save_and_continue", "show_save_and_add_another")


class PlanUnitsInline(admin.TabularInline):
    model = PlanUnits
    extra = 0


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin):
    list_display = ["name", "is_offered", "months", "seats", "embargo_days", "cents", "currency"]
    list_filter = ["is_offered"]
    search_fields = ["name"]
    filter_horizontal = ["series"]
    inlines = [PlanUnitsInline]
    actions = None


class BeginForm(forms.ModelForm):
    """A subscription on a plan; its terms are the plan's, and are changed afterwards, with a reason."""

    endless = forms.BooleanField(required=False, label="Never ends")
    note = LineField(max_length=subscriptions.NOTE_LENGTH, required=False, label="Why")

    class Meta:
        model = Subscription
        fields = ["organisation", "plan", "starts"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = self.fields["plan"]
        plan.required = True
        plan.queryset = Plan.objects.filter(is_offered=True)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """Which row of the table, and why."""

    name = forms.CharField(widget=forms.HiddenInput)
    note = LineField(max_length=subscriptions.NOTE_LENGTH, required=False, label="Why")


class TermsForm(forms.ModelForm):
    """The terms that may be changed of one that is begun."""

    class Meta:
        model = Subscription
        fields = [*subscriptions.AMENDED, "series"]
        widgets = {"series": forms.CheckboxSelectMultiple}


class StandingFilter(admin.SimpleListFilter):
    """By the state as it was decided; lapsed ones are among the active and are told by their end."""

    title = "state"
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in subscribing.STORED]

    def queryset(self, _request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(state=self.value()) if self.value() else queryset


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    change_form_template = "admin/reports/subscription/change_form.html"
    list_display = ["organisation", "plan", "starts", "ends", "state_today"]
    list_select_related = ["organisation", "plan"]
    list_filter = [StandingFilter, "plan"]
    search_fields = ["organisation__name"]
    autocomplete_fields = ["organisation"]
    show_full_result_count = False
    actions = None

    class Media:
        css = {"all": ["reports/account.css"]}

    @admin.display(description="state")
    def state_today(self, subscription: Subscription) -> str:
        return subscription.standing.label

    @admin.display(description="series")
    def series_named(self, subscription: Subscription) -> str:
        return ", ".join(each.title for each in subscription.series.all())

    @admin.display(description="price of a period, without VAT")
    def price(self, subscription: Subscription) -> str:
        return money(subscription.cents, subscription.currency)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(step)
        return [path("<int:pk>/step/", view, name="reports_subscription_step"), *super().get_urls()]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **({} if obj else {"form": BeginForm}), **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["organisation", "plan", "starts", "endless", "note"]
        return [
            *("organisation", "plan", "state_today", "starts", "ends", "series_named", "renews"),
            *("grace_days", "embargo_days", "seats", "units_a_year", "price", "vat_rate"),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj) if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            return
        made = actions.begin_subscription(
            obj.organisation,
            obj.plan,
            starts=obj.starts,
            endless=form.cleaned_data["endless"],
            note=form.cleaned_data["note"],
            by=_user(request),
        )
        obj.__dict__.update(made.__dict__)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        subscription = kwargs.get("obj")
        if subscription:
            context |= dict.fromkeys(_NO_SAVING, False) | _panel(request, subscription)
        return super().render_change_form(request, context, *args, **kwargs)


def _panel(request: HttpRequest, subscription: Subscription) -> dict[str, Any]:
    """What may be done now, what was typed and refused, and all that was done."""
    typed = _typed(request)
    rows = subscribing.offered(State(subscription.state)) if may_account(_user(request)) else ()
    steps = []
    for row in rows:
        mine = typed if typed.get("name") == row.name else QueryDict()
        form = StepForm(initial={"name": row.name, "note": mine.get("note", "")}, auto_id=f"{row.name}-%s")
        terms = _terms_form(subscription, mine) if row.name == "amend" else None
        steps.append((row, form, terms))
    return {"steps": steps, "events": subscription.events.select_related("by")[:100]}


@permission_required("reports.change_subscription", raise_exception=True)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: accounts. Does one row of the table of subscriptions."""
    subscription = get_object_or_404(Subscription, pk=pk)
    given = _terms(request, subscription) if request.POST.get("name") == "amend" else {}
    form = StepForm(request.POST)
    if given is None or not form.is_valid():
        request.session[_TYPED] = request.POST.urlencode()[:_MOST]
        messages.error(request, "Nothing was changed yet; see below.")
    else:
        try:
            name, note = form.cleaned_data["name"], form.cleaned_data["note"]
            actions.change_subscription(subscription, name, note=note, given=given, by=_user(request))
            messages.success(request, "Done, and kept with your name.")
        except (NotAllowedError, actions.RefusedError) as refusal:
            request.session[_TYPED] = request.POST.urlencode()[:_MOST]
            messages.error(request, str(refusal))
    page = reverse("admin:reports_subscription_change", args=[pk])
    return HttpResponseRedirect(f"{page}#steps")


def _typed(request: HttpRequest) -> QueryDict:
    """What was typed into a step and refused."""
    return QueryDict(request.session.pop(_TYPED, ""))


def _terms_form(subscription: Subscription, typed: Mapping[str, Any]) -> TermsForm:
    """The terms as they were typed, with what is wrong in them, else as they are."""
    mine = Subscription.objects.get(pk=subscription.pk)  # a form that is checked writes into its row
    return TermsForm(typed or None, instance=mine, auto_id="amend-%s")


def _terms(request: HttpRequest, subscription: Subscription) -> dict[str, Any] | None:
    """The new terms; None where one cannot be read. The row itself is not touched by the form."""
    form = _terms_form(subscription, request.POST)
    return dict(form.cleaned_data) if form.is_valid() else None


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the admin asked before it came here
    return request.user
