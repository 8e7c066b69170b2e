"""Every version of a text, by whom and when: recorded with each save, compared, and brought back.

A save counts the version with a conditional UPDATE, so of two people who began from the same version one is
told what the other has changed; nothing saved is ever lost, because bringing back writes a new version.
"""

from django.db import transaction
from django.db.models import F, QuerySet

from reports.domain.comparing import Difference, differences
from reports.domain.snapshot import Snapshot, canonical_json, from_json
from reports.models import Report, Revision, User
from reports.services import snapshots, writing

__all__ = ["Difference", "TextLockedError", "VersionTakenError", "differences", "record", "restore", "save"]


class TextLockedError(Exception):
    """The text is being judged, or was approved; the sentence says so."""


class VersionTakenError(Exception):
    """Somebody else has saved since; `version` is where the report stands now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"The report stands at version {version} now.")
        self.version = version


def record(report: Report, *, by: User, note: str = "") -> Revision:
    """Keep the report as it stands under its version; a version is recorded once."""
    text = canonical_json(snapshots.take(report, edition=0))
    revision, _ = Revision.objects.get_or_create(
        report=report, version=report.version, defaults={"snapshot": text, "note": note[:120], "by": by}
    )
    return revision


def ensure(report: Report) -> None:
    """Keep a text that came into its rows by no door that records; it is its first author's."""
    if not report.revisions.filter(version=report.version).exists():
        record(report, by=report.created_by)


@transaction.atomic
def save(
    report: Report, snapshot: Snapshot, *, began_from: int, by: User, note: str = "", slug: str = ""
) -> bool:
    """Write the snapshot as the next version; False when it says what the report says already.

    Raises VersionTakenError when the report is not at `began_from` any more, TextLockedError when it may not
    be changed; then nothing is written. The UPDATE comes first: on PostgreSQL it holds the row against a
    second writer.
    """
    counted = Report.objects.filter(pk=report.pk, version=began_from, is_locked=False)
    if not counted.update(version=F("version") + 1):
        _refuse(report, began_from)
    report.refresh_from_db()
    moved = bool(slug) and slug != report.slug
    if not moved and canonical_json(snapshots.take(report, edition=0)) == canonical_json(snapshot):
        counted = Report.objects.filter(pk=report.pk)
        counted.update(version=began_from)
        report.version = began_from
        return False
    report.version = began_from
    ensure(report)
    report.version = began_from + 1
    report.slug = slug or report.slug
    writing.replace(report, snapshot)
    record(report, by=by, note=f"{note} Address: {slug}".strip() if moved else note)
    return True


def restore(report: Report, revision: Revision, *, by: User) -> bool:
    """Write the text of an earlier version as a new one; what stands now stays in the history."""
    earlier = from_json(revision.snapshot)
    note = f"Version {revision.version} brought back"
    return save(report, earlier, began_from=report.version, by=by, note=note)


def revisions(report: Report) -> QuerySet[Revision]:
    """The versions of a report, newest first, without their texts."""
    return report.revisions.select_related("by").defer("snapshot")


def at(report: Report, version: int) -> Snapshot | None:
    """The text of a version; None when that version was never recorded."""
    revision = report.revisions.filter(version=version).first()
    return from_json(revision.snapshot) if revision else None


def since(report: Report, version: int) -> list[Revision]:
    """Who has saved after that version, oldest first."""
    return list(revisions(report).filter(version__gt=version).order_by("version"))


def _refuse(report: Report, began_from: int) -> None:
    now = Report.objects.only("version", "is_locked").get(pk=report.pk)
    if now.version != began_from:
        raise VersionTakenError(now.version)
    raise TextLockedError("The text is locked while it is reviewed, and once it is approved.")
