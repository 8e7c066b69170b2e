"""What the client thinks of the report: for whoever asked; a form that arrives twice finds its work done."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reports.models import User
from requests_app import actions
from requests_app.forms import FeedbackForm
from requests_app.permissions import acts_for
from requests_app.services import opinions
from requests_app.views.visiting import find_or_404, visitor_of


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever asked, from delivery until thirty days after the end."""
    request = find_or_404(http, key)
    if not (acts_for(visitor_of(http), request) and opinions.may_be_given(request)):
        raise Http404
    typed = http.POST if http.method == "POST" else None
    form = FeedbackForm(request.questions.all(), typed, told=opinions.of(request))
    if typed is None or not form.is_valid():
        context = {"asked": request, "form": form, "nav": "requests"}
        return render(http, "requests_app/feedback.html", context, status=422 if form.errors else 200)
    try:
        actions.give_feedback(request, form.opinion(), by=_user(http))
        messages.success(http, "Thank you. You can change it until 30 days after the request is closed.")
    except actions.FeedbackRefused as refusal:
        messages.error(http, str(refusal))
    return redirect("requests:detail", key)


def _user(http: HttpRequest) -> User | None:
    return http.user if isinstance(http.user, User) else None
