"""The HTML of a report: a fragment for the site, a teaser, and the complete document that is printed.

All three place the same section partials. The template engine is our own: no request, no context processors
and no settings reach it, and it escapes whatever is not marked as cleaned Markdown.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

from reports.domain.snapshot import Snapshot, Teaser, canonical_json, digest
from reports.rendering import parts, qr
from reports.rendering.body import PICTURES, Body
from reports.rendering.characters import printable
from reports.rendering.drawings import Drawing
from reports.rendering.fetcher import SCHEME
from reports.rendering.footnotes import Notes

_HOME = Path(__file__).resolve().parents[1]
_ENGINE = Engine(dirs=[str(_HOME / "templates")], autoescape=True)
_STYLES = _HOME / "static" / "reports"
_REMARK = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);\s*")
_USE = re.compile(r"var\((--[\w-]+)\)")


def article(snapshot: Snapshot, drawn: Iterable[Drawing] = (), *, pictures: str = PICTURES) -> str:
    """The whole report as one `<article class="report">`: head with h1, contents, sections, notes.

    `pictures` is what stands before a picture's digest in its address, by default a folder beside the page.
    """
    body = Body(snapshot, tuple(drawn), pictures)
    context = {**_context(snapshot), "sections": body.parts()}
    context["editor_note"] = body.write(snapshot.editor_note)
    context["in_words"] = True
    return _render("reports/article.html", {**context, "notes": body.called()})


def teaser(teaser: Teaser) -> str:
    """What everybody may read, as one `<article class="report">`: the same head, and the first paragraph."""
    head = parts.head(teaser)
    lead = parts.safe(teaser.lead, head.dir)
    return _render("reports/teaser.html", {"head": head, "lead": lead, "teaser": teaser})


def document(
    snapshot: Snapshot, drawn: Iterable[Drawing] = (), *, draft: bool = False, site: str = ""
) -> str:
    """The complete HTML that is printed, styles included; the same snapshot gives the same text.

    `site` is the address at which the edition can be verified: where it is given, its code is printed, as
    letters and as a QR code.
    Pictures are asked for as `asset:` and their digest.
    """
    digested = digest(canonical_json(snapshot))
    proof = qr.proof(digested, site) if site and not draft else None
    printing = {"draft": draft, "styles": styles(), "digest": digested, "proof": proof}
    body = Body(snapshot, tuple(drawn), SCHEME, Notes(in_place=True))
    printing["editor_note"] = body.write(snapshot.editor_note)  # it comes first: so do its footnotes
    printing["sections"] = body.parts()
    return _render("reports/pdf/document.html", {**_context(snapshot), **printing})


def _context(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "head": parts.head(snapshot),
        "report": snapshot,
        "questions": parts.questions(snapshot),
    }


def _render(template: str, context: dict[str, Any]) -> str:
    page = _ENGINE.get_template(template).render(Context(context, use_l10n=False, use_tz=False))
    return printable(page)


@cache
def styles() -> SafeString:
    """The print stylesheet with the tokens put in: the engine would work out each use of one by itself.

    What the sheet defines anew counts instead of the token; remarks and the dark half are for other readers.
    """
    tokens, sheet = ((_STYLES / name).read_text() for name in ("tokens.css", "print.css"))
    values = {**dict(_TOKEN.findall(tokens.partition("@media")[0])), **dict(_TOKEN.findall(sheet))}
    plain = _REMARK.sub("", _TOKEN.sub("", sheet))
    return mark_safe(_USE.sub(lambda use: values[use[1]], plain))  # noqa: S308 -- our own files
