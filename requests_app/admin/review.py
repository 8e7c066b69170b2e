"""The page on which a reviewer reads a report and votes: the text on one side, the scorecard on the other.

It shows nothing of another's vote; what was typed stays when the vote is refused.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from reports.admin import checking
from reports.models import User
from reports.services import judging, snapshots
from requests_app import actions
from requests_app.admin.assigning import number
from requests_app.admin.steps import do
from requests_app.forms import ReviewForm
from requests_app.models import ReportRequest
from requests_app.permissions import on_the_desk, reviewers, staff_roles
from requests_app.services import ballots

_TEMPLATE = "admin/requests_app/reportrequest/review.html"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def vote(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: reviewers who did not write the report, while it is in review."""
    by = http.user
    if not isinstance(by, User) or not staff_roles(by):
        raise PermissionDenied
    request = get_object_or_404(on_the_desk(http.user).select_related("report"), pk=pk)
    if ballots.vote_of(request, by):
        messages.info(http, "You have voted in this round; your vote is kept.")
        return _to_the_request(pk)
    if refusal := ballots.refuse(request, by):
        messages.error(http, refusal)
        return _to_the_request(pk)
    return _voted(http, request, by) if http.method == "POST" else _page(http, request, by, _blank(request))


@require_POST
def ask(http: HttpRequest, pk: int) -> HttpResponse:
    """Audience: analysts. Asks somebody to review the request, who sees it from then on."""
    chosen = number(http.POST.get("reviewer", ""))

    def invite(request: ReportRequest, by: User) -> str:
        reviewer = reviewers().filter(pk=chosen or 0).first()
        actions.ask_review(request, reviewer, by=by)
        return f"{reviewer} is asked to review it."

    return do(http, pk, invite)


def _voted(http: HttpRequest, request: ReportRequest, by: User) -> HttpResponse:
    form = ReviewForm(http.POST)
    if not form.is_valid():
        return _page(http, request, by, form, status=422)
    try:
        actions.vote(
            request,
            verdict=form.cleaned_data["verdict"],
            scores=form.scores(),
            reason=form.cleaned_data["reason"],
            wording=form.cleaned_data["wording"],
            by=by,
        )
    except actions.TransitionRefused as refusal:
        form.add_error(None, str(refusal))
        request.refresh_from_db()
        return _page(http, request, by, form, status=409)
    messages.success(http, _said(request))
    return _to_the_request(request.pk)


def _said(request: ReportRequest) -> str:
    """What became of the round, without a word of anybody's vote."""
    if ballots.is_open(request):
        return "Your vote is kept. What becomes of it is shown once all have voted."
    return f"Your vote was the last one: the request is {request.stage.label.lower()} now."


def _blank(request: ReportRequest) -> ReviewForm:
    assert request.report is not None  # or the vote was refused
    return ReviewForm(initial={"wording": snapshots.wording(request.report)})


def _page(
    http: HttpRequest, request: ReportRequest, by: User, form: ReviewForm, *, status: int = 200
) -> HttpResponse:
    report = request.report
    assert report is not None  # or the vote was refused
    context: dict[str, Any] = {
        **admin.site.each_context(http),
        "is_nav_sidebar_enabled": False,
        "title": f"Review {request.number}",
        "asked": request,
        "form": form,
        "article": checking.article(snapshots.take(report, edition=0)),
        "unfit": judging.may_approve(report, by),
    }
    return render(http, _TEMPLATE, context, status=status)


def _to_the_request(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:requests_app_reportrequest_change", args=[pk]))
