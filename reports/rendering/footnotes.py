"""Footnotes of a document: numbered as they are called, over all of its parts.

In print a note stands where it is called and the layout engine moves it to the foot of the page; on the
web it goes to a list at the end. A note that nobody calls stays where it was typed: no word is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from reports.rendering import direction
from reports.rendering.direction import Direction

ELEMENT = "foot-note"
"""Unknown to HTML, so that it may stand inside a paragraph; the print stylesheet and the tags know it."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its HTML without blocks, and the way it runs."""

    html: str
    dir: Direction


@dataclass(slots=True)
class Notes:
    """The notes of one document so far; `in_place` is for print."""

    in_place: bool = False
    called: list[Note] = field(default_factory=list)

    def call(self, note: Note, base: Direction) -> str:
        """The HTML of the first call of a note."""
        self.called.append(note)
        number = len(self.called)
        if self.in_place:
            runs = f' dir="{note.dir}"' if note.dir != base else ""
            return f'<{ELEMENT} data-number="{number}"{runs}>{note.html}</{ELEMENT}>'
        return f'<sup class="call"><a id="note-call-{number}" href="#note-{number}">{number}</a></sup>'

    def again(self, number: int) -> str:
        """The HTML of a further call of the note with that number."""
        if self.in_place:
            return f'<sup class="call">{number}</sup>'
        return f'<sup class="call"><a href="#note-{number}">{number}</a></sup>'


def install(parser: MarkdownIt) -> None:
    """Teach a parser footnotes; its environment then needs `notes` and `base`."""
    footnote_plugin(parser, inline=False, move_to_end=False)
    parser.core.ruler.push("notes", _settle)
    parser.add_render_rule("footnote_ref", _call)


def _settle(state: Any) -> None:
    """Core rule: hand each note to its calls, and leave in place what is not called."""
    defined, kept = _apart(state.tokens)
    called: set[str] = set()
    for token in kept:
        for child in token.children or ():
            if child.type == "footnote_ref" and child.meta["label"] in defined:
                label = child.meta["label"]
                child.meta = {"label": label, "note": defined[label]}
                called.add(label)
    state.tokens = [
        token for token in kept for token in (_idle(token, defined, called) if token.meta else [token])
    ]


def _apart(tokens: Sequence[Token]) -> tuple[dict[str, list[Token]], list[Token]]:
    """The notes by label, and the text with a mark where each was; of two of a label the first counts."""
    defined: dict[str, list[Token]] = {}
    kept: list[Token] = []
    depth, current = 0, kept
    for token in tokens:
        if token.type == "footnote_reference_open":
            depth += 1
            if depth == 1:
                label = token.meta["label"]
                current = []
                if label not in defined:
                    defined[label] = current
                    kept.append(Token("note", "", 0, meta={"defines": label}))
                else:
                    current = kept
        elif token.type == "footnote_reference_close":
            depth -= 1
            current = current if depth else kept
        else:
            current.append(token)
    return defined, kept


def _idle(token: Token, defined: dict[str, list[Token]], called: set[str]) -> list[Token]:
    """What stands in the place of a mark: nothing for a note that is called, else its text."""
    label = token.meta.get("defines")
    if label is None:
        return [token]
    return [] if label in called else defined[label]


def _call(self: RendererHTML, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
    """Render rule: a call; one that leads nowhere, or stands inside a note, comes out as it was typed."""
    meta, notes = tokens[idx].meta, env.get("notes")
    if "note" not in meta or notes is None or env.get("within_note"):
        return escapeHtml(f"[^{meta['label']}]")
    numbers: dict[str, int] = env.setdefault("numbers", {})
    label = meta["label"]
    if label in numbers:
        return str(notes.again(numbers[label]))
    numbers[label] = len(notes.called) + 1
    return str(notes.call(_note(self, meta["note"], options, env), env["base"]))


def _note(renderer: RendererHTML, tokens: Sequence[Token], options: Any, env: Any) -> Note:
    """The note's words; its blocks become lines, because it stands inside a paragraph."""
    inside = {**env, "within_note": True}
    lines = []
    for token in tokens:
        if token.type == "inline":
            lines.append(renderer.renderInline(token.children or [], options, inside))
        elif token.type in ("fence", "code_block"):
            lines.append(f"<code>{escapeHtml(token.content.strip())}</code>")
    words = " ".join(token.content for token in tokens)
    return Note("<br>".join(lines), direction.of_text(words, otherwise=env["base"]))
