"""Knows the page around an article: share buttons, tags, links to other articles, comment forms, copyright lines.

Text copied from a web page carries them along; they are left out, each with the reason, and never silently.
"""

import re
from collections.abc import Sequence

from reports.domain.article.ledger import Ledger
from reports.domain.article.lines import Line

_END = re.compile(
    r"^(?:related (?:posts?|articles?|stories|reports?|reading|content|news|publications?|topics)|"
    r"you (?:may|might) also (?:like|be interested in|enjoy)|more (?:from|on|in) .{1,60}|more (?:posts|articles|stories)|"
    r"recommended (?:for you|reading|posts|articles)|(?:latest|recent|popular|similar) (?:posts|articles|news|reports)|"
    r"leave a (?:reply|comment)|post a comment|add a comment|join the (?:discussion|conversation)|"
    r"(?:no |\d+ )?comments?(?: \(\d+\)| are closed)?|articoli correlati|articles similaires|artículos relacionados|"
    r"entradas relacionadas|verwandte artikel|ähnliche beiträge|похожие (?:записи|статьи)|مطالب مرتبط|مقالات ذات صلة)"
    r" ?[:.…]?$",
    re.IGNORECASE,
)
_LINES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (r"^(?:share (?:this|on|via|to|with)\b|share ?:|click to (?:share|print|email)|like this ?:|tweet this|"
         r"share (?:article|post|the article)$|follow us\b|copy link$)", "is a share button"),
        (r"^(?:read (?:also|more|next|the (?:full|original) (?:report|article))\b|also read\b|see also ?:|more ?:|"
         r"continue reading\b)", "is a link to another article"),
        (r"^(?:tags?|tagged|filed under|categor(?:y|ies)|posted in|topics?) ?[:–-] ?\S", "is a tag line of the page"),
        (r"^(?:subscribe|sign up|join|register)\b.{0,60}\b(?:newsletter|updates|mailing list|channel|alerts|feed|inbox|"
         r"telegram|whatsapp|e-?mails?)\b|^subscribe(?: now| today| here)?[.!]?$|^enter your e-?mail\b",
         "is an invitation to subscribe"),
        (r"^(?:(?:copyright|©|\(c\)) ?(?:©|\(c\)|\d{4}|all rights|by )|.{0,80}\ball rights reserved\b)",
         "is a copyright line of the page"),
        (r"^(?:download|view|open|save)(?: (?:the|this|as|report|article|full))* ?pdf\b.{0,20}$|"
         r"^print(?:er)?(?:[ -](?:this|friendly|page|article|version))+$|^pdf version$", "is a button of the page"),
        (r"^(?:[«‹←<]+ ?)?(?:previous|next|older|newer) (?:post|article|story|entry|report)s?\b", "leads to another article"),
        (r"^(?:advertisement|advertising|sponsored(?: content)?|loading ?\.{0,3}…?|skip to (?:main )?content|"
         r"toggle navigation|back to top|scroll to top|\(opens in (?:a )?new (?:window|tab)\))$", "belongs to the page"),
        (r"^(?:reading time ?:? ?)?\d{1,3} ?(?:min(?:ute)?s?)(?: read| of reading)?$|^(?:reading time|views?|"
         r"post views|word count) ?: ?[\d,. ]+.{0,12}$", "is a count of the page"),
        (r"^home ?[»›>/|].{1,120}$|^you are here ?:", "says where the page stands on its site"),
        (r"^<!--.{0,2000}-->$", "is a comment in the file"),
    )
)  # fmt: skip
_BUTTONS = frozenset(
    "facebook twitter x linkedin whatsapp telegram email e-mail mail print pinterest reddit tumblr instagram youtube "
    "mastodon bluesky threads pocket messenger vk weibo wechat line xing share tweet like save pdf download home menu "
    "search comments tags previous next loading close flipboard skype signal viber rss".split()
)
_TITLE_OF_OTHER = re.compile(
    r"^(?:[«‹←<]+ ?)?(?:previous|next|older|newer) (?:post|article|story|entry|report)s? ?[»›→>:]*$",
    re.IGNORECASE,
)
_MAX_LINE, _MAX_TITLE = 200, 160


def is_end(line: Line) -> bool:
    """Whether the article ends above this line: only links to others, or comments, follow."""
    return len(line.bare) <= _MAX_TITLE and bool(_END.match(line.bare.strip("#*_ ")))


def reason(line: Line) -> str | None:
    """Why the line is no part of an article, or None."""
    if len(line.bare) > _MAX_LINE:
        return None
    text = line.bare.strip("#*_ ")
    return next((why for pattern, why in _LINES if pattern.match(text)), None)


def is_button(line: Line) -> bool:
    """Whether the line holds nothing but names of buttons, which also occur as words of an article."""
    parts = [part for part in re.split(r"[ |/·•,]+", line.bare.casefold()[:_MAX_LINE]) if part]
    return len(line.bare) <= _MAX_LINE and bool(parts) and all(part in _BUTTONS for part in parts)


def removed(lines: Sequence[Line], ledger: Ledger) -> list[Line]:
    """The lines of the article; the others are noted with their reasons."""
    end = next((position for position, line in enumerate(lines) if is_end(line)), len(lines))
    reasons = _reasons(lines[:end], touches_end=True)
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


def _reasons(lines: Sequence[Line], *, touches_end: bool) -> list[str | None]:
    reasons = [reason(line) for line in lines]
    for position in range(1, len(lines)):
        if reasons[position - 1] and not reasons[position]:
            reasons[position] = _beside(lines[position - 1], lines[position])
    is_page = touches_end
    for position in range(len(lines) - 1, -1, -1):
        if is_page and not reasons[position] and is_button(lines[position]):
            reasons[position] = "is a button of the page"
        is_page = reasons[position] is not None
    return reasons


def _beside(above: Line, line: Line) -> str | None:
    """What a line is because of the furniture just above it."""
    if is_button(line):
        return "is a button of the page"
    is_title = len(line.bare) <= _MAX_TITLE and not line.bare.endswith(".")
    return "is the title of another article" if is_title and _TITLE_OF_OTHER.match(above.bare) else None
