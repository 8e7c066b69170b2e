"""Finds the article in the HTML of a page, and writes it as Markdown.

The page is cleaned by the allow-list first, so that what is read is well formed, holds no script, and was
nested within reason.
"""

import re
from dataclasses import dataclass

import nh3

from reports.domain.article.values import LeftOut
from reports.domain.article.words import words
from reports.importing.blocks import Block, blocks
from reports.importing.refusals import ImportRefusedError

_TAGS = {
    "title", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "section", "article", "main", "header",
    "nav", "aside", "footer", "form", "button", "dialog", "menu", "ul", "ol", "li", "dl", "dt", "dd",
    "blockquote", "pre", "code", "figure", "figcaption", "table", "thead", "tbody", "tfoot", "tr", "td",
    "th", "caption", "br", "hr", "a", "img", "b", "strong", "i", "em", "cite", "address", "details",
    "summary",
}  # fmt: skip
_DROPPED = {
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "canvas", "select",
    "textarea", "video", "audio",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "*": {"hidden", "aria-hidden"}}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# These close by themselves or hold nothing, so that they do not nest however often they are opened.
_FLAT = frozenset((
    "p", "li", "dt", "dd", "td", "th", "tr", "option", "br", "hr", "img", "input", "meta", "link",
    "source", "area", "col", "wbr",
))  # fmt: skip
_DEEPEST = 300
_OUTSIDE = "stands outside the article on its page"


@dataclass(frozen=True, slots=True)
class Page:
    """The article as Markdown, the paragraph of each of its lines, and what stands beside it on the page."""

    text: str
    paragraphs: tuple[int, ...]
    beside: tuple[LeftOut, ...]


def read(html: str, *, name: str) -> Page:
    """The article of a page. Raises ImportRefusedError where nothing on it can be read."""
    _refuse_deep(html, name)
    cleaned = nh3.clean(
        html.replace("\0", ""),
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    title, found = blocks(cleaned)
    kept = _with_title(title, found, _article(found))
    if not kept:
        raise ImportRefusedError(name, 1, "There is no text on this page.")
    chosen = {id(block) for block in kept}
    beside = [(at, block) for at, block in enumerate(found, start=1) if id(block) not in chosen]
    numbers = {id(block): at for at, block in enumerate(found, start=1)}
    text, paragraphs = _written(kept, numbers)
    return Page(
        text,
        paragraphs,
        tuple(
            LeftOut(at, block.text, block.outside or _OUTSIDE) for at, block in beside if words(block.text)
        ),
    )


def _refuse_deep(html: str, name: str) -> None:
    """A page of thousands of tags inside each other is no page, and takes minutes to take apart."""
    depth = 0
    for found in _TAG.finditer(html):
        if found[2].lower() not in _FLAT:
            depth = max(depth - 1, 0) if found[1] else depth + 1
        if depth > _DEEPEST:
            line = html.count("\n", 0, found.start()) + 1
            raise ImportRefusedError(name, line, f"The page is nested more than {_DEEPEST} tags deep here.")


def _article(found: list[Block]) -> list[Block]:
    """The blocks of the longest article; those of the main part, or the whole page, where none is marked."""
    inside = [block for block in found if not block.outside] or found
    sizes: dict[int, int] = {}
    for block in inside:
        if block.region:
            sizes[block.region] = sizes.get(block.region, 0) + len(block.text)
    if sizes:
        longest = max(sizes, key=lambda region: sizes[region])
        return [block for block in inside if block.region == longest]
    return [block for block in inside if block.is_main] or inside


def _with_title(title: str, found: list[Block], kept: list[Block]) -> list[Block]:
    """Put the page's main heading above the article, or the page's name where it has no such heading."""
    if not kept or any(block.level == 1 for block in kept):
        return kept
    heading = next((block for block in found if block.level == 1 and not block.outside), None)
    if heading is None and title:
        heading = Block(f"# {title}", level=1)
    return [heading, *kept] if heading else kept


def _written(kept: list[Block], numbers: dict[int, int]) -> tuple[str, tuple[int, ...]]:
    lines: list[str] = []
    paragraphs: list[int] = []
    for block in kept:
        gap = 0 if block.is_tight or not lines else 1 + block.gap
        own = [*[""] * gap, *block.text.split("\n")]
        lines.extend(own)
        paragraphs.extend([numbers.get(id(block), 1)] * len(own))
    return "\n".join(lines), tuple(paragraphs)
