"""Says what was read from an article and what was not, for people and for programs.

An importer that keeps silent about what it dropped cannot be trusted with what it kept.
"""

from typing import Any

from reports.domain.article import Article
from reports.domain.article.words import words
from reports.domain.draft import Draft
from reports.domain.numbering import place
from reports.domain.sections import SPECS, SectionKind, spec_of

_WIDTH = 26
_SHOWN = 70


def as_data(article: Article, draft: Draft) -> dict[str, Any]:
    """Everything that was read, as values for JSON."""
    count = article.words
    return {
        "file": article.name,
        "title": article.title,
        "series": {
            "title": article.series.title,
            "issn": article.series.issn,
            "volume": article.series.volume,
            "issue": article.series.issue,
        },
        "authors": list(article.authors),
        "dated": article.dated.isoformat() if article.dated else None,
        "language": article.language,
        "marking": article.marking,
        "countries": list(draft.countries),
        "countries_are_proposed": not article.countries,
        "topics": list(article.topics),
        "picture": {"caption": article.picture_caption, "credit": article.picture_credit},
        "editor_note": article.editor_note,
        "sections": [_section(kind, body) for kind, body in article.sections],
        "missing_sections": missing(article),
        "findings": list(article.findings),
        "scenarios": [
            {"number": each.number, "name": each.name, "text": each.text} for each in article.scenarios
        ],
        "doubts": [{"line": each.line, "sentence": each.sentence} for each in article.doubts],
        "left_out": [
            {"line": each.line, "text": each.text, "reason": each.reason} for each in article.left_out
        ],
        "words": {
            "read": count.read,
            "placed": count.placed,
            "labels": count.labels,
            "left_out": count.left_out,
            "missing": sorted(count.missing.elements()),
            "doubled": sorted(count.doubled.elements()),
            "balances": count.balances,
        },
    }


def _section(kind: SectionKind, body: str) -> dict[str, Any]:
    return {"kind": kind.value, "title": spec_of(kind).title, "words": len(words(body)), "text": body}


def as_lines(article: Article, draft: Draft) -> list[str]:
    """The same, to be read: first what was placed, then what was left out, then the sum."""
    lines = [f"{article.name}", *(_row(name, value) for name, value in _facts(article, draft) if value)]
    lines += [_row(spec_of(kind).title, f"{len(words(body))} words") for kind, body in article.sections]
    lines += _lists(article)
    lines += [_row("Not found", ", ".join(absent))] if (absent := missing(article)) else []
    lines += _doubts(article)
    lines.append("  Left out" if article.left_out else _row("Left out", "nothing"))
    for each in article.left_out:
        shown = each.text if len(each.text) <= _SHOWN else each.text[:_SHOWN] + "…"
        lines.append(f"    line {each.line}: “{shown}” {each.reason}")
    return [*lines, _row("Words", _sum(article))]


def missing(article: Article) -> list[str]:
    """Titles of the required sections that the article does not have, or that could not be told apart."""
    found = {kind for kind, _ in article.sections}
    found |= {SectionKind.KEY_FINDINGS} if article.findings else set()
    found |= {SectionKind.SCENARIOS} if article.scenarios else set()
    return [spec.title for spec in SPECS if spec.required and spec.kind not in found]


def _facts(article: Article, draft: Draft) -> list[tuple[str, str]]:
    series = article.series
    proposed = "" if article.countries else " (proposed from the title and the lead)"
    return [
        ("Title", article.title),
        ("Series", series.title),
        ("ISSN", series.issn or "none"),
        ("Place", place(series.volume, series.issue) or "no volume and no issue"),
        ("Author" if len(article.authors) == 1 else "Authors", ", ".join(article.authors) or "none"),
        ("Dated", article.dated.isoformat() if article.dated else "no date; today’s is taken"),
        ("Marking, language", f"{article.marking}, {article.language}"),
        ("Countries", f"{', '.join(draft.countries)}{proposed}" if draft.countries else "none"),
        ("Topics", ", ".join(article.topics)),
        ("Caption", article.picture_caption),
        ("Credit", article.picture_credit),
        ("Editor’s note", f"{len(words(article.editor_note))} words" if article.editor_note else ""),
    ]


def _lists(article: Article) -> list[str]:
    findings = sum(len(words(text)) for text in article.findings)
    scenarios = sum(len(words(f"{each.name} {each.text}")) for each in article.scenarios)
    return [
        _row("Findings", f"{len(article.findings)}, {findings} words"),
        _row("Scenarios", f"{len(article.scenarios)}, {scenarios} words"),
        *(f"    {each.number}. {each.name}" for each in article.scenarios),
    ]


def _doubts(article: Article) -> list[str]:
    doubts = [f"    line {each.line}: {each.sentence}" for each in article.doubts]
    return ["  To look at", *doubts] if doubts else []


def _row(name: str, value: str) -> str:
    return f"  {name:<{_WIDTH}}{value}"


def _sum(article: Article) -> str:
    count = article.words
    verdict = "none lost, none doubled" if count.balances else "THE SUM IS WRONG"
    return (
        f"{count.read} read = {count.placed} placed + {count.labels} in headings, labels and numbers "
        f"+ {count.left_out} left out; {verdict}"
    )
