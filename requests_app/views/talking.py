"""Writing to the house, and taking a quote home as a paper.

What is written is a message of the thread; where the house waits for it, it is the answer.
"""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from reports import downloads
from reports.models import User
from requests_app import actions
from requests_app.forms import WritingForm
from requests_app.permissions import acts_for
from requests_app.views import page
from requests_app.views.visiting import dealt_or_404, find_or_404, too_many_papers, visitor_of


@never_cache
@sensitive_post_parameters()
@require_POST
def write(http: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Audience: whoever asked, while the request is open."""
    request = find_or_404(http, key)
    if not acts_for(visitor_of(http), request):
        raise Http404
    form = WritingForm(http.POST)
    if form.is_valid():
        by = http.user if isinstance(http.user, User) else None
        try:
            actions.answer(request, form.cleaned_data["text"], key=form.cleaned_data["key"], by=by)
        except actions.TransitionRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(http, "Your message is with us.")
            return redirect("requests:detail", key)
    context = {**page.context(http, request), "writing": form, "writes": True}
    return render(http, "requests_app/detail.html", context, status=422)


@never_cache
@require_safe
def quote_pdf(http: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """Audience: whoever asked, and its organisation."""
    request = dealt_or_404(http, key)
    quote = get_object_or_404(request.quotes.select_related("request"), number=number)
    if wait := too_many_papers(http, request):
        return wait
    return downloads.send_paper(lambda: actions.print_quote(quote), name=actions.name_of(quote))
