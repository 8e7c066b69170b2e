"""Invitations: an owner sends, repeats and takes them back; whoever holds the link accepts by a button.

Looking at the link lets nobody in, and somebody signed in with another address learns nothing about it.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from reports.forms.members import AccountForm, InviteForm
from reports.models import Invitation, User
from reports.services import houses, inviting, people
from reports.services.houses import MembersRefused
from reports.services.people import PersonRefused
from reports.views.members import owner_or_404, page, told, user_of


@never_cache
@login_required
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Audience: owners."""
    house = owner_or_404(request).organisation
    form = InviteForm(request.POST)
    if not form.is_valid():
        return page(request, invite=form)
    try:
        made = inviting.invite(
            house, form.cleaned_data["address"], form.cleaned_data["role"], by=user_of(request)
        )
    except MembersRefused as refusal:
        form.add_error("address", str(refusal))
        return page(request, invite=form)
    messages.success(request, f"An invitation is on its way to {made.address}.")
    return redirect("reports:members")


@never_cache
@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: owners. Sends an invitation again, or takes it back."""
    row = get_object_or_404(Invitation, pk=pk, organisation=owner_or_404(request).organisation)
    by = user_of(request)
    if "revoke" in request.POST:
        return told(request, lambda: inviting.revoke(row, by=by), f"{row.address} is not invited any more.")
    return told(request, lambda: inviting.resend(row, by=by), f"A new link is on its way to {row.address}.")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Audience: whoever holds the mailed link."""
    found = inviting.invitation_of(token)
    if found is None:
        raise Http404
    if isinstance(request.user, User):
        return _signed_in(request, found, request.user)
    account = people.account_of(found.address)
    form = None if account else AccountForm(request.POST if request.method == "POST" else None)
    if form and found.is_open and form.is_valid():
        return _come_in(request, found, form)
    return _page(request, found, form=form, account=account)


def _signed_in(http: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    if found.address != user.email.lower():
        return render(http, "reports/invitation.html", {"is_other": True})
    if http.method == "POST":
        try:
            inviting.accept(found, by=user)
        except MembersRefused as refusal:
            messages.error(http, str(refusal))
            return _page(http, found, status=409)
        return _inside(http, found)
    return _page(http, found)


def _come_in(http: HttpRequest, found: Invitation, form: AccountForm) -> HttpResponse:
    try:
        user = inviting.accept_as_new(found, **form.cleaned_data)
    except PersonRefused as refusal:
        for sentence in refusal.sentences:
            form.add_error(refusal.field or None, sentence)
    except MembersRefused as refusal:
        form.add_error(None, str(refusal))
    else:
        login(http, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return _inside(http, found)
    return _page(http, found, form=form)


def _inside(http: HttpRequest, found: Invitation) -> HttpResponse:
    """In the organisation, and told so."""
    http.session[houses.CHOSEN] = found.organisation_id
    messages.success(http, f"You belong to {found.organisation} now.")
    return redirect("reports:members")


def _page(
    http: HttpRequest,
    found: Invitation,
    *,
    form: AccountForm | None = None,
    account: User | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "invitation": found,
        "inviter": inviting.inviter_of(found),
        "form": form,
        "account": account,
    }
    faulty = form is not None and form.is_bound and found.is_open
    return render(http, "reports/invitation.html", context, status=422 if faulty else status)
