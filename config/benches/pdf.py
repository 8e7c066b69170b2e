"""What a PDF costs: cold, warm, by the page, in memory, and beside the engine's plain call and other engines.

The same content is printed in turns as an edition (tagged, PDF/A-3a and PDF/UA-1) in this process, and by the
plain call on a naive template in another; processor time is compared. Other engines are told where they are.
"""

import math
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import linear_regression, median

from config.benches import Figure, _paper, _plain, at_most, told
from reports import figures
from reports.domain.snapshot import Snapshot, canonical_json
from reports.rendering import html, pdf, sandbox, soundness
from reports.rendering.printed import SOURCE, SOURCE_TYPE, Asset

try:
    import typst  # development only
except ImportError:
    typst = None  # type: ignore[assignment]  # the line about it is left out

ROUNDS = 7
UNITS = (0, 9, 40, 165)
"""Lengths of plain text that come to about 3, 12, 50 and 200 pages."""
GOAL, EXPONENT = 1.0, 1.05
_COLD = """import sys; from pathlib import Path; from reports.rendering import pdf
pdf.write(Path(sys.argv[1]).read_text())"""


def measure(folder: Path) -> list[Figure]:
    """Medians of rounds that take turns, after a warm one; growth by least squares on logarithms."""
    paper = _paper.paper()
    drawn = figures.all_of(paper)
    document, assets = html.document(paper, drawn, site="https://briefings.example"), _assets(paper)
    naive = folder / "naive.html"
    naive.write_text(_paper.naive(paper, drawn, _proof(document)), encoding="utf-8")
    ours, plain = _in_turns(lambda: pdf.write(document, assets), naive)
    made = pdf.write(document, assets)
    return [
        at_most("an edition against the plain call", ours / plain, goal=GOAL, unit="×"),
        at_most("faults that qpdf finds in it", len(soundness.problems(made.pdf)), goal=0, unit=""),
        told("an edition, processor time", ours, unit="s"),
        told("the plain call on a naive template", plain, unit="s"),
        told("pages of the edition", made.pages, unit=""),
        told("processor time per page", ours / made.pages, unit="s"),
        told("size of the edition", len(made.pdf) / 1e3, unit="KB"),
        *_processes(document, assets, folder),
        *_growth(),
        *_chromium(document, folder),
        *_typst(paper, folder),
    ]


def _proof(document: str) -> str:
    """The part of the edition that says where it can be verified, its QR code included."""
    return document.partition('<section class="colophon"')[2].partition(">")[2].partition("</section>")[0]


def _assets(snapshot: Snapshot) -> dict[str, Asset]:
    return {SOURCE: (SOURCE_TYPE, canonical_json(snapshot).encode())}


def _in_turns(edition: Callable[[], object], naive: Path) -> tuple[float, float]:
    """The medians of both sides' processor seconds; either has printed once before it counts."""
    edition()
    with _plain.plain(naive) as plain:
        rounds = [(_cpu(edition), plain()) for _ in range(ROUNDS)]
    ours, theirs = zip(*rounds, strict=True)
    return median(ours), median(theirs)


def _cpu(task: Callable[[], object]) -> float:
    started = time.process_time()
    task()
    return time.process_time() - started


def _processes(document: str, assets: dict[str, Asset], folder: Path) -> Iterator[Figure]:
    """The clock on the wall: a process that starts for one PDF, and the one that is kept ready."""
    file = folder / "edition.html"
    file.write_text(document, encoding="utf-8")
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", _COLD, str(file)], check=True, capture_output=True)
    yield told("cold: start a process and print, by the clock", time.perf_counter() - started, unit="s")
    sandbox.print_pdf(document, assets=assets)
    seconds, memory = [], []
    for _ in range(3):
        started = time.perf_counter()
        memory.append(sandbox.print_pdf(document, assets=assets).peak_memory)
        seconds.append(time.perf_counter() - started)
    yield told("warm: in a limited process, by the clock", median(seconds), unit="s")
    yield told("peak memory of that process", max(memory) / 1e6, unit="MB")


def _growth() -> Iterator[Figure]:
    """How processor time grows with pages."""
    pages, seconds = [], []
    for units in UNITS:
        snapshot = _paper.text(units)
        document, assets = html.document(snapshot), _assets(snapshot)
        pages.append(pdf.write(document, assets).pages)
        seconds.append(median(_cpu(lambda: pdf.write(document, assets)) for _ in range(3)))  # noqa: B023 -- at once
    exponent = linear_regression([*map(math.log, pages)], [*map(math.log, seconds)]).slope
    yield at_most(f"growth from {pages[0]} to {pages[-1]} pages", exponent, goal=EXPONENT, unit="exponent")
    for count, spent in zip(pages, seconds, strict=True):
        yield told(f"{count} pages of text with tables", spent, unit="s")


def _chromium(document: str, folder: Path) -> Iterator[Figure]:
    """Debian's browser, started for one print of the same HTML."""
    program = shutil.which("chromium")
    if program is None:
        return
    file, target = folder / "edition.html", folder / "chromium.pdf"
    file.write_text(document, encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        line = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
        line += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        line += [
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            file.as_uri(),
        ]
        before, started = _children(), time.perf_counter()
        subprocess.run(line, check=True, capture_output=True, timeout=120)
        yield told("Chromium on the same HTML, by the clock", time.perf_counter() - started, unit="s")
        yield told("Chromium, processor time", _children() - before, unit="s")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _typst(paper: Snapshot, folder: Path) -> Iterator[Figure]:
    """Typst on the same content, the first time and again."""
    if typst is None:
        return
    source, drawings = _paper.typst(paper, figures.all_of(paper))
    home = folder / "typst"
    home.mkdir()
    for name, drawing in {**drawings, "paper.typ": source}.items():
        (home / name).write_text(drawing, encoding="utf-8")
    spent = [_cpu(lambda: typst.compile(str(home / "paper.typ"))) for _ in range(3)]
    yield told("Typst on the same content, the first time", spent[0], unit="s")
    yield told("Typst, again", median(spent[1:]), unit="s")
