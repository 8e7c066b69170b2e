"""Deferred work: written with its cause, rung for by the relay, run once whoever asks and how often.

The row is the truth and the broker a doorbell: a claim is one conditional UPDATE by the database's clock,
and a result is written only while its lease is still held, so messages may be lost, doubled or late.
"""

import logging
import time
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from reports.models import Job, JobState, User

log = logging.getLogger(__name__)


class JobRefusedError(Exception):
    """The work cannot be done, now or later; its text is shown to staff and holds nothing of a client's."""


class LeaseLostError(Exception):
    """Somebody else has claimed the row since; whatever was made here is thrown away."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of work does.

    `prepare` runs outside any transaction and may take long; what it returns is handed to `record`, which
    runs in the short transaction that ends the job. `give_up` runs in the one that ends it as failed.
    `delays` are the waits between tries; without them it is tried as often as the settings say.
    """

    name: str
    prepare: Callable[[Job, "Lease"], Any]
    record: Callable[[Job, Any], None]
    give_up: Callable[[Job], None] | None = None
    delays: tuple[timedelta, ...] = ()

    @property
    def waits(self) -> tuple[timedelta, ...]:
        """The wait before each try but the first."""
        tries = range(settings.JOB_ATTEMPTS - 1)
        return self.delays or tuple(timedelta(seconds=10 * 6**each) for each in tries)


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind of work known; importing an app's `tasks` registers all of its kinds."""
    _KINDS[kind.name] = kind


def defer(kind: str, subject: object, *, by: User | None = None) -> Job:
    """Owe a piece of work, in the caller's transaction; a subject has at most one open job of a kind."""
    values = {"kind": kind, "subject": str(subject), "by": by}
    try:
        with transaction.atomic():
            return Job.objects.create(**values)
    except IntegrityError:
        return Job.objects.get(kind=kind, subject=str(subject), state__in=_OPEN)


def defer_for_new(kind: str, subject: object, *, by: User | None = None) -> None:
    """The same for a subject that this transaction inserted: nobody else can owe it, so nothing is caught."""
    Job(kind=kind, subject=str(subject), by=by).save(force_insert=True)


def latest(kind: str, subject: object) -> Job | None:
    """The newest job of that kind and subject, ended or not."""
    return Job.objects.filter(kind=kind, subject=str(subject)).order_by("-id").first()


def again(job: Job, *, by: User) -> Job:
    """Owe failed work once more, as a new job with attempts of its own."""
    if job.state != JobState.FAILED:
        raise JobRefusedError("Only work that failed can be started again.")
    return defer(job.kind, job.subject, by=by)


_OPEN = (JobState.QUEUED, JobState.RUNNING)
_FREE = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=Now())


def due(limit: int = 200) -> list[int]:
    """Ids of the jobs that somebody should be told of now, oldest first."""
    quiet = Q(rung_at__isnull=True) | Q(rung_at__lt=Now() - timedelta(seconds=settings.JOB_RING_SECONDS))
    rows = Job.objects.filter(_FREE, quiet, not_before__lte=Now()).order_by("id")
    return list(rows.values_list("id", flat=True)[:limit])


def ring(send: Callable[[int], None]) -> int:
    """Call `send` with each job that is due; what cannot be sent stays due. Returns how many were sent."""
    sent = 0
    for job_id in due():
        send(job_id)
        Job.objects.filter(pk=job_id).update(rung_at=Now())
        sent += 1
    return sent


@dataclass(slots=True)
class Lease:
    """The right to finish a job, kept alive by `tick` while the work goes on."""

    job: Job
    token: uuid.UUID
    began: float = field(default_factory=time.monotonic)
    renewed: float = field(default_factory=time.monotonic)

    def stage(self, name: str) -> None:
        """Say what is being done now; the page shows it."""
        self.job.timings[name] = round(time.monotonic() - self.began, 3)
        self._renew(stage=name, timings=self.job.timings)

    def tick(self) -> None:
        """Keep the lease; call it about every second, it writes only when a third of the lease has passed."""
        if time.monotonic() - self.renewed > settings.JOB_LEASE_SECONDS / 3:
            self._renew()

    def _renew(self, **values: Any) -> None:
        values["lease_until"] = Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        self._write(values)
        self.renewed = time.monotonic()

    def end(self, state: JobState, **values: Any) -> None:
        """Write the outcome, unless the lease is lost."""
        released = {"lease_token": None, "lease_until": None}
        if state != JobState.QUEUED:
            values["ended_at"] = Now()
        self._write({"state": state, **released, **values})

    def _write(self, values: dict[str, Any]) -> None:
        mine = Job.objects.filter(pk=self.job.pk, lease_token=self.token, state=JobState.RUNNING)
        if mine.update(**values) != 1:
            raise LeaseLostError


def claim(job_id: int) -> Lease | None:
    """Take a job by one conditional UPDATE; None when it is done, not due, or held by somebody else."""
    token = uuid.uuid4()
    free = Job.objects.filter(_FREE, pk=job_id, not_before__lte=Now())
    claimed = free.update(
        state=JobState.RUNNING,
        lease_token=token,
        lease_until=Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS),
        attempts=F("attempts") + 1,
        stage="",
    )
    return Lease(Job.objects.get(pk=job_id), token) if claimed else None


def run(job_id: int) -> bool:
    """Do a job if it is free; True when this call finished it. Never raises for what the work itself did."""
    lease = claim(job_id)
    if lease is None:
        return False
    try:
        _attempt(lease)
    except LeaseLostError:
        log.warning("job %s: the lease was lost, its result is dropped", job_id)
        return False
    return True


def _attempt(lease: Lease) -> None:
    job = lease.job
    kind = _KINDS.get(job.kind)
    if kind is None:
        _give_up(lease, None, f"No worker here knows work of the kind “{job.kind}”.")
        return
    if job.attempts > len(kind.waits) + 1:
        _give_up(lease, kind, "It was interrupted each time it was tried.")
        return
    try:
        result = kind.prepare(job, lease)
        with transaction.atomic():
            lease.end(JobState.DONE, last_error="")
            kind.record(job, result)
    except LeaseLostError:
        raise
    except JobRefusedError as problem:
        _give_up(lease, kind, str(problem))
    except Exception as problem:  # noqa: BLE001 -- whatever the work raised is its outcome
        _postpone(lease, kind, problem)


def _postpone(lease: Lease, kind: Kind, problem: Exception) -> None:
    """Try again later; the message of an unforeseen error may quote a client's text, so it is not kept."""
    job = lease.job
    where = "".join(traceback.format_tb(problem.__traceback__))
    log.error("job %s (%s): %s\n%s", job.pk, job.kind, type(problem).__name__, where)
    cause = f"An unforeseen {type(problem).__name__}; the log has its place."
    if job.attempts > len(kind.waits):
        _give_up(lease, kind, cause)
        return
    wait = kind.waits[job.attempts - 1]
    lease.end(JobState.QUEUED, last_error=cause, not_before=Now() + wait, rung_at=None)


def _give_up(lease: Lease, kind: Kind | None, cause: str) -> None:
    with transaction.atomic():
        lease.end(JobState.FAILED, last_error=cause)
        if kind and kind.give_up:
            kind.give_up(lease.job)
    log.error("job %s (%s) failed: %s", lease.job.pk, lease.job.kind, cause)
