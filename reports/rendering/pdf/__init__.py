"""HTML to PDF in this process: the one module that knows WeasyPrint.

One file is both archivable (PDF/A-3a) and accessible (PDF/UA-1), its fonts are subsets, and the
same HTML gives the same bytes. The engine can be kept busy without end, so callers use `sandbox`.
"""

import gc
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from PIL import Image
from weasyprint import CSS, HTML, Attachment
from weasyprint.pdf import tags
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.svg import Node
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.rendering import structure
from reports.rendering.fetcher import REFUSAL, ClosedFetcher
from reports.rendering.footnotes import ELEMENT
from reports.rendering.pdf import lengths, lines, notes, parsing, plates, strokes, styles, writing
from reports.rendering.printed import SOURCE, Asset, Limits, Printed, RenderFailed

Image.MAX_IMAGE_PIXELS = 12_500_000  # Pillow refuses at twice this figure: 25 megapixels fill A4 at 500 dpi

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
# PDF/A allows only properties that it knows; this schema declares the one of PDF/UA (ISO 19005-3, 6.6.2.3).
_UA_ENTRIES = f"""
<rdf:RDF xmlns:rdf="{_RDF}" xmlns:ua="{_UA}" xmlns:x="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:s="http://www.aiim.org/pdfa/ns/schema#" xmlns:p="http://www.aiim.org/pdfa/ns/property#">
<rdf:Description rdf:about=""><ua:part>1</ua:part></rdf:Description>
<rdf:Description rdf:about=""><x:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<s:schema>PDF/UA identification</s:schema><s:namespaceURI>{_UA}</s:namespaceURI><s:prefix>pdfuaid</s:prefix>
<s:property><rdf:Seq><rdf:li rdf:parseType="Resource"><p:name>part</p:name><p:valueType>Integer</p:valueType>
<p:category>internal</p:category><p:description>Part of ISO 14289 that the file conforms to</p:description>
</rdf:li></rdf:Seq></s:property></rdf:li></rdf:Bag></x:schemas></rdf:Description></rdf:RDF>"""

_STYLES = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)

ElementTree.register_namespace("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/")
ElementTree.register_namespace("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#")
ElementTree.register_namespace("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#")


class _Fetcher(URLFetcher):  # type: ignore[misc]  # the library brings no types
    """The closed fetcher in the shape that the engine asks for; what it inherits can reach nothing either."""

    def __init__(self, closed: ClosedFetcher) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._closed = closed

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 -- the engine's name
        media_type, content = self._closed.fetch(url)
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


class _Metadata(DocumentMetadata):  # type: ignore[misc]  # the library brings no types
    """The document's metadata with the entry that makes a PDF/A file a PDF/UA file as well."""

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        own = super().generate_rdf_metadata(variant, version, conformance)
        rdf = ElementTree.fromstring(own)  # noqa: S314 -- written by the line above
        rdf.extend(ElementTree.fromstring(_UA_ENTRIES))  # noqa: S314 -- written in this module
        return bytes(ElementTree.tostring(rdf, encoding="utf-8"))


class _Whole(str):
    """A text that comes in one piece where the engine asks for its letters."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def _drawn_text(node: Any) -> str | None:
    """The text of an element of a drawing, whole unless its letters are placed one by one.

    The engine sets drawings letter by letter: Arabic would not join and would run backwards.
    """
    text: str | None = node._etree_node.text
    placed = {"rotate", "dx", "dy", "textLength", "letter-spacing"} & node.attrib.keys()
    several = any(" " in node.attrib.get(axis, "").strip() for axis in ("x", "y"))
    return text if not text or placed or several else _Whole(text)


Node.text = property(_drawn_text)


def _tag_of(element: str | None, own: Callable[[str | None], str] = tags._get_pdf_tag) -> str:
    """The tag of an HTML element: a footnote is a Note, which the engine does not know."""
    return "Note" if element == ELEMENT else own(element)


tags._get_pdf_tag = _tag_of
for change in (parsing, styles, lengths, lines, strokes, writing, plates, notes):
    change.install()


class _Heard(logging.Handler):
    """Keep what the engine logs, each sentence once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.sentences: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        sentence = record.getMessage()
        if REFUSAL not in sentence:  # told once, as a refused reference
            self.sentences.setdefault(sentence[:300])


@contextmanager
def _listening() -> Iterator[_Heard]:
    logger, heard = logging.getLogger("weasyprint"), _Heard()
    logger.addHandler(heard)
    try:
        yield heard
    finally:
        logger.removeHandler(heard)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Layout makes few cycles and many objects: the collector costs an eighth of the render."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write(html: str, assets: Mapping[str, Asset] | None = None, *, pages: int = Limits().pages) -> Printed:
    """The PDF of a complete HTML document; raises RenderFailed for more than `pages` pages.

    A reference that was refused and a fault that the engine passed over are in `warnings`. The asset named
    `printed.SOURCE` is attached as what the document was made from, dated as the document.
    """
    started = time.perf_counter()
    fetcher = ClosedFetcher(assets or {})
    with _listening() as heard, _without_collector():
        document = _laid_out(html, _Fetcher(fetcher))
        if len(document.pages) > pages:
            count = len(document.pages)
            raise RenderFailed(f"The report has {count} pages and at most {pages} are printed; shorten it.")
        document.metadata = _Metadata(**vars(document.metadata))
        document.metadata.attachments += _attached(assets or {}, document.metadata.created)
        pdf: bytes = document.write_pdf(pdf_variant="pdf/a-3a", finisher=_finish)
    refused = [f"Refused reference: {url}" for url in dict.fromkeys(fetcher.refused)]
    return Printed(
        pdf=pdf,
        pages=len(document.pages),
        warnings=(*refused, *heard.sentences),
        seconds=time.perf_counter() - started,
    )


def _finish(_document: Any, pdf: Any) -> None:
    structure.mend(pdf)
    writing.settle(pdf)


def _laid_out(html: str, fetcher: URLFetcher) -> Any:
    """The document with its pages; its stylesheet is read once for all that have the same."""
    styles = _STYLES.search(html)
    sheets = [_sheet(styles[1])] if styles else []
    source = html[: styles.start()] + html[styles.end() :] if styles else html
    return HTML(string=source, url_fetcher=fetcher).render(stylesheets=sheets, pdf_variant="pdf/a-3a")


@lru_cache(maxsize=8)
def _sheet(styles: str) -> CSS:
    return CSS(string=styles, url_fetcher=_Fetcher(ClosedFetcher({})))


def _attached(assets: Mapping[str, Asset], dated: str | None) -> Iterator[Attachment]:
    """The source of the document, if it is given."""
    if SOURCE in assets:
        at = datetime.fromisoformat(dated) if dated else datetime(1970, 1, 1)  # noqa: DTZ001 -- a day, no moment
        yield Attachment(
            string=assets[SOURCE][1],
            name=SOURCE,
            description="What this document was made from, as data",
            created=at,
            modified=at,
            relationship="Source",
        )
