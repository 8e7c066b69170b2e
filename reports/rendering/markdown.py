"""Markdown to safe HTML: CommonMark, tables and footnotes, no raw HTML, no pictures, and no word lost.

What the author typed is either a construct of that subset or comes out as text. The parser bounds its own
work; an allow-list behind it holds even if the parser has a fault.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from reports.rendering import direction, footnotes
from reports.rendering.characters import printable
from reports.rendering.direction import Direction
from reports.rendering.footnotes import Notes

_TOP_HEADING = 3
"""Headings of a body stand below the section's own h2."""
_DEPTH = 12
"""Levels of lists and quotations (a list counts two); what lies deeper is a paragraph."""
_MOST_LINES, _MOST_BRACKETS, _MOST_MARKS, _MOST_COLUMNS = 5_000, 2_000, 20_000, 60
_WIDE = 7
"""More columns than this are set in smaller letters."""
_LONG_WORD = 24
"""A longer word than this is broken where a column of a table is too narrow for it."""
_LINKS = ("https:", "mailto:", "#")
_DIRECTED = frozenset({"p", "h3", "h4", "h5", "h6", "li", "td", "th"})

_TAGS = {
    *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr"),
    *("pre", "code", "em", "strong", "br", "a", "table", "thead", "tbody", "tr", "th", "td", "div"),
    *("sup", footnotes.ELEMENT),
}
_ATTRIBUTES = {tag: {"dir"} for tag in _DIRECTED} | {
    "a": {"href", "id"},
    "ol": {"start"},
    footnotes.ELEMENT: {"data-number", "dir"},
    "th": {"dir", "scope"},
    "div": {"tabindex"},
}
_CLASSES = {
    "a": {"url"},
    "div": {"scroll", "wide", "wordy"},
    "sup": {"call"},
    "td": {"centre", "end"},
    "th": {"centre", "end"},
}
_NUMBERED = re.compile(r"note-call-\d+")
_ALIGNED = {"text-align:center": "centre", "text-align:right": "end"}


def to_html(text: str, *, base: Direction = "ltr", notes: Notes | None = None) -> str:
    """The HTML of a Markdown body whose document runs in the direction `base`.

    Headings start at h3 and skip no level. Links lead to https, mailto or a place in the document; another
    link is text with its address behind it. A text that is mostly punctuation is printed as it was typed.
    Its footnotes go to `notes`, or behind the body where no document gathers them.
    """
    own = Notes() if notes is None else notes
    parser = _PLAIN if _is_dense(text) else _RICH
    html = parser.render(printable(text), {"base": base, "notes": own})
    if notes is None and own.called:
        html += f"<ol>{''.join(f'<li>{note.html}</li>' for note in own.called)}</ol>"
    return clean(html)


def clean(html: str) -> str:
    """What the subset allows of some HTML."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        attribute_filter=_only_own_ids,
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def _only_own_ids(_tag: str, name: str, value: str) -> str | None:
    """No text can take the name of a place in the document."""
    return value if name != "id" or _NUMBERED.fullmatch(value) else None


def _is_dense(text: str) -> bool:
    """Whether parsing would cost more than prose can: such a text is no prose."""
    lines = text.split("\n")
    return (
        len(lines) > _MOST_LINES
        or text.count("[") > _MOST_BRACKETS
        or sum(text.count(mark) for mark in "*_|") > _MOST_MARKS
        or any(line.count("|") > _MOST_COLUMNS for line in lines)
    )


def _too_deep(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: below the cap the rest is one paragraph, where the parser itself would drop it."""
    if silent or state.level < _DEPTH:
        return False
    lines = range(start_line + 1, end_line)
    last = next((line for line in lines if state.sCount[line] < state.blkIndent), end_line)
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start_line, last, state.blkIndent, False).strip()
    inline.children = []
    state.push("paragraph_close", "p", -1)
    state.line = last
    return True


def _shift_headings(tokens: Sequence[Token]) -> None:
    levels = sorted({int(token.tag[1]) for token in tokens if token.type == "heading_open"})
    highest, previous = (levels[0] if levels else 1), _TOP_HEADING - 1
    for token in tokens:
        if token.type == "heading_open":
            previous = min(_TOP_HEADING + int(token.tag[1]) - highest, previous + 1, 6)
            token.tag = f"h{previous}"
        elif token.type == "heading_close":
            token.tag = f"h{previous}"


def _direct(tokens: Sequence[Token], base: Direction) -> None:
    """Mark each block whose letters run against the document."""
    opened: list[Token] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append(token)
        elif token.nesting == -1 and opened:
            opened.pop()
        elif token.type == "inline":
            runs = direction.of_text(token.content, otherwise=base)
            if runs != base:
                for block in opened:
                    if block.tag in _DIRECTED:
                        block.attrSet("dir", runs)


def _dress_cells(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type in ("th_open", "td_open"):
            aligned = _ALIGNED.get(str(token.attrs.pop("style", "")))
            if aligned:
                token.attrSet("class", aligned)
            if token.type == "th_open":
                token.attrSet("scope", "col")


def _settle_links(children: list[Token]) -> Iterator[Token]:
    """Keep the links that may be followed; of another keep the words and the address."""
    address = ""
    for token in children:
        if token.type == "link_open":
            address = str(token.attrGet("href") or "")
            if address.lower().startswith(_LINKS):
                if token.markup == "autolink":
                    token.attrSet("class", "url")
                address = ""
                yield token
        elif token.type == "link_close" and address:
            yield _words(f" ({address})")
            address = ""
        else:
            yield token


def _words(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _dress(state: Any) -> None:
    """Core rule: what the subset means beyond the parser's own reading."""
    _shift_headings(state.tokens)
    _dress_cells(state.tokens)
    for token in state.tokens:
        if token.type == "inline" and any(child.type == "link_open" for child in token.children):
            token.children = list(_settle_links(token.children))
    _direct(state.tokens, state.env.get("base", "ltr"))


class _Renderer(RendererHTML):
    """The parser's own renderer, but for pictures and tables."""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture's words: its text alternative and its address, since no picture is fetched."""
        token = tokens[idx]
        words = self.renderInlineAsText(token.children or [], options, env)
        return escapeHtml(f"{words} ({token.attrGet('src')})".strip())

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG002
        """A frame that scrolls on a small screen; smaller letters for many columns, breaks in long words.

        To be ready to break any word costs the print a third of its time, so only such a table asks for it.
        """
        body = next(at for at in range(idx, len(tokens)) if tokens[at].type == "thead_close")
        end = next(at for at in range(body, len(tokens)) if tokens[at].type == "table_close")
        columns = sum(token.type == "th_open" for token in tokens[idx:body])
        longest = max(len(word) for token in tokens[idx:end] for word in token.content.split() or [""])
        classes = ["scroll", *["wide"] * (columns > _WIDE), *["wordy"] * (longest > _LONG_WORD)]
        return f'<div class="{" ".join(classes)}" tabindex="0"><table>\n'

    def table_close(self, *_: object) -> str:
        """The end of both."""
        return "</table></div>\n"


def _rich() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}, renderer_cls=_Renderer).enable(
        "table"
    )
    parser.block.ruler.before("table", "too_deep", _too_deep)
    parser.core.ruler.push("dress", _dress)
    footnotes.install(parser)
    return parser


def _plain() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False})
    parser.core.ruler.push("dress", _dress)
    return parser


_RICH, _PLAIN = _rich(), _plain()
