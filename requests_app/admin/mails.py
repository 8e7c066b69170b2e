"""Every mail of the table as it would look, text and HTML side by side.

Staff reads here what a client will read, with an invented number and before it is ever sent.
"""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from requests_app.admin.steps import staff_at
from requests_app.services.lettering import Sample, samples

_HOME = "admin/requests_app/reportrequest"
_SEALED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@require_safe
def index(http: HttpRequest) -> HttpResponse:
    """Audience: staff with a role."""
    staff_at(http)
    context = {**admin.site.each_context(http), "title": "Mails", "samples": samples()}
    return render(http, f"{_HOME}/mails.html", context)


@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]  # its types know no captured parts
@require_safe
def preview(http: HttpRequest, name: str) -> HttpResponse:
    """Audience: staff with a role. One mail with invented data."""
    staff_at(http)
    sample = _sample(name)
    context = {**admin.site.each_context(http), "title": sample.letter.subject, "sample": sample}
    return render(http, f"{_HOME}/mail.html", context)


@xframe_options_sameorigin
@require_safe
def letter(http: HttpRequest, name: str) -> HttpResponse:
    """Audience: staff with a role. The HTML of a mail, drawn without scripts and forms."""
    staff_at(http)
    return HttpResponse(_sample(name).letter.html, headers={"Content-Security-Policy": _SEALED})


def _sample(name: str) -> Sample:
    sample = next((each for each in samples() if each.name == name), None)
    if sample is None:
        raise Http404
    return sample


def urls(view: Callable[[Any], Any]) -> list[URLPattern]:
    """The addresses of the previews, each behind the admin's own door."""
    return [
        path("mails/", view(index), name="requests_app_reportrequest_mails"),
        path("mails/<slug:name>/", view(preview), name="requests_app_reportrequest_mail"),
        path("mails/<slug:name>/html/", view(letter), name="requests_app_reportrequest_letter"),
    ]
