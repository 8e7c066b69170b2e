"""The page of a person's tokens: what is open, making one and revoking one.

The secret is part of one answer and of nothing else: no session, row, mail or log holds it.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reports.forms.tokens import TokenForm
from reports.models import AccessToken, User
from reports.permissions import asks_again
from reports.services import houses, tokens


@asks_again
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def index(http: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in; their own tokens. Making one asks again who it is."""
    user = _user(http)
    form, shown, secret = TokenForm(http.POST if http.method == "POST" else None), TokenForm(), ""
    if form.is_valid():
        mine = houses.at_home(user, http.session)
        house = mine.organisation if mine else None
        try:
            _, secret = tokens.issue(user, **form.cleaned_data, organisation=house)
        except tokens.TokenRefused as refusal:
            form.add_error(None, str(refusal))
    if form.errors:
        shown = form
    rows = tokens.open_ones(user).select_related("organisation")
    context = {"form": shown, "secret": secret, "tokens": rows, "nav": "account"}
    return render(http, "reports/tokens.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_POST
def revoke(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: whoever is signed in; their own tokens."""
    token = get_object_or_404(AccessToken, pk=pk, person=_user(http))
    tokens.revoke(token)
    messages.success(http, f"“{token.name}” is revoked: what uses it is not let in any more.")
    return redirect("reports:tokens")


def _user(http: HttpRequest) -> User:
    assert isinstance(http.user, User)  # the decorator asked before
    return http.user
