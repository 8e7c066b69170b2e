"""Tells headings from text, and which section a heading opens.

The vocabulary is the one table of sections; this module adds only what surrounds a heading on the page:
numbers, colons, marks, a qualifier before it or a subject after it.
"""

import re
from dataclasses import dataclass

from reports.domain.article import tongues
from reports.domain.article.lines import Line
from reports.domain.article.markup import plain
from reports.domain.sections import SPECS, SectionKind, kind_for_heading

_NUMBERING = re.compile(
    r"^(?:(?:section|part|chapter) )?(?:(?:\d{1,2}|[IVX]{1,5})(?:[.):]| ?[–—-]) ?|\d{1,2} )", re.IGNORECASE
)
# Words that make no other section of one: “Possible Scenarios”, “Overall Assessment”, “Our Conclusions”.
_QUALIFIERS = re.compile(
    r"^(?:(?:the|our|two|three|four|five|main|possible|potential|likely|future|final|overall|general) )+",
    re.IGNORECASE,
)
_ATX = re.compile(r"^(#{1,6})[ \t]+(.{0,300}?)[ \t]*#*$")
_BOLD = re.compile(r"^(\*\*|__)(?=\S)(.{1,200})(?<=\S)\1:?$")
_UNDERLINE = re.compile(r"^(?:={3,}|-{3,})$")
_STRONG_SUBJECT = re.compile(r"^ ?[:–—(]")
_SUBJECT = re.compile(r"^ ?(?:[:–—(&/,]|- |(?:and|for|of|to|on|in|after)\b)")
_TERMINAL = (".", "!", ";", ",", "…", "。", "،", "؛", "।", "”", ")")
_NO_HEADING = re.compile(r"[a-z]{3}[.!?] \S|@|://")
_MAX_LINE, _MAX_WORDS, _MAX_QUALIFIERS, _SMALL, _FEW_WORDS = 90, 12, 2, 3, 5
_ALSO = {
    **dict.fromkeys(("endnotes", "footnotes", "further reading"), SectionKind.SOURCES),
    **dict.fromkeys(
        ("findings", "main findings", "main points", "takeaways", "main takeaways", "highlights",
         "key highlights", "key messages", "key insights", "in brief"),
        SectionKind.KEY_FINDINGS,
    ),
    **dict.fromkeys(
        ("background and context", "background & context", "background info", "the background"),
        SectionKind.BACKGROUND,
    ),
    **dict.fromkeys(("why it matters", "why this matters", "discussion"), SectionKind.ANALYSIS),
    **dict.fromkeys(("risk analysis", "threat assessment", "threats"), SectionKind.RISK_ASSESSMENT),
    "forecasts": SectionKind.SCENARIOS,
    **dict.fromkeys(
        ("closing remarks", "concluding remarks", "final thoughts", "final considerations"),
        SectionKind.CONCLUSION,
    ),
}  # fmt: skip
_ORDER = {spec.kind: position for position, spec in enumerate(SPECS)}
_PHRASES = sorted(
    ((name.casefold().rstrip("?"), spec.kind) for spec in SPECS for name in (spec.title, *spec.aliases)),
    key=lambda row: -len(row[0]),
)
# Too general to open a section beside other words, unless a colon, a dash or a bracket parts them.
_GENERAL = frozenset(("summary", "abstract", "bluf", "sources", "introduction", "analysis", "call to action"))


@dataclass(frozen=True, slots=True)
class Heading:
    """`kind` is None outside the vocabulary; `is_exact` when it says no more than the section's name."""

    title: str
    level: int
    kind: SectionKind | None
    is_exact: bool


def marked(line: Line, is_markdown: bool) -> tuple[str, int] | None:
    """The text and level of a line that is marked as a heading (`## …`, or wholly bold) in Markdown."""
    if not is_markdown:
        return None
    if found := _ATX.match(line.text):
        return found[2], len(found[1])
    if (found := _BOLD.match(line.text)) and found[1] not in found[2]:
        return None if _is_emphasis(found[2]) else (found[2], 6)
    return None


def _is_emphasis(text: str) -> bool:
    """Whether a wholly bold line says too much to be a heading."""
    is_sentence = len(text.split()) > _FEW_WORDS and text.endswith((".", "!"))
    return len(text.split()) > _MAX_WORDS or is_sentence


def is_underline(line: Line) -> bool:
    """Whether the line only underlines the one above it."""
    return bool(_UNDERLINE.match(line.bare))


def named(text: str) -> SectionKind | None:
    """The section when the text is exactly one of the vocabulary's headings, numbered or not."""
    if len(text) > _MAX_LINE:
        return None
    core = _NUMBERING.sub("", text).strip()
    for title in (core, text):
        if kind := kind_for_heading(title) or tongues.kind_for_heading(title):
            return kind
    plainer = _QUALIFIERS.sub("", core)
    return _ALSO.get(core.rstrip(":").casefold()) or (kind_for_heading(plainer) if plainer != core else None)


def read(text: str, level: int) -> Heading:
    """The heading that this text is, exactly or nearly one of the vocabulary's, or of no section at all."""
    title = plain(text).strip()
    if kind := named(title):
        return Heading(title, level, kind, is_exact=True)
    return Heading(title, level, _near(_NUMBERING.sub("", title)), is_exact=False)


def _near(title: str) -> SectionKind | None:
    folded = title.casefold().rstrip(":?. ")
    return next((kind for phrase, kind in _PHRASES if _is_phrase_in_company(phrase, folded)), None)


def _is_phrase_in_company(phrase: str, folded: str) -> bool:
    connector = _STRONG_SUBJECT if phrase in _GENERAL else _SUBJECT
    if folded.startswith(phrase) and connector.match(folded[len(phrase) :]):
        return True
    before = folded.removesuffix(phrase)
    is_qualified = before != folded and before.endswith(" ") and len(before.split()) <= _MAX_QUALIFIERS
    return is_qualified and (phrase not in _GENERAL or phrase == "analysis")


def looks_like_heading(text: str) -> bool:
    """Whether a line that stands alone is short and unfinished enough to be a heading of the author's own."""
    has_subject = text.endswith(")") and _near(text) is not None
    if len(text) > _MAX_LINE or len(text.split()) > _MAX_WORDS or _leads_in(text):
        return False
    if text.endswith(_TERMINAL) and not has_subject:
        return False
    first = next((char for char in text if char.isalpha()), "")
    return bool(first) and not first.islower() and not _NO_HEADING.search(text)


def _leads_in(text: str) -> bool:
    """Whether the line is a sentence whose colon hands over to what is below: “Three courses are open:”."""
    return text.endswith((":", "：")) and len(text.split()) > _FEW_WORDS and not is_capitalised(text)


def is_capitalised(text: str) -> bool:
    """Whether no long word of the text begins with a small letter."""
    return not any(word[0].islower() for word in text.split() if len(word) > _SMALL)


def run_in(text: str) -> tuple[str, str] | None:
    """`Background: the text…` as heading and text, where the words before the colon are a known heading."""
    head, colon, rest = text[:60].partition(":")
    if not colon or not rest[:1].isspace() or not head[:1].isupper() or not named(plain(head)):
        return None
    return text[: len(head) + 1], text[len(head) + 1 :].strip()


def order(kind: SectionKind) -> int:
    """The place of a section in print order."""
    return _ORDER[kind]
