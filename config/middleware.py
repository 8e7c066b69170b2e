"""What every answer passes through that Django does not bring.

Text is compressed here, so that a page stays small without a proxy in front; PDFs and pictures are left as
they are.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml")


class CompressText(GZipMiddleware):
    """Gzip for text only: a download keeps its length, and a picture is not packed twice."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)
