"""What we hold about the person who is signed in: to take home, or to have forgotten.

The pages are the person's own; what is asked here is owed as a job or waits for staff.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from reports import downloads
from reports.forms.privacy import ConfirmForm
from reports.models import ErasureRequest, User
from reports.services import erasing, exporting, holdings


@never_cache
@login_required
@require_safe
def page(http: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in; it is about that person alone."""
    user = _user(http)
    export = exporting.latest(user)
    return render(
        http,
        "reports/data.html",
        {
            "export": export,
            "why_not": exporting.why_not(user),
            "until": exporting.ends_at(export) if export else None,
            "erasure": ErasureRequest.objects.filter(person=user).first(),
        },
    )


@never_cache
@login_required
@require_POST
def export(http: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in."""
    try:
        exporting.ask(_user(http))
        messages.success(http, "We put it together and write to you when it is ready.")
    except exporting.ExportRefused as refusal:
        messages.error(http, str(refusal))
    return redirect("reports:data")


@never_cache
@login_required
@require_GET
def download(http: HttpRequest) -> HttpResponseBase:
    """Audience: whoever is signed in; the person's own last archive, while it is kept."""
    export = exporting.latest(_user(http))
    if export is None or exporting.ends_at(export) is None:
        raise Http404
    return downloads.send_archive(export)


@never_cache
@login_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(http: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in. Confirmed with the password."""
    user = _user(http)
    form = ConfirmForm(user, http.POST if http.method == "POST" else None)
    if form.is_valid():
        try:
            erasing.ask(user)
            messages.success(http, "We have your wish, and answer by mail.")
        except erasing.ErasureRefused as refusal:
            messages.error(http, str(refusal))
        return redirect("reports:data")
    context = {"form": form, "against": holdings.obstacles_of(user), "open": erasing.open_request(user)}
    return render(http, "reports/erasure.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_POST
def take_back(http: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in."""
    if erasing.take_back(_user(http)):
        messages.success(http, "You stay. Nothing was removed.")
    else:
        messages.error(http, "There is nothing to take back any more.")
    return redirect("reports:data")


def _user(http: HttpRequest) -> User:
    assert isinstance(http.user, User)  # the decorator asked before it came here
    return http.user
