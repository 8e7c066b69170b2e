"""How a briefing is cited: BibTeX, RIS and CSL-JSON, and what search engines read of it (schema.org).

All of it is made from what everybody may know of a briefing, so it is the same for every reader.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

PUBLISHER = "Tailored Briefings"
_BIBTEX = str.maketrans(
    {"\\": r"\textbackslash{}"} | {sign: f"\\{sign}" for sign in "{}&%$#_"} | {"~": r"\~{}", "^": r"\^{}"}
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A briefing as a catalogue knows it; `lead` is the paragraph that everybody reads."""

    slug: str
    title: str
    authors: tuple[str, ...]
    dated: date
    language: str
    series: str
    issn: str
    volume: int | None
    issue: int | None
    lead: str
    url: str


def bibtex(cited: Cited) -> str:
    """An @article for BibTeX; what LaTeX would read as a command is written as the sign itself."""
    fields = {
        "title": f"{{{_plain(cited.title)}}}",
        "author": " and ".join(f"{{{_plain(each)}}}" for each in cited.authors),
        "journal": _plain(cited.series),
        "volume": cited.volume,
        "number": cited.issue,
        "year": cited.dated.year,
        "month": cited.dated.month,
        "issn": cited.issn,
        "url": cited.url,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value not in (None, "")]
    return f"@article{{briefing-{cited.dated.isoformat()},\n" + ",\n".join(lines) + "\n}\n"


def ris(cited: Cited) -> str:
    """A record of type JOUR (RIS); lines end as the format asks."""
    fields = [
        ("TY", "JOUR"),
        ("TI", _line(cited.title)),
        *(("AU", _line(each)) for each in cited.authors),
        ("T2", _line(cited.series)),
        ("VL", cited.volume),
        ("IS", cited.issue),
        ("SN", cited.issn),
        ("DA", cited.dated.strftime("%Y/%m/%d")),
        ("LA", cited.language),
        ("UR", cited.url),
        ("ER", ""),
    ]
    shown = ((tag, value) for tag, value in fields if tag == "ER" or value not in (None, ""))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in shown)


def csl(cited: Cited) -> str:
    """One item of CSL-JSON, in the list that the format asks for."""
    item: dict[str, Any] = {
        "id": cited.slug,
        "type": "article-journal",
        "title": cited.title,
        "author": [{"literal": each} for each in cited.authors],
        "container-title": cited.series,
        "ISSN": cited.issn,
        "volume": cited.volume,
        "issue": cited.issue,
        "issued": {"date-parts": [[cited.dated.year, cited.dated.month, cited.dated.day]]},
        "language": cited.language,
        "URL": cited.url,
    }
    known = {name: value for name, value in item.items() if value not in (None, "", [])}
    return json.dumps([known], ensure_ascii=False, indent=1)


FORMS: dict[str, tuple[str, Callable[[Cited], str]]] = {
    "bib": ("application/x-bibtex", bibtex),
    "ris": ("application/x-research-info-systems", ris),
    "json": ("application/vnd.citationstyles.csl+json", csl),
}
"""Media type and writer of each form, by the ending of its file."""


def linked_data(cited: Cited, *, is_open: bool) -> str:
    """What stands in the page for search engines (JSON-LD); nothing in it can end its element."""
    numbered: dict[str, Any] = {"@type": "Periodical", "name": cited.series, "issn": cited.issn}
    if cited.volume is not None:
        numbered = {"@type": "PublicationVolume", "volumeNumber": str(cited.volume), "isPartOf": numbered}
    if cited.issue is not None:
        numbered = {"@type": "PublicationIssue", "issueNumber": str(cited.issue), "isPartOf": numbered}
    said = {
        "@context": "https://schema.org",
        "@type": "Report",
        "headline": cited.title[:110],
        "description": cited.lead,
        "author": [{"@type": "Person", "name": each} for each in cited.authors],
        "datePublished": cited.dated.isoformat(),
        "inLanguage": cited.language,
        "isPartOf": numbered,
        "publisher": {"@type": "Organization", "name": PUBLISHER},
        "isAccessibleForFree": is_open,
        "url": cited.url,
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _plain(text: str) -> str:
    return _line(text).translate(_BIBTEX)


def _line(text: str) -> str:
    """On one line: a line break would begin another field."""
    return " ".join(text.split())
