"""Decides whether a text may go out: its warnings, the reasons to let some stand, who approved which wording.

A waiver holds for one sentence and an approval for one wording: what is changed afterwards is judged anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from reports.domain.linting import MUST_BE_MENDED, Fault, lint
from reports.domain.snapshot import Snapshot, canonical_json, digest
from reports.models import Approval, Report, User, Waiver
from reports.services import composing, receiving, snapshots

REASON_LENGTH = 2000

_AUTHOR = "You wrote this report; somebody else has to approve it."


class JudgingRefusedError(Exception):
    """It is not waived or not approved; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A warning with the waiver that lets it stand; open while there is none."""

    fault: Fault
    waiver: Waiver | None

    @property
    def is_open(self) -> bool:
        return self.waiver is None


def judged(report: Report, snapshot: Snapshot | None = None) -> list[Judged]:
    """Every warning about the text as it stands, in print order, the waived ones with their waivers."""
    waivers = {waiver.key: waiver for waiver in report.waivers.select_related("by")}
    found = lint(snapshot or due(report), composing.asked_of(report))
    return [Judged(fault, waivers.get(fault.key)) for fault in found]


def open_faults(report: Report) -> list[Fault]:
    """The warnings that nobody has settled."""
    return _open(judged(report))


def due(report: Report) -> Snapshot:
    """The report as its next edition; as its last one where nothing was changed since."""
    last = report.editions.order_by("-number").first()
    snapshot = snapshots.take(report, edition=last.number if last else 1)
    if last and canonical_json(snapshot) != last.snapshot:
        return replace(snapshot, edition=last.number + 1)
    return snapshot


@transaction.atomic
def waive(report: Report, key: str, *, reason: str, by: User) -> Waiver:
    """Let one warning stand, for a reason that is kept with who and when; raises JudgingRefusedError."""
    found = next((each for each in judged(report) if each.fault.key == key), None)
    if found is None:
        raise JudgingRefusedError("This warning is not there any more: the text was changed. Read it again.")
    return found.waiver or _keep(report, found.fault, reason=reason, by=by)


def may_approve(report: Report, by: User) -> str:
    """Why this person cannot approve the text now, as a sentence; empty when nothing stands against it."""
    return _AUTHOR if by.pk in authors(report) else _unfit(report, due(report))


@transaction.atomic
def approve(report: Report, *, by: User, version: int | None = None) -> Approval:
    """Approve exactly this wording, once; raises JudgingRefusedError.

    `version` is the one that the person has read; the text may have been saved since.
    """
    Report.objects.select_for_update().only("pk").get(pk=report.pk)
    if version is not None and not Report.objects.filter(pk=report.pk, version=version).exists():
        raise JudgingRefusedError("The text was saved since you opened it. Read it again before you approve.")
    text = due(report)
    sentence = _AUTHOR if by.pk in authors(report) else _unfit(report, text)
    if sentence:
        raise JudgingRefusedError(sentence)
    return _approve(report, text, by=by)


def is_approved(report: Report) -> bool:
    """Whether exactly this wording was approved."""
    return report.approvals.filter(text_sha256=snapshots.wording(report)).exists()


def refuse_freeze(report: Report, snapshot: Snapshot | None = None) -> str:
    """Why no edition can be made of the report, as a sentence; empty when it can.

    `snapshot` is what is about to be printed, where the caller holds it: that, and nothing newer, is judged.
    """
    text = snapshot or due(report)
    if report.editions.filter(snapshot_sha256=digest(canonical_json(text))).exists():
        return ""
    sentence = _unfit(report, text)
    if sentence or report.approvals.filter(text_sha256=_wording(text)).exists():
        return sentence
    return "Nobody has approved this wording. Ask somebody who did not write it to approve it."


@transaction.atomic
def accept_imported(report: Report, *, by: User, reason: str) -> Approval:
    """Take a text that was published elsewhere as it is: waive what is open, for one reason, and approve.

    Only for a text that nobody has touched since it was imported; raises JudgingRefusedError for any other.
    """
    if not _is_as_imported(report):
        raise JudgingRefusedError("Only an imported text that nobody has changed is accepted as it is.")
    if by.pk in (report.created_by_id, receiving.importer().pk):
        raise JudgingRefusedError("Whoever brought the report in does not accept it; name somebody else.")
    text = due(report)
    for each in judged(report, text):
        if each.is_open and each.fault.rule not in MUST_BE_MENDED:
            _keep(report, each.fault, reason=reason, by=by)
    sentence = _unfit(report, text)
    if sentence:
        raise JudgingRefusedError(sentence)
    return _approve(report, text, by=by)


def authors(report: Report) -> frozenset[int]:
    """Who began the report, and who has saved it since somebody last approved it."""
    last = report.approvals.order_by("-id").first()
    saved = report.revisions.filter(at__gte=last.at) if last else report.revisions.all()
    return frozenset({report.created_by_id, *saved.values_list("by_id", flat=True)})


def _is_as_imported(report: Report) -> bool:
    last = report.revisions.order_by("-version").first()
    if last is None or last.by_id != receiving.importer().pk:
        return False
    return last.snapshot == canonical_json(snapshots.take(report, edition=0))


def _unfit(report: Report, snapshot: Snapshot) -> str:
    """What is missing or open, whoever approves."""
    missing = composing.missing_parts(report)
    if missing:
        return f"The report says nothing yet in: {', '.join(missing)}. Write that first."
    count = len(_open(judged(report, snapshot)))
    if count == 0:
        return ""
    are_open = "1 warning is open" if count == 1 else f"{count} warnings are open"
    return f"{are_open}. Mend the text, or waive each with a reason."


def _open(found: Iterable[Judged]) -> list[Fault]:
    return [each.fault for each in found if each.is_open]


def _keep(report: Report, fault: Fault, *, reason: str, by: User) -> Waiver:
    text = reason.strip()
    if fault.rule in MUST_BE_MENDED:
        raise JudgingRefusedError(f"This cannot be waived. {fault.advice}")
    if not text or len(text) > REASON_LENGTH:
        raise JudgingRefusedError(f"Say why it may stand, in at most {REASON_LENGTH} characters.")
    said = {"rule": fault.rule, "place": fault.place, "sentence": fault.sentence, "reason": text, "by": by}
    waiver, _ = Waiver.objects.get_or_create(report=report, key=fault.key, defaults=said)
    return waiver


def _approve(report: Report, snapshot: Snapshot, *, by: User) -> Approval:
    approval, _ = Approval.objects.get_or_create(report=report, text_sha256=_wording(snapshot), by=by)
    return approval


def _wording(snapshot: Snapshot) -> str:
    """As `snapshots.wording`, of a text that was already read."""
    return digest(canonical_json(replace(snapshot, edition=0)))
