"""The report that the PDF bench prints, and the same content as somebody in a hurry would set it elsewhere.

The naive template is plain semantic HTML with a page of CSS: the engine's default fonts, the same charts
inline, contents with page numbers, running heads, footnotes. It is meant to be fair, not slow.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from config.benches.pipeline import TABLE, paragraphs
from reports.domain.sections import SectionKind, spec_of
from reports.domain.snapshot import (
    Finding,
    Place,
    Risk,
    Scenario,
    SectionText,
    SeriesPlace,
    Snapshot,
    Source,
    TimelineEntry,
)
from reports.figures.figure import Figure
from reports.rendering import evidence, statements
from reports.rendering.drawings import MAP

_NOTE = "The log is kept by hand, and its pages are numbered."
_DEFINED = f"\n\n[^log]: {_NOTE}"
_PLACES = (
    Place("Oslo", "NO", 59.91, 10.75),
    Place("Bergen", "NO", 60.39, 5.32),
    Place("Riga", "LV", 56.95, 24.11),
)
_CALLED = f"Vessels wait longer than before.[^log]{_DEFINED}"


def paper() -> Snapshot:
    """Twelve pages with what a briefing has: judgements, four charts, two tables, footnotes, sources."""
    bodies = {
        SectionKind.EXECUTIVE_SUMMARY: paragraphs(1),
        SectionKind.BACKGROUND: paragraphs(3, start=1),
        SectionKind.ANALYSIS: "\n\n".join((paragraphs(4, start=3), TABLE, _CALLED, paragraphs(3, start=4))),
        SectionKind.RISK_ASSESSMENT: paragraphs(2, start=5),
        SectionKind.CONCLUSION: paragraphs(2, start=6),
        SectionKind.SOURCES: "The logs are complete; what the pilots say was not checked.",
    }
    return _snapshot(
        bodies,
        findings=(
            Finding("The queue outside the breakwater has grown.", "fact"),
            Finding("It goes on growing.", "judgement", "likely", 70.0, "moderate", "One log, kept well."),
            Finding("A second track is built.", "judgement", "unlikely", None, "low", "A promise only."),
        ),
        scenarios=tuple(
            Scenario(at, name, paragraphs(1, start=at), word, None, at, "2026-12-31", ("Wind", "Ice"))
            for at, (name, word) in enumerate(
                (("Calm", "likely"), ("Wind", "unlikely"), ("Ice", "very unlikely")), start=1
            )
        ),
        risks=tuple(
            Risk(f"Berth {at}", at, 6 - at, ("rising", "steady", "falling")[at % 3], "It is old.")
            for at in range(1, 6)
        ),
        sources=tuple(
            Source(
                f"Harbour log, volume {at}.", f"https://example.org/{at}", "2026-01-05", "B2", ("finding 1",)
            )
            for at in range(1, 9)
        ),
        timeline=tuple(TimelineEntry(f"20{10 + at}-0{at}", f"Crane {at} is built.") for at in range(1, 7)),
        places=_PLACES,
    )


def text(units: int) -> Snapshot:
    """Text with a table now and then, as long as `units` says: to see how time grows with pages."""
    body = "\n\n".join(paragraphs(5, start=at) + ("" if at % 4 else f"\n\n{TABLE}") for at in range(units))
    shortest = {SectionKind.EXECUTIVE_SUMMARY: paragraphs(1), SectionKind.ANALYSIS: paragraphs(1)}
    return _snapshot({**shortest, SectionKind.ANALYSIS: body} if units else shortest)


def _snapshot(bodies: dict[SectionKind, str], **parts: tuple[object, ...]) -> Snapshot:
    typed = {"findings": (), "scenarios": (), **parts}
    return Snapshot(
        title="Arrivals",
        language="en",
        marking="TLP:GREEN",
        authors=("Ada Bench",),
        dated="2026-01-05",
        edition=1,
        series=SeriesPlace("Bench Papers", "bench-papers", "", 1, 1),
        reference="",
        prepared_for="",
        questions=(),
        countries=("NO",),
        topics=("shipping",),
        picture=None,
        editor_note="",
        sections=tuple(SectionText(kind, spec_of(kind).title, body) for kind, body in bodies.items()),
        yardstick="icd203a",
        **typed,  # type: ignore[arg-type]  # tuples of the parts' own kinds
    )


# --- The same for the engine's plain call ----------------------------------------------------------

_STYLE = """
@page { size: A4; margin: 25mm; @top-left { content: string(title); font-size: 8pt }
 @top-right { content: "TLP:GREEN"; font-weight: bold }
 @bottom-right { content: "page " counter(page) " of " counter(pages) } }
body { font-size: 10pt; line-height: 1.5 } h1 { string-set: title content(); margin-top: 80mm }
nav { page-break-before: always; page-break-after: always }
nav a::after { content: target-counter(attr(href), page); float: right }
h2 { border-top: 1px solid } table { width: 100%; border-collapse: collapse }
td, th { border: 1px solid #999; padding: 4px; text-align: left }
figure { margin: 1em 0; page-break-inside: avoid } figure svg { width: 100%; height: auto }
.proof svg { width: 20mm } .note { float: footnote }
"""


def naive(snapshot: Snapshot, drawn: Iterable[Figure], proof: str) -> str:
    """The same content in a plain template: every word and chart that the edition prints."""
    charts = {figure.kind: _chart(figure) for figure in drawn}
    sections = {
        "Executive Summary": _body(snapshot, SectionKind.EXECUTIVE_SUMMARY),
        "Key Findings": f"<ol>{''.join(map(_finding, statements.findings(snapshot, SafeString)))}</ol>",
        "Background Information": _body(snapshot, SectionKind.BACKGROUND) + charts[MAP] + charts["timeline"],
        "Analysis": _body(snapshot, SectionKind.ANALYSIS),
        "Risk Assessment": _body(snapshot, SectionKind.RISK_ASSESSMENT)
        + "<p>Risks: likelihood and impact from 1, lowest, to 5, highest</p>"
        + _table(
            ("No.", "Risk", "Likelihood", "Impact", "Trend", "Why"),
            ((each.number, each.subject, each.likelihood, each.impact, each.trend, each.html) for each in
             evidence.risks(snapshot, SafeString)),
        )
        + charts["risk-matrix"],
        "Scenarios Analysis": "".join(map(_scenario, statements.scenarios(snapshot, SafeString)))
        + charts["scenario-chart"],
        "Conclusion": _body(snapshot, SectionKind.CONCLUSION),
        "Judgements": "<p>Every judgement of this report, with the measure of the event and that "
        "of its evidence</p>" + _table(
            ("Where", "What is judged", "Likelihood", "Confidence"),
            ((each.name, f"{each.words} {each.horizon and f'(by {each.horizon})'}", each.likelihood,
              each.confidence or "not stated") for each in statements.judgements(snapshot)),
        )
        + f"<h3>Likelihood: how probable the event is</h3>{charts['likelihood-legend']}"
        + "<h3>Confidence: how good the evidence is</h3>"
        + _table(("Level", "What it rests on"), statements.levels()),
        "Sources": _body(snapshot, SectionKind.SOURCES)
        + f"<ol>{''.join(map(_source, evidence.sources(snapshot)))}</ol>",
    }  # fmt: skip
    contents = "".join(f'<li><a href="#s{at}">{title}</a></li>' for at, title in enumerate(sections))
    text = "".join(f'<h2 id="s{at}">{title}</h2>{body}' for at, (title, body) in enumerate(sections.items()))
    return (
        f'<!doctype html><html lang="en"><title>{snapshot.title}</title><style>{_STYLE}</style>'
        f"<p>Bench Papers</p><p>Volume 1, Issue 1, 5 January 2026</p><h1>{snapshot.title}</h1>"
        f"<p>{snapshot.authors[0]}</p><p>Countries: Norway</p><p>Topics: Shipping</p>"
        f"<p>Handling: TLP:GREEN: the wider community, but no public channel.</p>"
        f"<nav><h2>Contents</h2><ul>{contents}</ul>{proof}</nav>{text}</html>"
    )


def _chart(figure: Figure) -> str:
    return f"<figure>{figure.svg}<figcaption>{figure.title} {figure.note}</figcaption></figure>"


def _body(snapshot: Snapshot, kind: SectionKind) -> str:
    section = snapshot.section(kind)
    text = (section.body if section else "").replace(_DEFINED, "")
    html = str(MarkdownIt().enable("table").render(text))
    return html.replace("[^log]", f'<span class="note">{_NOTE}</span>')


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    heads = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _finding(each: statements.Statement) -> str:
    lines = {
        "Stated as": each.kind,
        "Likelihood": each.likelihood,
        "Confidence": each.confidence,
        "Basis": each.basis,
    }
    return f"<li><p>{each.html}</p>{_lines(lines)}</li>"


def _scenario(each: statements.Future) -> str:
    lines = {"Likelihood": each.likelihood, "Impact": each.impact, "Horizon": each.horizon}
    signs = "".join(f"<li>{sign}</li>" for sign in each.indicators)
    return (
        f"<h3>Scenario {each.number} {each.name}</h3><p>{each.html}</p>{_lines(lines)}"
        f"<p>Indicators</p><ul>{signs}</ul>"
    )


def _lines(lines: dict[str, str]) -> str:
    return "".join(f"<p><b>{name}</b> {said}</p>" for name, said in lines.items() if said)


def _source(each: evidence.Cited) -> str:
    names = ", ".join(f'<a href="#s1">{support.name}</a>' for support in each.supports)
    return (
        f'<li><p>{each.citation} <a href="{each.link}">{each.url}</a> Accessed {each.accessed}.</p>'
        f"<p><b>{each.grade}</b> {each.meaning}. Supports {names}.</p></li>"
    )


# --- And for Typst ---------------------------------------------------------------------------------


def typst(snapshot: Snapshot, drawn: Iterable[Figure]) -> tuple[str, dict[str, str]]:
    """The same content as Typst's source, and the drawings that it includes by name."""
    files = {f"{figure.kind}.svg": figure.svg for figure in drawn}
    parts = [
        '#set page(paper: "a4", margin: 25mm, numbering: "1 of 1", header: [TLP:GREEN])',
        f"#set text(size: 10pt)\n= {snapshot.title}\n#pagebreak()\n#outline()\n#pagebreak()",
    ]
    parts += [f"== {section.title}\n{_typst(section.body)}" for section in snapshot.sections]
    parts += [f"+ {_typst(each.text)} {each.likelihood} {each.basis}" for each in snapshot.findings]
    parts += [f"=== {each.name}\n{_typst(each.text)}" for each in snapshot.scenarios]
    rows = [
        f"[{each.subject}], [{each.likelihood}], [{each.impact}], [{each.text}]," for each in snapshot.risks
    ]
    parts.append("#table(columns: 4,\n" + "\n".join(rows) + ")")
    parts += [f"+ {_typst(each.citation)} {each.grade}" for each in snapshot.sources]
    parts += [f'#figure(image("{name}"), caption: [{name}])' for name in files]
    return "\n\n".join(parts), files


def _typst(markdown: str) -> str:
    """Paragraphs as they are; table rows as a table."""
    blocks = []
    for block in markdown.replace(_DEFINED, "").replace("[^log]", f"#footnote[{_NOTE}]").split("\n\n"):
        if block.startswith("|"):
            cells = [
                cell.strip()
                for row in block.split("\n")
                if "--" not in row
                for cell in row.strip("|").split("|")
            ]
            blocks.append(f"#table(columns: 4, {', '.join(f'[{cell}]' for cell in cells)})")
        else:
            blocks.append(block.removeprefix("## "))
    return "\n\n".join(blocks)
