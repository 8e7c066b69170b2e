"""The notices on editions: what was wrong, what was added, what must no longer be used.

A recall stops downloads at once; every notice stands on the page of its briefing and on the page where an
edition is verified.
"""

from django.db import transaction

from reports.models import Correction, CorrectionKind, Edition, User
from reports.models.correction import RECALLS
from reports.services import publishing


class CorrectionRefusedError(Exception):
    """The notice cannot be given; the sentence says why."""


@transaction.atomic
def correct(edition: Edition, kind: CorrectionKind, *, note: str, by: User) -> Correction:
    """Attach a notice to an edition; `note` says what is corrected. A recalled edition stays recalled."""
    if not note.strip():
        raise CorrectionRefusedError("Say what is corrected: the notice is all that a reader sees.")
    recall = recall_of(edition)
    if kind.recalls and recall:
        return recall
    notice = Correction.objects.create(edition=edition, kind=kind, text=note.strip(), by=by)
    publishing.renew_notices(edition.report)
    return notice


def withdraw(edition: Edition, *, note: str, by: User) -> Correction:
    """Recall an edition; it can be verified but no longer downloaded."""
    return correct(edition, CorrectionKind.WITHDRAWAL, note=note, by=by)


def recall_of(edition: Edition) -> Correction | None:
    """The notice that recalls the edition, if there is one."""
    found: Correction | None = edition.corrections.filter(kind__in=RECALLS).first()
    return found
