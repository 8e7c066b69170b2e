"""What every answer passes through that Django does not bring.

Text is compressed here, so that a page stays small without a proxy in front; PDFs and pictures are left as
they are. A body that nobody read is read to its end, or the browser would never see why it was refused.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed, UnreadablePostError
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import has_vary_header

COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml")
METHODS = ("GET", "HEAD", "POST")
MOST_DRAINED = 32 * 2**20
CHUNK = 65_536


def read_to_the_end(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """A server that answers and closes while the browser still sends looks broken, not strict."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        try:
            for _ in range(MOST_DRAINED // CHUNK):
                if not request.read(CHUNK):
                    break
        except UnreadablePostError:
            pass  # whoever sent it is gone
        return response

    return middleware


def plain_methods(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Pages are read and forms are sent; nothing else passes, or the staff’s pages would answer DELETE."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return middleware


def keep_private(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """An answer that depends on who asks is kept by no cache, unless it says that the reader's own may."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if has_vary_header(response, "Cookie") and "private" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


class CompressText(GZipMiddleware):
    """Gzip for text only: a download keeps its length, and a picture is not packed twice."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)
