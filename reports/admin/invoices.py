"""Invoices as accounts sees them: what was issued, paid and credited; nothing is changed, rows are added."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from reports import actions
from reports.admin.readonly import ReadOnlyAdmin
from reports.forms.text import LineField
from reports.models import Invoice, InvoiceKind, Subscription, User
from reports.permissions import NotAllowedError, asks_again, may_invoice

_TYPED = "refused_payment"


class PaymentForm(forms.Form):
    """On which day it was paid, and where the bank says so."""

    paid_on = forms.DateField(
        label="Paid on", widget=forms.DateInput(attrs={"type": "date"}), initial=timezone.localdate
    )
    reference = LineField(max_length=140, label="The bank’s reference")


class CreditForm(forms.Form):
    """Why it is taken back."""

    note = LineField(max_length=200, label="Why", help_text="Printed on the credit note.")


@admin.register(Invoice)
class InvoiceAdmin(ReadOnlyAdmin):
    change_form_template = "admin/reports/invoice/change_form.html"
    list_display = ["number", "organisation", "due_on", "amount", "standing"]
    list_filter = ["kind", "year"]
    search_fields = ["number", "organisation__name"]
    fields = [
        *("number", "kind", "organisation", "subscription", "issued_on", "due_on", "amount", "standing"),
        *("issuer_name", "issuer_address", "issuer_vat_id", "iban", "customer", "note", "by", "at", "paper"),
    ]

    class Media:
        css = {"all": ["reports/account.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invoice]:
        rows = super().get_queryset(request).prefetch_related("lines")
        return rows.select_related("organisation", "payment", "credit_note", "credits")

    @admin.display(description="PDF")
    def paper(self, invoice: Invoice) -> str:
        page = reverse("reports:invoice", args=[invoice.number])
        return format_html('<a href="{}">{}.pdf</a>', page, invoice.number)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/paid/", view(pay), name="reports_invoice_paid"),
            path("<int:pk>/credit/", view(credit), name="reports_invoice_credit"),
            path("of/<int:pk>/", view(issue), name="reports_invoice_issue"),
        ]
        return [*own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        invoice = kwargs.get("obj")
        if invoice and may_invoice(_user(request)) and invoice.standing == "Open":
            typed = request.session.pop(_TYPED, None)
            context["paying"] = PaymentForm(typed, auto_id="paid-%s")
            context["crediting"] = CreditForm(auto_id="credit-%s")
        return super().render_change_form(request, context, *args, **kwargs)


@permission_required("reports.add_invoice", raise_exception=True)
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: accounts. Issues the invoice of a subscription that waits for payment."""
    subscription = get_object_or_404(Subscription, pk=pk)
    try:
        made = actions.issue_invoice(subscription, by=_user(request))
    except (NotAllowedError, actions.RefusedError) as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:reports_subscription_change", args=[pk]))
    messages.success(request, f"{made.get_kind_display()} {made.number} was issued.")
    return _back(made.pk)


@asks_again
@permission_required("reports.add_invoice", raise_exception=True)
@require_POST
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: accounts. Marks an invoice paid, which opens its subscription."""
    invoice, form = get_object_or_404(Invoice, pk=pk), PaymentForm(request.POST)
    if not form.is_valid():
        request.session[_TYPED] = {name: request.POST.get(name, "")[:200] for name in form.fields}
        messages.error(request, "It is not marked paid yet; see below.")
        return _back(pk)
    try:
        actions.mark_paid(invoice, by=_user(request), **form.cleaned_data)
        messages.success(request, f"{invoice.number} is paid; its subscription is active.")
    except (NotAllowedError, actions.RefusedError) as refusal:
        request.session[_TYPED] = {name: request.POST.get(name, "")[:200] for name in form.fields}
        messages.error(request, str(refusal))
    return _back(pk)


@asks_again
@permission_required("reports.add_invoice", raise_exception=True)
@require_POST
def credit(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: accounts. Voids an invoice by a credit note."""
    invoice = get_object_or_404(Invoice.objects.filter(kind=InvoiceKind.PROFORMA), pk=pk)
    try:
        made = actions.credit_invoice(invoice, note=request.POST.get("note", ""), by=_user(request))
    except (NotAllowedError, actions.RefusedError) as refusal:
        messages.error(request, str(refusal))
        return _back(pk)
    messages.success(request, f"{invoice.number} is credited by {made.number}.")
    return _back(made.pk)


def _back(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:reports_invoice_change", args=[pk]))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the admin asked before it came here
    return request.user
