"""Stopping the mail that its reader can do without: by one press, without signing in, from any mail program.

The address names one message and is signed; looking at it changes nothing, because programs look too.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports import actions


@csrf_exempt  # a mail program posts here by itself (RFC 8058) and has no cookie that could be misused
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Audience: whoever holds an optional mail."""
    mail = actions.optional_mail(token)
    if mail is None:
        raise Http404
    if request.method == "POST":
        actions.choose_mail(mail, wanted="resume" in request.POST)
        return redirect("reports:mail-stop", token)
    return render(request, "reports/mail_stop.html", {"stopped": actions.has_stopped(mail)})
