"""Following a request: its own page, the state of its PDF, and the file itself.

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
from reports.services import houses
from requests_app.forms import LockForm
from requests_app.models import ReportRequest
from requests_app.permissions import dealt_with, owned_by, visible_to
from requests_app.services import contacts, drafting, fulfilment, links, outliving, passwords
from requests_app.views import page
from requests_app.views.visiting import dealt_or_404, drafts, find_or_404, grant, visitor_of

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
    page_of_list = pages.get_page(http.GET.get("page"))
    context = {
        "page": page_of_list,
        "dealt": dealt_with(visitor, page_of_list),
        "drafts": begun,
        "kept_for": outliving.kept_for(),
        "owned": owned_by(visitor),
        "nav": "requests",
    }
    return render(http, "requests_app/list.html", context)


@never_cache
@require_safe
def detail(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever may see the request."""
    return _detail(http, find_or_404(http, key))


def _detail(http: HttpRequest, request: ReportRequest, lock: LockForm | None = None) -> HttpResponse:
    """The page, with what was wrong with the password of a client's own copy."""
    context = page.context(http, request) | ({"lock": lock} if lock else {})
    return render(http, "requests_app/detail.html", context, status=422 if lock else 200)


@never_cache
@require_safe
def progress(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever asked, and its organisation; the fragment that its page asks for by itself."""
    request = dealt_or_404(http, key)
    context = {"asked": request, **page.report(http, request)}
    response, state = render(http, "requests_app/_progress.html", context), context["progress"]
    if state is None or not state.goes_on:
        response["HX-Refresh"] = "true"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(http: HttpRequest, token: str) -> HttpResponse:
    """Audience: whoever holds the mailed link; a program that merely looks at links opens nothing."""
    request = links.request_of(token)
    if request is None or not contacts.has_contact(request):
        raise Http404
    if http.method != "POST":
        return render(http, "requests_app/open.html", {"number": request.number, "nav": "requests"})
    grant(http, request)
    return redirect("requests:detail", request.key)


@never_cache
@require_GET
def report_pdf(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever may see the request, once it is delivered."""
    return _copy(http, find_or_404(http, key))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def locked_pdf(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever may see the request, once it is delivered: a copy with a password of its own."""
    request = find_or_404(http, key)
    if http.method != "POST":
        return redirect("requests:detail", key)
    if passwords.is_set(request):
        messages.error(http, "Your report is locked already, with the password that our staff gave you.")
        return redirect("requests:detail", key)
    if fulfilment.edition_of(request) is None:
        raise Http404
    form = LockForm(http.POST)
    if not form.is_valid():
        return _detail(http, request, form)
    return _copy(http, request, password=form.cleaned_data["password"])


def _copy(http: HttpRequest, request: ReportRequest, password: str = "") -> HttpResponse:
    """The delivered report, made out to whoever stands here; locked where there is a password."""
    edition = fulfilment.edition_of(request)
    if edition is None:
        raise Http404
    if isinstance(http.user, User):
        reader = http.user
        taker = downloads.Recipient(reader.name or reader.email, _home_of_copy(http, request))
        return downloads.send(
            edition, reader=reader, address=reader.email, recipient=taker, password=password
        )
    asker = downloads.Recipient(request.name, request.organisation_name)
    return downloads.send(edition, reader=None, address=request.email, recipient=asker, password=password)


def _home_of_copy(http: HttpRequest, request: ReportRequest) -> str:
    """For which organisation somebody takes it: that of the request, where it belongs there, else its own."""
    who = visitor_of(http)
    if request.organisation and request.organisation_id in who.homes:
        return str(request.organisation.name)
    mine = houses.at_home(who.user, http.session) if who.user else None
    return mine.organisation.name if mine else ""
