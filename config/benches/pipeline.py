"""What our pipeline adds to the engine: a report of twelve pages through `freeze` and through WeasyPrint.

`freeze` snapshots, renders HTML, prints in the limited process, stores the file and inserts the edition; bare
WeasyPrint gets the finished HTML, warm, in this process. They take turns, so a busy machine slows both.
"""

import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from weasyprint import HTML

from config.benches import Figure, at_most, told
from reports.domain.draft import Draft
from reports.domain.sections import SectionKind
from reports.models import Edition, Report, User
from reports.rendering import sandbox
from reports.services import composing, editions, judging, receiving

ROUNDS = 7
GOAL = 1.15

_SENTENCES = (
    "The harbour master keeps a log of every vessel that waits outside the breakwater, and it has grown.",
    "Tides on this coast rise by four metres in spring, which leaves a window of two hours for deep hulls.",
    "A pilot boards from the cutter, and on days of strong wind the cutter stays at its berth.",
    "Grain leaves in autumn, timber in early summer, and the cranes stand idle between the two.",
    "Customs officers count containers by number and open one in forty, chosen by weight and by origin.",
    "The railway behind the quay carries one train an hour, and a second track has been promised for years.",
    "Insurers publish their lists on the first of the month; a port that enters the list stays for a year.",
)
TABLE = "| Quarter | Arrivals | Waiting, hours | Share inspected |\n|---|--:|--:|--:|\n" + "\n".join(
    f"| {year}, quarter {quarter} | {400 + 7 * quarter + year % 10} | {11 + quarter} | 2.{quarter} % |"
    for year in (2021, 2022, 2023)
    for quarter in (1, 2, 3, 4)
)


def paragraphs(count: int, *, start: int = 0) -> str:
    """Paragraphs of seven sentences, each beginning with another one."""
    size = len(_SENTENCES)
    return "\n\n".join(
        " ".join(_SENTENCES[(start + number + at) % size] for at in range(size)) for number in range(count)
    )


def draft() -> Draft:
    """Twelve pages with what a briefing has: lists, two tables, sub-headings, scenarios, sources."""
    sections = {
        SectionKind.EXECUTIVE_SUMMARY: paragraphs(2),
        SectionKind.BACKGROUND: f"{paragraphs(5, start=1)}\n\n## Winds\n\n{paragraphs(3, start=2)}",
        SectionKind.ANALYSIS: "\n\n".join(
            (paragraphs(6, start=3), TABLE, "## Rails", paragraphs(5, start=4))
        ),
        SectionKind.RISK_ASSESSMENT: f"{TABLE}\n\n{paragraphs(5, start=5)}\n\n- {_SENTENCES[0]}",
        SectionKind.CONCLUSION: paragraphs(2, start=6),
        SectionKind.SOURCES: "\n".join(
            f"{at}. Harbour log, <https://example.org/{at}>" for at in range(1, 9)
        ),
    }
    return Draft(
        title="Arrivals",
        series_title="Bench Papers",
        volume=1,
        issue=1,
        authors=("Ada Bench",),
        countries=("NO",),
        topics=("shipping",),
        sections=tuple(sections.items()),
        findings=_SENTENCES[:4],
        scenarios=tuple((name, paragraphs(1, start=at)) for at, name in enumerate(("Calm", "Wind", "Ice"))),
    )


def measure(folder: Path) -> list[Figure]:  # noqa: ARG001 -- its files go where the settings say
    """The ratio of medians of alternating rounds, after one warm round of both."""
    assert "reports.rendering.pdf" not in sys.modules, "it makes the bare engine quicker too"
    by = User.objects.create_user("bench@example.org", name="Bench")
    author = receiving.importer()
    report = composing.create_briefing(draft(), by=author)
    ours, bare = [], []
    for number in range(ROUNDS + 1):
        composing.replace_briefing(report, replace(draft(), title=f"Arrivals, take {number}"), by=author)
        judging.accept_imported(report, by=by, reason="A text to measure with.")
        seconds, edition = _timed_freeze(report, by)
        ours.append(seconds)
        started = perf_counter()
        HTML(string=edition.html).write_pdf()
        bare.append(perf_counter() - started)
    peak = sandbox.print_pdf(edition.html).peak_memory
    return [
        at_most("freeze against bare WeasyPrint", median(ours[1:]) / median(bare[1:]), goal=GOAL, unit="×"),
        told("freeze, median", median(ours[1:]), unit="s"),
        told("bare WeasyPrint, median", median(bare[1:]), unit="s"),
        told("pages", edition.pages, unit=""),
        told("size of the PDF", edition.pdf_size / 1e3, unit="KB"),
        told("peak memory of the print process", peak / 1e6, unit="MB"),
    ]


def _timed_freeze(report: Report, by: User) -> tuple[float, Edition]:
    started = perf_counter()
    edition = editions.freeze(report, by=by)
    return perf_counter() - started, edition
