"""Joining by domain: somebody asks, an owner decides, and an owner says which domain may ask at all."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reports.forms.members import DomainForm
from reports.models import JoinRequest, OrganisationDomain
from reports.services import joining
from reports.services.houses import MembersRefused
from reports.views.members import owner_or_404, page, told, user_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Audience: whoever has proven an address of an organisation's domain and does not belong to it."""
    user = user_of(request)
    house = joining.house_for(user)
    if house is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            joining.ask_to_join(house, by=user)
            return redirect("reports:ask-to-join")
        except MembersRefused as refusal:
            refused = str(refusal)
    context = {"house": house, "waits": joining.waits(house, user), "refused": refused}
    return render(request, "reports/ask_to_join.html", context, status=409 if refused else 200)


@never_cache
@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: owners."""
    row = get_object_or_404(JoinRequest, pk=pk, organisation=owner_or_404(request).organisation)
    by, who = user_of(request), row.user
    if "approve" in request.POST:
        return told(request, lambda: joining.approve(row, by=by), f"{who} belongs to you now.")
    return told(request, lambda: joining.refuse(row, by=by), f"{who} was told that you did not agree.")


@never_cache
@login_required
@require_POST
def add_domain(request: HttpRequest) -> HttpResponse:
    """Audience: owners."""
    house = owner_or_404(request).organisation
    form = DomainForm(request.POST)
    if form.is_valid():
        try:
            joining.add_domain(house, form.cleaned_data["domain"], by=user_of(request))
            return redirect("reports:members")
        except MembersRefused as refusal:
            form.add_error("domain", str(refusal))
    return page(request, domain=form)


@never_cache
@login_required
@require_POST
def remove_domain(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: owners."""
    row = get_object_or_404(OrganisationDomain, pk=pk, organisation=owner_or_404(request).organisation)
    by = user_of(request)
    return told(request, lambda: joining.remove_domain(row, by=by), f"{row.domain} may not ask any more.")
