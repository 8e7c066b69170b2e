"""The renderer reaches nothing: every way that a document has of naming a file or an address, tried."""

import http.server
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from weasyprint.urls import URLFetchingError

from reports.rendering import pdf
from reports.rendering.fetcher import ClosedFetcher

# The engine leaves its own colour profile open; in the print process that ends with the process.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")

MARK = "canary-in-the-file"
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>"
)

VECTORS = {
    "img": "<img alt='x' src='{url}'>",
    "img srcset": "<img alt='x' srcset='{url} 1x'>",
    "picture": "<picture><source srcset='{url}'><img alt='x' src='{url}'></picture>",
    "input image": "<input type=image src='{url}'>",
    "object": "<object data='{url}'></object>",
    "object svg": "<object type='image/svg+xml' data='{url}'></object>",
    "embed": "<embed src='{url}'>",
    "iframe": "<iframe src='{url}'></iframe>",
    "video poster": "<video poster='{url}' src='{url}'></video>",
    "audio": "<audio src='{url}'></audio>",
    "script": "<script src='{url}'></script>",
    "meta refresh": "<meta http-equiv=refresh content='0;url={url}'>",
    "base": "<base href='{url}'><img alt='x' src='a.png'>",
    "base and attachment": "<base href='{url}'><link rel=attachment href='a.png'>",
    "link stylesheet": "<link rel=stylesheet href='{url}'>",
    "link attachment": "<link rel=attachment href='{url}'>",
    "link icon": "<link rel=icon href='{url}'>",
    "a attachment": "<a rel=attachment href='{url}'>x</a>",
    "import": "<style>@import '{url}';</style>",
    "import url": "<style>@import url({url}) print;</style>",
    "font-face": "<style>@font-face {{ font-family: X; src: url({url}) }} p {{ font: 9px X }}</style><p>x",
    "background": "<p style='background: url({url})'>x</p>",
    "background image set": "<p style='background: image-set(url({url}) 1x)'>x</p>",
    "border image": "<p style='border: 9px solid; border-image: url({url}) 3'>x</p>",
    "mask": "<p style='mask-border-source: url({url})'>x</p>",
    "list style": "<ul><li style='list-style-image: url({url})'>x</ul>",
    "content": "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    "margin box": "<style>@page {{ @top-left {{ content: url({url}) }} }}</style><p>x</p>",
    "page background": "<style>@page {{ background: url({url}) }}</style><p>x</p>",
    "colour profile": "<style>@color-profile --x {{ src: url({url}) }} p {{ color: color(--x 1) }}</style>",
    "cursor": "<p style='cursor: url({url}), auto'>x</p>",
    "svg image": SVG + "<image width='9' height='9' xlink:href='{url}'/></svg>",
    "svg image href": SVG + "<image width='9' height='9' href='{url}'/></svg>",
    "svg use": SVG + "<use xlink:href='{url}#a'/></svg>",
    "svg style": SVG + "<style>@import '{url}';</style><rect width='9' height='9'/></svg>",
    "svg fill": SVG + "<rect width='9' height='9' fill='url({url}#a)'/></svg>",
    "xml stylesheet": "<?xml-stylesheet href='{url}'?><p>x</p>",
}
DATA = {
    "data svg": f'<img alt="x" src="data:image/svg+xml,{SVG}' + "<image href='{url}'/></svg>\">",
    "data css": "<link rel=stylesheet href=\"data:text/css,@import '{url}'\">",
    "data png": "<img alt='x' src='data:image/png;base64,iVBORw0KGgo='>",
}


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("canary") / "a.png"
    file.write_bytes(PIXEL + MARK.encode())
    return file


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine that answers with a picture, after a redirect, and notes who came."""
    visits: list[str] = []

    class Noting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visits.append(self.path)
            self.send_response(302 if self.path == "/moved" else 200)
            self.send_header("Location", "/a.png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with socketserver.TCPServer(("127.0.0.1", 0), Noting) as listening:
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_address[1]}", visits
        listening.shutdown()
        thread.join()


_WATCHED: list[tuple[str, list[str]]] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if _WATCHED and event in ("open", "socket.connect", "socket.getaddrinfo"):
        needle, seen = _WATCHED[-1]
        if event != "open" or needle in str(arguments[0]):
            seen.append(f"{event} {arguments[0]!r}")


sys.addaudithook(_watch)


def touched(source: str, canary: Path) -> tuple[list[str], bytes]:
    """What the interpreter opened or connected to while this was printed, and the PDF, if there is one."""
    seen: list[str] = []
    made = b""
    _WATCHED.append((str(canary.parent), seen))
    with suppress(URLFetchingError):  # a colour profile is the one reference without which nothing is printed
        made = pdf.write(f"<html lang='en'><title>t</title>{source}").pdf
    _WATCHED.pop()
    return seen, made


@pytest.mark.parametrize("vector", [*VECTORS, *DATA])
def test_no_file_is_opened(vector: str, canary: Path) -> None:
    source = {**VECTORS, **DATA}[vector].format(url=canary.as_uri())
    seen, made = touched(source, canary)
    assert seen == []
    for trace in (MARK.encode(), b"/EmbeddedFile", b"/Subtype /Image"):
        assert trace not in made


@pytest.mark.parametrize("vector", [*VECTORS, *DATA])
@pytest.mark.parametrize("path", ["/a.png", "/moved"])
def test_no_address_is_visited(vector: str, path: str, canary: Path, server: tuple[str, list[str]]) -> None:
    address, visits = server
    seen, _ = touched({**VECTORS, **DATA}[vector].format(url=address + path), canary)
    assert seen == []
    assert visits == []


@pytest.mark.parametrize(
    "scheme", ["ftp://127.0.0.1/x", "//127.0.0.1/x", "FILE:///etc/passwd", "jar:file:/x", "asset:none"]
)
def test_other_schemes_are_refused_too(scheme: str, canary: Path) -> None:
    seen, made = touched(f"<img alt='x' src='{scheme}'>", canary)
    assert seen == []
    assert b"/Subtype /Image" not in made


def test_the_fixtures_would_notice(canary: Path, server: tuple[str, list[str]]) -> None:
    """The control: the same picture as the report's own asset is printed."""
    printed = pdf.write(
        "<html lang='en'><title>t</title><img alt='x' src='asset:own'>", {"own": ("image/png", PIXEL)}
    )
    assert b"/Subtype /Image" in printed.pdf
    assert printed.warnings == ()
    seen: list[str] = []
    _WATCHED.append((str(canary.parent), seen))
    canary.read_bytes()
    _WATCHED.pop()
    assert len(seen) == 1


def test_a_refused_reference_is_named_once_in_the_warnings() -> None:
    printed = pdf.write("<html lang='en'><title>t</title>" + "<img alt='x' src='file:///etc/passwd'>" * 2)
    assert printed.warnings == ("Refused reference: file:///etc/passwd",)


def test_assets_are_given_a_bounded_number_of_times() -> None:
    fetcher = ClosedFetcher({"own": ("image/png", PIXEL)}, requests=1)
    assert fetcher.fetch("asset:own") == ("image/png", PIXEL)
    with pytest.raises(ValueError, match="own assets"):
        fetcher.fetch("asset:own")
