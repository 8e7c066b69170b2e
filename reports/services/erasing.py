"""Forgets a person: asked for by the person, decided by staff, done by a job, all or nothing.

The account stays without name, address or password, so editions, ledger and histories that name it stay
whole. The last mail goes out first: a sweep owes the job once it is sent, or a day after the decision.
"""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from reports.models import ErasureRequest, ErasureState, Job, Mail, User
from reports.services import holdings, jobs, mailing
from reports.services.redacting import redacting

KIND = "erasure"
PATIENCE = timedelta(days=1)


class ErasureRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """It cannot be asked for, decided or done now; the text is a sentence that says what to do."""


def open_request(person: User) -> ErasureRequest | None:
    """What a person has asked for and what is not over yet."""
    return ErasureRequest.objects.filter(person=person, state__in=ErasureRequest.OPEN).first()


def ask(person: User) -> ErasureRequest:
    """Ask to be forgotten; the same form again finds the same row. Raises ErasureRefused."""
    _check(person)
    try:
        with transaction.atomic():
            return ErasureRequest.objects.create(person=person)
    except IntegrityError:
        return ErasureRequest.objects.get(person=person, state__in=ErasureRequest.OPEN)


def take_back(person: User) -> bool:
    """The person thinks better of it; False when it was decided meanwhile."""
    asked = ErasureRequest.objects.filter(person=person, state=ErasureState.ASKED)
    return asked.update(state=ErasureState.TAKEN_BACK) == 1


def approve(request: ErasureRequest, *, by: User) -> None:
    """Staff agrees; the person is told by its last mail. Raises ErasureRefused."""
    _check(request.person)
    with transaction.atomic():
        _decide(request, ErasureState.APPROVED, by=by, reason="")
        _tell(request, "erasure_approved")


def refuse(request: ErasureRequest, *, by: User, reason: str) -> None:
    """Staff does not agree, for a reason that the person reads. Raises ErasureRefused."""
    if not reason.strip():
        raise ErasureRefused("Say why it is refused; the person reads the reason.")
    with transaction.atomic():
        _decide(request, ErasureState.REFUSED, by=by, reason=reason.strip())
        _tell(request, "erasure_refused")


def sweep() -> int:
    """Owe each approved erasure whose last mail is out, or is waited for no longer; says how many."""
    late = timezone.now() - PATIENCE
    found = 0
    for request in ErasureRequest.objects.filter(state=ErasureState.APPROVED):
        sent = Mail.objects.filter(key=f"erasure_approved/{request.pk}", sent_at__isnull=False).exists()
        if sent or (request.decided_at and request.decided_at < late):
            jobs.defer(KIND, request.pk)
            found += 1
    return found


def erase(person: User, *, cause: str) -> None:
    """Take the person out of everything that is registered, in one transaction."""
    with redacting(cause) as door:
        gone = holdings.leaving(person, door)
        for holding in holdings.all_of():
            if holding.forget:
                holding.forget(gone)


def _check(person: User) -> None:
    against = holdings.obstacles_of(person)
    if against:
        raise ErasureRefused(" ".join(against))


def _decide(request: ErasureRequest, state: ErasureState, *, by: User, reason: str) -> None:
    """One conditional UPDATE, so that of two who decide one does."""
    waiting = ErasureRequest.objects.filter(pk=request.pk, state=ErasureState.ASKED)
    if not waiting.update(state=state, decided_by=by, decided_at=timezone.now(), reason=reason):
        raise ErasureRefused("This was decided or taken back meanwhile; nothing was changed.")


def _tell(request: ErasureRequest, template: str) -> None:
    mailing.queue(
        f"reports/mail/{template}",
        to=request.person.email,
        context={"link": settings.SITE_URL + reverse("reports:data")},
        key=f"{template}/{request.pk}",
    )


def _prepare(_job: Job, _lease: jobs.Lease) -> None:
    """Everything happens in the transaction that ends the job."""


def _record(job: Job, _prepared: None) -> None:
    request = ErasureRequest.objects.select_for_update(of=("self",)).get(pk=job.subject)
    if request.state != ErasureState.APPROVED:
        return
    person = User.objects.select_for_update().get(pk=request.person_id)
    against = holdings.obstacles_of(person)
    if against:  # something came between the decision and now; the person is told, and can ask again
        refused = {"state": ErasureState.REFUSED, "reason": " ".join(against)}
        ErasureRequest.objects.filter(pk=request.pk).update(**refused)
        _tell(request, "erasure_refused")
        return
    erase(person, cause=f"erasure {request.pk}")
    ErasureRequest.objects.filter(pk=request.pk).update(state=ErasureState.DONE, done_at=timezone.now())


jobs.register(jobs.Kind(name=KIND, prepare=_prepare, record=_record))
