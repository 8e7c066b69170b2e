"""What a copy costs: stamped and marked, and signed as well, against the render of the same twelve pages.

Processor time is compared in this one process, in turns; a thousand signed copies with their rows are made by
two processes at once. Copies and their signatures are judged by qpdf and by pyHanko's validator.
"""

import hashlib
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connections
from django.utils import timezone

from config.benches import Figure, at_least, at_most, pipeline, told
from reports.domain import codes
from reports.models import Copy, Edition, User
from reports.rendering import pdf, signature, soundness
from reports.rendering.stamp import Stamp
from reports.services import composing, copies, editions, judging, receiving, signing

ROUNDS, COPIES = 5, 200
PLAIN_GOAL, SIGNED_GOAL = 1_000, 80
MANY, CORES, SECONDS = 1_000, 2, 15
SAMPLE = 20
RECIPIENT = copies.Recipient("Alice Adeyemi", "Meridian Shipping")


def measure(folder: Path) -> list[Figure]:  # noqa: ARG001 -- its files go where the settings say
    """Medians of rounds that take turns, after a warm one; then a thousand copies against the clock."""
    edition = _edition()
    pdf.write(edition.html)
    renders, plain, signed = [], [], []
    for _ in range(ROUNDS):
        renders.append(_cpu(lambda: pdf.write(edition.html)))
        settings.DEMO = False
        plain.append(_cpu(lambda: _written(edition), COPIES))
        settings.DEMO = True  # the demo signs with a key of its own
        signed.append(_cpu(lambda: _written(edition), COPIES))
    seconds = _thousand(edition.pk)
    return [
        at_least(
            "a plain copy, times cheaper than a render",
            median(renders) / median(plain),
            goal=PLAIN_GOAL,
            unit="×",
        ),
        at_least(
            "a signed copy, times cheaper than a render",
            median(renders) / median(signed),
            goal=SIGNED_GOAL,
            unit="×",
        ),
        at_most(f"{MANY} signed copies on {CORES} cores, with rows", seconds, goal=SECONDS, unit="s"),
        *_judged(edition),
        told("a render, processor time", median(renders) * 1e3, unit="ms"),
        told("a plain copy, processor time", median(plain) * 1e3, unit="ms"),
        told("a signed copy, processor time", median(signed) * 1e3, unit="ms"),
        told("pages", edition.pages, unit=""),
        told("size of the master", edition.pdf_size / 1e3, unit="KB"),
    ]


def _edition() -> Edition:
    by = User.objects.create_user("bench@example.org", name="Bench")
    report = composing.create_briefing(pipeline.draft(), by=receiving.importer())
    judging.accept_imported(report, by=by, reason="A text to measure with.")
    return editions.freeze(report, by=by)


def _cpu(work: Callable[[], object], times: int = 1) -> float:
    """Processor seconds of one of so many; the first, which finds its master, is not counted."""
    if times > 1:
        work()
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) / times


def _written(edition: Edition) -> str:
    """A copy and its digest, as a download makes them."""
    said = Stamp(codes.new(), RECIPIENT.name, RECIPIENT.organisation, "RQ-2026-000001", "23 November 2026")
    return hashlib.sha256(copies.write(edition, said, at=timezone.now())).hexdigest()


def _thousand(edition_id: int) -> float:
    """Wall seconds of a thousand readers' copies, by two processes that start with nothing in memory."""
    connections.close_all()
    started = time.perf_counter()
    with ProcessPoolExecutor(CORES, mp_context=get_context("fork"), initializer=_forget) as pool:
        list(pool.map(_many, [edition_id] * CORES, [MANY // CORES] * CORES))
    return time.perf_counter() - started


def _forget() -> None:
    copies.master_in.cache_clear()
    connections.close_all()
    settings.DEMO = True


def _many(edition_id: int, count: int) -> int:
    edition = Edition.objects.select_related("report").get(pk=edition_id)
    for _ in range(count):
        copies.make(edition, RECIPIENT)
    return os.getpid()


def _judged(edition: Edition) -> list[Figure]:
    held = signing.current()
    assert held is not None
    files = [copies.make(edition, RECIPIENT).pdf for _ in range(SAMPLE)]
    sound = sum(not soundness.problems(file) for file in files)
    whole = sum(signature.is_whole(file, held) for file in files)
    rows = Copy.objects.count()
    return [
        at_least(f"signed copies of {SAMPLE} that qpdf finds sound", sound, goal=SAMPLE, unit=""),
        at_least(f"signed copies of {SAMPLE} whose signature holds", whole, goal=SAMPLE, unit=""),
        at_least("rows kept", rows, goal=MANY + SAMPLE, unit=""),
    ]
