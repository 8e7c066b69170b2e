"""Following a request: its own page, the state of its PDF, taking it back, and the file itself.

Each page asks anew whether the request exists for this visitor; for everybody else it was never there.
"""

import uuid

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from reports import downloads
from reports.models import User
from requests_app import actions
from requests_app.domain.workflow import find
from requests_app.forms import NoteForm
from requests_app.permissions import steps_for, visible_to
from requests_app.services import drafting, fulfilment, links
from requests_app.views import page
from requests_app.views.visiting import drafts, find_or_404, grant, visitor_of

PER_PAGE = 20
MOST_DRAFTS = 10


@never_cache
@require_safe
def index(http: HttpRequest) -> HttpResponse:
    """Audience: whoever is signed in or has opened a mailed link; it lists what exists for this visitor."""
    begun = list(drafting.open_drafts(drafts(http))[:MOST_DRAFTS])
    visitor = visitor_of(http)
    if visitor.user is None and not visitor.opened and not begun:
        return redirect_to_login(http.get_full_path())
    pages = Paginator(visible_to(visitor).defer("background", "decision"), PER_PAGE)
    context = {"page": pages.get_page(http.GET.get("page")), "drafts": begun, "nav": "requests"}
    return render(http, "requests_app/list.html", context)


@never_cache
@require_safe
def detail(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever may see the request."""
    request = find_or_404(http, key)
    return render(http, "requests_app/detail.html", page.context(http, request))


@never_cache
@require_safe
def progress(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever may see the request; the fragment that its page asks for while the PDF is made."""
    request = find_or_404(http, key)
    state = fulfilment.progress(request)
    response = render(http, "requests_app/_progress.html", {"asked": request, "progress": state})
    if state is None or not state.goes_on:
        response["HX-Refresh"] = "true"
    return response


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever asked, while the request is open."""
    request = find_or_404(http, key)
    if find("withdraw") not in steps_for(visitor_of(http), request):
        raise Http404
    form = NoteForm(http.POST if http.method == "POST" else None)
    if http.method != "POST" or not form.is_valid():
        context = {"asked": request, "form": form, "nav": "requests"}
        return render(http, "requests_app/withdraw.html", context, status=422 if form.errors else 200)
    by = http.user if isinstance(http.user, User) else None
    try:
        actions.withdraw(request, by=by, note=form.cleaned_data["note"])
    except actions.TransitionRefused as refusal:
        messages.error(http, str(refusal))
    return redirect("requests:detail", key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(http: HttpRequest, token: str) -> HttpResponse:
    """Audience: whoever holds the mailed link; a program that merely looks at links opens nothing."""
    request = links.request_of(token)
    if request is None:
        raise Http404
    if http.method != "POST":
        return render(http, "requests_app/open.html", {"number": request.number, "nav": "requests"})
    grant(http, request)
    return redirect("requests:detail", request.key)


@never_cache
@require_GET
def report_pdf(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever may see the request, once it is delivered."""
    request = find_or_404(http, key)
    edition = fulfilment.edition_of(request)
    if edition is None:
        raise Http404
    if isinstance(http.user, User):
        return downloads.send(edition, reader=http.user, address=http.user.email)
    asker = downloads.Recipient(request.name, request.organisation_name)
    return downloads.send(edition, reader=None, address=request.email, recipient=asker)
