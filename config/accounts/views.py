"""Pages of an account that allauth has not, or has otherwise: an overview, a new address, single sessions."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.adapter import get_adapter as get_sessions_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from config.accounts import devices, moving
from config.accounts.forms import ChangeAddressForm, CodeForm
from reports.models import User
from reports.services import tokens


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # who is nobody was sent to sign in
    return request.user


@login_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in. How this account is opened, and what can be changed."""
    user = _user(request)
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    sessions = UserSession.objects.purge_and_list(user)
    return render(
        request,
        "account/overview.html",
        {
            "kinds": kinds,
            "sessions": len(sessions),
            "tokens": tokens.open_ones(user).count(),
            "connected": SocialAccount.objects.filter(user=user).exists(),
        },
    )


@login_required
@reauthentication_required(app="allauth.account", allow_get=True)  # type: ignore[untyped-decorator]
def change_address(request: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in. The address that is to be left gets a code first."""
    user = _user(request)
    form = ChangeAddressForm(user=user, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        moving.begin(request, user, form.cleaned_data["email"])
        return redirect("account_email_leave")
    return render(request, "account/change_address.html", {"form": form})


@login_required
def leave_address(request: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in and changes the address. The old one has agreed; the new one is next."""
    user, move = _user(request), moving.current(request)
    if move is None:
        messages.error(request, "No change of address is under way, or its code has run out. Begin again.")
        return redirect("account_email")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if moving.agree(request, move, form.cleaned_data["code"]):
            moving.prove(request, user, move)
            return redirect("account_email_verification_sent")
        form.add_error("code", "This is not the code that was mailed. Look at the newest mail.")
    return render(request, "account/leave_address.html", {"form": form, "move": move})


@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in. Where the account is open now."""
    rows = sorted(UserSession.objects.purge_and_list(_user(request)), key=lambda each: each.created_at)
    listed = [(each, devices.browser_of(each.user_agent)) for each in reversed(rows)]
    return render(request, "account/sessions.html", {"sessions": listed})


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: whoever is signed in. Ends one of its own; any other does not exist."""
    session = UserSession.objects.filter(pk=pk, user=_user(request)).first()
    if session is None:
        raise Http404
    is_this = session.is_current()
    get_sessions_adapter().end_sessions([session])
    messages.success(request, "That session has ended.")
    return redirect("account_login" if is_this else "usersessions_list")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in. Ends all of its own but this one."""
    others = [each for each in UserSession.objects.filter(user=_user(request)) if not each.is_current()]
    get_sessions_adapter().end_sessions(others)
    messages.success(request, "All other sessions have ended.")
    return redirect("usersessions_list")
