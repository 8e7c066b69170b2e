"""Knows the page around an article: share buttons, tags, links to other articles, comments, copyright lines.

Text copied from a web page carries them along; they are left out, each with the reason, and never silently.
"""

import re
from collections.abc import Sequence

from reports.domain.article import biographies
from reports.domain.article.ledger import Ledger
from reports.domain.article.lines import Line

_ENDS = (
    r"related(?: (?:posts?|articles?|stories|reports?|reading|content|news|publications?|topics))?",
    r"you (?:may|might) also (?:like|be interested in|enjoy)",
    r"more (?:from|on|in) .{1,60}|more (?:posts|articles|stories)",
    r"recommended (?:for you|reading|posts|articles)",
    r"(?:latest|recent|popular|similar) (?:posts|articles|news|reports)",
    r"trending(?: now)?|most (?:read|popular)",
    r"leave a (?:reply|comment)|(?:post|add) a comment|join the (?:discussion|conversation)",
    r"(?:no |\d+ )?comments?(?: \(\d+\)| are closed)?",
    r"articoli correlati|articles similaires|artículos relacionados|entradas relacionadas",
    r"verwandte artikel|ähnliche beiträge|похожие (?:записи|статьи)|مطالب مرتبط|مقالات ذات صلة",
)
_LEGAL = (
    "(?:privacy|cookies?|terms|legal|imprint|contact|sitemap|about)"
    "(?: (?:policy|notice|settings|of use|of service|and conditions|us))?"
)
_LINES: dict[str, tuple[str, ...]] = {
    "is a share button": (
        r"share (?:this|on|via|to|with)\b|share ?:|click to (?:share|print|email)|like this ?:|tweet this",
        r"share (?:article|post|the article)$|follow us\b|copy link$",
    ),
    "is a link to another article": (
        r"read (?:also|more|next|the (?:full|original) (?:report|article))\b|also read\b|see also ?:|more ?:",
        r"continue reading\b",
    ),
    "is a tag line of the page": (
        r"(?:tags?|tagged(?: with| as)?|filed under|categor(?:y|ies)|posted in|topics?) ?[:–-] ?\S",
        r"posted in .{1,80}[|·•] ?tagged\b",
        r"(?:#[^\W\d_]\w*[ ,]*){2,}$",
    ),
    "is an invitation to subscribe": (
        r"(?:subscribe|sign up|join|register)\b.{0,60}\b(?:newsletter|updates|mailing list|channel|alerts)\b",
        r"(?:subscribe|sign up|join)\b.{0,60}\b(?:feed|inbox|telegram|whatsapp|e-?mails?)\b",
        r"subscribe(?: now| today| here)?[.!]?$|(?:enter |type )?your e-?mail(?: address)?\b.{0,80}$",
        r"(?:our |weekly |the )*newsletter$|join [\d.,]+[km]? (?:other )?(?:subscribers|followers|readers)$",
    ),
    "is a copyright line of the page": (
        r"(?:copyright|©|\(c\)) ?(?:©|\(c\)|\d{4}|all rights|by )|.{0,80}\ball rights reserved\b|© .{1,60}$",
    ),
    "is a button of the page": (
        r"(?:download|view|open|save)(?: (?:the|this|as|report|article|full))* ?pdf\b.{0,20}$|pdf version$",
        r"download (?:the |this |our )?(?:full )?(?:report|article|briefing|analysis)\b.{0,40}$",
        r"print(?:er)?(?:[ -](?:this|friendly|page|article|version))+$",
    ),
    "leads to another article": (
        r"(?:[«‹←<]+ ?)?(?:previous|next|older|newer) (?:post|article|story|entry|report)s?\b",
        r"[«‹←<]+ ?(?:previous|prev|older|back)$|(?:next|newer) ?[»›→>]+$",
    ),
    "belongs to the page": (
        r"(?:advertisement|advertising|sponsored(?: content)?|(?:like )?loading ?[.…]{0,3})$",
        r"skip to (?:main )?content$|(?:proudly )?powered by \S+$",
        r"(?:toggle navigation|back to top|scroll to top|\(opens in (?:a )?new (?:window|tab)\))$",
    ),
    "is a count of the page": (
        r"(?:reading time ?:? ?)?\d{1,3} ?(?:min(?:ute)?s?)(?: read| of reading)?$",
        r"(?:reading time|views?|post views|word count) ?: ?[\d,. ]+.{0,12}$",
    ),
    "is a legal line of the page": (
        r"(?:we|this (?:web)?site|our (?:web)?site) uses? cookies(?: (?:to|on|for|and|so)\b|[.!])",
        r"disclaimer ?: ?\S|by (?:continuing|using) (?:to use |to browse )?this (?:web)?site\b",
        rf"(?:(?:{_LEGAL}) ?(?:[|·•] ?|$)){{2,}}$",
        r"accept(?: all)?(?: cookies)?$",
        r"(?:cookie|privacy) (?:policy|notice|settings)$|terms (?:of|and) (?:use|service|conditions)$",
        r"legal notice$|disclaimer$",
    ),
    "is a link of the author’s page": (
        r"(?:view|see|read)? ?(?:all|more) (?:posts|articles|entries|reports) (?:by|from|of) .{1,80}$",
    ),
    "says where the page stands on its site": (r"home ?[»›>/|].{1,120}$|you are here ?:",),
    "is a comment in the file": (r"<!--.{0,2000}-->$",),
}
_BUTTONS = (
    "facebook|twitter|x|linkedin|whatsapp|telegram|email|e-mail|mail|print|pinterest|reddit|tumblr|"
    "instagram|youtube|"
    "mastodon|bluesky|threads|pocket|messenger|vk|weibo|wechat|line|xing|share|tweet|like|save|pdf|"
    "download|home|menu|"
    "search|comments|tags|previous|next|loading|close|flipboard|skype|signal|viber|rss"
)
_END = re.compile(rf"^(?:{'|'.join(_ENDS)}) ?[:.…]?$", re.IGNORECASE)
_REASONS = [(re.compile(rf"^(?:{'|'.join(each)})", re.IGNORECASE), why) for why, each in _LINES.items()]
_BUTTON = re.compile(rf"^(?:(?:{_BUTTONS})(?:[ |/·•,]+|$))+$", re.IGNORECASE)
_FIELD_OF_FORM = re.compile(
    r"^(?:e-?mail(?: address)?|(?:first |last |your )?name)[ *:]{0,3}$", re.IGNORECASE
)
_TITLE_OF_OTHER = re.compile(
    r"^(?:(?:[«‹←<]+ ?)?(?:previous|next|older|newer) (?:post|article|story|entry|report)s?|"
    r"(?:read|see) (?:also|more|next)) ?[»›→>:]*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]]{1,80})\]\([^()]{0,300}\)")
_HASHTAG = re.compile(r"#[^\W\d_]")
_TAGS = re.compile(r"^(?:tags?|tagged|categories|topics|keywords) ?:?$", re.IGNORECASE)
_MAX_LINE, _MAX_TITLE, _MAX_TAG_WORDS = 200, 160, 4


def is_end(line: Line) -> bool:
    """Whether the article ends above this line: only links to others, or comments, follow."""
    return len(line.bare) <= _MAX_TITLE and bool(_END.match(line.bare.strip("#*_ ")))


def reason(line: Line) -> str | None:
    """Why the line is no part of an article, or None."""
    if len(line.bare) > _MAX_LINE:
        return None
    text = _seen(line)
    return next((why for pattern, why in _REASONS if pattern.match(text)), None)


def reason_at_head(line: Line) -> str | None:
    """The same above the text, where names of buttons are nothing else."""
    return reason(line) or ("is a button of the page" if is_button(line) else None)


def is_button(line: Line) -> bool:
    """Whether the line holds nothing but names of buttons, which also occur as words of an article."""
    return len(line.bare) <= _MAX_LINE and bool(_BUTTON.match(_seen(line)))


def _seen(line: Line) -> str:
    """The line as the page showed it: the words of its links, without the marks of a heading."""
    text = _LINK.sub(r"\1", line.bare)
    return text if _HASHTAG.match(text) else text.strip("#*_ ")


def removed(lines: Sequence[Line], ledger: Ledger, authors: Sequence[str] = ()) -> list[Line]:
    """The lines of the article; the others are noted with their reasons."""
    end = next((position for position, line in enumerate(lines) if is_end(line)), len(lines))
    reasons = _reasons(lines[:end], authors)
    kept: list[Line] = []
    for line, why in zip(lines, reasons, strict=False):
        if why:
            ledger.leave(line, why)
        else:
            kept.append(line)
    _leave_end(lines[end:], ledger)
    return kept


def _leave_end(lines: Sequence[Line], ledger: Ledger) -> None:
    for position, line in enumerate(lines):
        ledger.leave(line, f"follows “{lines[0].bare[:40]}”" if position else "ends the article")


def _reasons(lines: Sequence[Line], authors: Sequence[str]) -> list[str | None]:
    about = biographies.reasons(lines, authors)
    reasons = [reason(line) or about[position] for position, line in enumerate(lines)]
    for position in range(1, len(lines)):
        if reasons[position - 1] and not reasons[position]:
            reasons[position] = _beside(lines[position - 1], lines[position])
    is_page = True
    for position in range(len(lines) - 1, -1, -1):
        if is_page and not reasons[position] and is_button(lines[position]):
            reasons[position] = "is a button of the page"
        is_page = reasons[position] is not None
    return _with_tags(lines, reasons)


def _with_tags(lines: Sequence[Line], reasons: list[str | None]) -> list[str | None]:
    """Take the short lines between “Tags” and what else is of the page, or the end of the text."""
    start = next((i for i, line in enumerate(lines) if _TAGS.match(_seen(line))), len(lines))
    end = next((i for i in range(start + 1, len(lines)) if not _may_be_tag(lines[i])), len(lines))
    end = next((i for i in range(start + 1, end) if reasons[i]), end)
    if start + 1 < len(lines) and (end == len(lines) or reasons[end]):
        reasons[start:end] = ["is a tag line of the page"] * (end - start)
    return reasons


def _may_be_tag(line: Line) -> bool:
    return len(line.bare.split()) <= _MAX_TAG_WORDS and not line.bare.endswith((".", ":", "?", "!"))


def _beside(above: Line, line: Line) -> str | None:
    """What a line is because of the furniture just above it."""
    if is_button(line) or _FIELD_OF_FORM.match(line.bare):
        return "is a button of the page"
    is_title = len(line.bare) <= _MAX_TITLE and not line.bare.endswith(".")
    return "is the title of another article" if is_title and _TITLE_OF_OTHER.match(above.bare) else None
