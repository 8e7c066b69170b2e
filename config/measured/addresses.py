"""The whole site and a bare page of 40 KB behind the same middleware: what a submission is compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config import urls

_BYTES = b"<!DOCTYPE html><title>Bare</title>" + b"x" * 40_000

handler400, handler500 = urls.handler400, urls.handler500


def bare(_http: HttpRequest) -> HttpResponse:
    """Audience: the bench."""
    return HttpResponse(_BYTES)


urlpatterns = [path("bare", bare), *urls.urlpatterns]
