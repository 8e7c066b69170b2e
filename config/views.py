"""Pages that belong to no app: the health of the process, refused requests, and the demo's own mailbox.

The mailbox exists so that somebody trying the demo can follow the links that a client would receive.
"""

import email
import sys
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Audience: everybody. The process answers and its database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Audience: everybody. What cannot be read, and what is too large to be."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def too_many(request: HttpRequest) -> HttpResponse:
    """Audience: everybody. Too much was tried in too little time."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "60"
    return response


def server_error(_request: HttpRequest) -> HttpResponse:
    """Audience: everybody. A database that is away or busy is no fault of the page: it says to come back.

    Rendered without the request, whose session and messages would ask the database again.
    """
    if isinstance(sys.exc_info()[1], OperationalError):
        return HttpResponse(render_to_string("config/busy.html"), status=503, headers={"Retry-After": "10"})
    return HttpResponse(render_to_string("500.html"), status=500)


def no_shortcut(_request: HttpRequest, rest: str) -> HttpResponse:
    """Audience: nobody. Django's “view on site” leads to any row, so it tells which exist."""
    raise Http404(rest)


@never_cache
@require_safe
def demo_mails(request: HttpRequest) -> HttpResponse:
    """Audience: whoever runs the demo. Every mail that was sent, newest first."""
    mails = [(path.name, _read(path)) for path in _mailbox()]
    return render(request, "config/demo_mails.html", {"mails": mails})


@never_cache
@require_safe
def demo_mail(request: HttpRequest, name: str) -> HttpResponse:
    """Audience: whoever runs the demo. One mail as it was sent."""
    path = next((path for path in _mailbox() if path.name == name), None)
    if path is None:
        raise Http404
    mail = _read(path)
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    return render(request, "config/demo_mail.html", {"mail": mail, "text": text})


def _mailbox() -> list[Path]:
    if not settings.DEMO:
        raise Http404
    return sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True)


def _read(path: Path) -> EmailMessage:
    # Django's file backend ends each mail with a line of dashes; one connection sends one mail here.
    raw = path.read_bytes().rsplit(b"\n" + b"-" * 79, 1)[0]
    return email.message_from_bytes(raw, policy=default)
