"""What every answer passes through: compressed text, whole downloads, bodies read to their end, a policy."""

from io import BytesIO

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config.middleware import CompressText, read_to_the_end

pytestmark = pytest.mark.once
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}


def compressed(response: HttpResponse | FileResponse) -> bool:
    asked = RequestFactory().get("/", **GZIP)
    answer = CompressText(lambda request: response)(asked)
    return answer.headers.get("Content-Encoding") == "gzip"


def test_text_is_compressed() -> None:
    assert compressed(HttpResponse("word " * 200))


def test_a_download_keeps_its_length() -> None:
    pdf = FileResponse(BytesIO(b"%PDF-" + b"0" * 1000), content_type="application/pdf")

    assert not compressed(pdf)


def test_a_body_that_no_view_read_is_read_to_its_end() -> None:
    request = RequestFactory().post("/", b"x" * 3_000_000, content_type="application/octet-stream")

    read_to_the_end(lambda _: HttpResponse(status=403))(request)

    assert request.read(1) == b""


def test_a_body_that_a_view_read_is_left_alone() -> None:
    request = RequestFactory().post("/", {"word": "kept"})
    seen: list[str] = []

    def view(asked: HttpRequest) -> HttpResponse:
        seen.append(asked.POST["word"])
        return HttpResponse()

    read_to_the_end(view)(request)

    assert seen == ["kept"]


@pytest.mark.django_db
def test_every_page_forbids_what_is_not_ours(client: Client) -> None:
    response = client.get("/account/login/")

    policy = {part.strip() for part in response.headers["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    }
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
