"""Makes the fixed issue of a report: snapshot, print HTML, PDF, digests, row.

`freeze` is the only door to an issued PDF. It renders outside any transaction and inserts in a short one; the
job that runs it uses the two halves, so that the row is written only while the job's lease is held.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from reports import figures
from reports.domain.snapshot import Snapshot, canonical_json, digest
from reports.models import Edition, Report, User
from reports.rendering import html as rendered
from reports.rendering import sandbox
from reports.rendering.printed import SOURCE, SOURCE_TYPE, Limits, Printed
from reports.services import copies, judging, pictures, snapshots, storing


class FreezeRefusedError(Exception):
    """No edition is made: something is missing, open or not approved; the sentence says what."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition that is not inserted yet; `existing` is set when nothing has changed since the last one."""

    report: Report
    number: int
    supersedes: Edition | None
    snapshot: str
    html: str
    pdf_name: str
    pdf_size: int
    pages: int
    warnings: tuple[str, ...] = ()
    existing: Edition | None = None


def _nothing() -> None:
    """The tick of a caller that holds no lease."""


def freeze(report: Report, *, by: User) -> Edition:
    """Issue the report as it was approved; an unchanged report keeps the edition that it has."""
    return insert(prepare(report), by=by)


def prepare(report: Report, *, tick: Callable[[], None] = _nothing) -> Prepared:
    """Render the next edition and store its file; writes no row. Raises FreezeRefusedError, RenderFailed."""
    last = report.editions.order_by("-number").first()
    if last and canonical_json(snapshots.take(report, edition=last.number)) == last.snapshot:
        return Prepared(
            report,
            last.number,
            last.supersedes,
            last.snapshot,
            last.html,
            last.pdf_name,
            last.pdf_size,
            last.pages,
            existing=last,
        )
    number = last.number + 1 if last else 1
    snapshot = snapshots.take(report, edition=number)
    if refusal := judging.refuse_freeze(report, snapshot):
        raise FreezeRefusedError(refusal)
    html, printed = _print(snapshot, tick=tick)
    pdf = copies.make_master(printed.pdf, digest(canonical_json(snapshot)))
    return Prepared(
        report,
        number,
        last,
        canonical_json(snapshot),
        html,
        storing.keep(pdf),
        len(pdf),
        printed.pages,
        printed.warnings,
    )


def insert(prepared: Prepared, *, by: User) -> Edition:
    """Insert the row of a prepared edition; once, whoever calls it again."""
    if prepared.existing:
        return prepared.existing
    with transaction.atomic():
        known = prepared.report.editions.filter(number=prepared.number).first()
        if known and known.snapshot == prepared.snapshot:
            return known
        return Edition.objects.create(
            report=prepared.report,
            number=prepared.number,
            supersedes=prepared.supersedes,
            snapshot=prepared.snapshot,
            snapshot_sha256=digest(prepared.snapshot),
            html=prepared.html,
            pdf_name=prepared.pdf_name,
            pdf_sha256=prepared.pdf_name.split("/")[1].removesuffix(".pdf"),
            pdf_size=prepared.pdf_size,
            pages=prepared.pages,
            frozen_by=by,
        )


def rebuild(snapshot: Snapshot) -> bytes:
    """The PDF of an edition from its snapshot: with the same versions, the bytes that were stored.

    Raises RenderFailed, and FileDamagedError where a picture of it is not kept here.
    """
    _, printed = _print(snapshot)
    return copies.make_master(printed.pdf, digest(canonical_json(snapshot)))


def preview(report: Report) -> Printed:
    """The report as it stands, DRAFT across each page; nothing is kept."""
    return preview_of(snapshots.take(report, edition=0))


def preview_of(snapshot: Snapshot) -> Printed:
    """A text that may not be saved yet, DRAFT across each page. Raises `sandbox.RenderFailed`."""
    html = rendered.document(snapshot, figures.all_of(snapshot), draft=True)
    return sandbox.print_pdf(html, assets=pictures.assets(snapshot), limits=limits())


def _print(snapshot: Snapshot, *, tick: Callable[[], None] = _nothing) -> tuple[str, Printed]:
    """The HTML and the PDF of what is issued; the snapshot itself travels in it."""
    html = rendered.document(snapshot, figures.all_of(snapshot), site=settings.SITE_URL)
    assets = {**pictures.assets(snapshot), SOURCE: (SOURCE_TYPE, canonical_json(snapshot).encode())}
    return html, sandbox.print_pdf(html, assets=assets, limits=limits(), tick=tick)


def limits() -> Limits:
    """What one render may use here, from the settings."""
    return Limits(
        memory=settings.RENDER_MEMORY_BYTES,
        cpu=settings.RENDER_CPU_SECONDS,
        wall=settings.RENDER_WALL_SECONDS,
        pages=settings.RENDER_MAX_PAGES,
    )


def sweep() -> int:
    """Remove the files that a crash left without a row, and pictures that no text names; says how many."""
    editions = Edition.objects.values_list("pdf_name", flat=True)
    return storing.sweep({*editions, *pictures.names_in_use(), *storing.named_elsewhere()})
