"""Deferred work: a lost, doubled or late message changes nothing, and a result needs its lease."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from reports.models import Job, JobState
from reports.services import jobs


class Work:
    """A kind of work that notes what happened to it and does as it is told."""

    def __init__(self) -> None:
        self.prepared: list[int] = []
        self.recorded: list[str] = []
        self.given_up: list[int] = []
        self.trouble: list[Exception] = []

    def prepare(self, job: Job, lease: jobs.Lease) -> str:
        self.prepared.append(job.pk)
        lease.stage("working")
        if self.trouble:
            raise self.trouble.pop(0)
        return f"result of {job.subject}"

    def record(self, job: Job, result: str) -> None:
        self.recorded.append(result)

    def give_up(self, job: Job) -> None:
        self.given_up.append(job.pk)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    made = Work()
    kind = jobs.Kind("try", made.prepare, made.record, made.give_up, delays=(timedelta(seconds=-1),) * 2)
    monkeypatch.setitem(jobs._KINDS, "try", kind)
    return made


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))


def state_of(job: Job) -> tuple[str, int, str]:
    job.refresh_from_db()
    return job.state, job.attempts, job.last_error


@pytest.mark.django_db
def test_a_job_runs_once_whoever_asks_and_how_often(work: Work) -> None:
    job = jobs.defer("try", 7)

    ran = [jobs.run(job.pk) for _ in range(3)]

    assert ran == [True, False, False]
    assert work.recorded == ["result of 7"]
    assert state_of(job) == (JobState.DONE, 1, "")
    assert job.lease_token is None
    assert job.ended_at is not None


@pytest.mark.django_db
def test_a_message_for_a_job_that_does_not_exist_changes_nothing(work: Work) -> None:
    assert jobs.run(4_000_000) is False
    assert work.prepared == []


@pytest.mark.django_db
def test_a_subject_has_one_open_job_of_a_kind_and_a_new_one_after_it_ended(work: Work) -> None:
    first = jobs.defer("try", 7)
    assert jobs.defer("try", 7) == first
    assert jobs.defer("try", 8) != first
    jobs.run(first.pk)
    assert jobs.defer("try", 7) != first


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_open_job(work: Work) -> None:
    jobs.defer("try", 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="try", subject="7")


@pytest.mark.django_db
def test_a_job_that_is_held_is_left_alone_until_its_lease_ends(work: Work) -> None:
    job = jobs.defer("try", 7)
    held = jobs.claim(job.pk)
    assert held is not None

    assert jobs.run(job.pk) is False
    assert jobs.due() == []
    expire(job)
    assert jobs.due() == [job.pk]
    assert jobs.run(job.pk) is True
    assert state_of(job) == (JobState.DONE, 2, "")


@pytest.mark.django_db
def test_whoever_lost_the_lease_writes_nothing(work: Work) -> None:
    job = jobs.defer("try", 7)
    slow = jobs.claim(job.pk)
    assert slow is not None
    expire(job)
    jobs.run(job.pk)

    with pytest.raises(jobs.LeaseLostError):
        slow.stage("storing")
    with pytest.raises(jobs.LeaseLostError):
        slow.end(JobState.FAILED, last_error="late")
    assert state_of(job) == (JobState.DONE, 2, "")


@pytest.mark.django_db
def test_a_result_is_dropped_when_the_lease_was_lost_while_working(work: Work) -> None:
    job = jobs.defer("try", 7)
    rival: list[bool] = []

    def slow(job: Job, lease: jobs.Lease) -> str:
        expire(job)
        if not rival:
            rival.append(True)
            jobs.run(job.pk)
        return "late"

    jobs._KINDS["try"] = jobs.Kind("try", slow, work.record)

    assert jobs.run(job.pk) is False
    assert work.recorded == ["late"]
    assert state_of(job)[0] == JobState.DONE


@pytest.mark.django_db
def test_an_unforeseen_error_is_tried_again_and_then_given_up_without_its_text(
    work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    job = jobs.defer("try", 7)
    work.trouble = [RuntimeError("the client asked about zanzibar")] * 3

    for _ in range(4):
        jobs.run(job.pk)

    assert len(work.prepared) == 3
    assert work.given_up == [job.pk]
    assert state_of(job) == (
        JobState.FAILED,
        3,
        "An unforeseen RuntimeError; the log has its place.",
    )
    assert "zanzibar" not in caplog.text
    assert "test_jobs.py" in caplog.text


@pytest.mark.django_db
def test_work_that_cannot_be_done_fails_at_once_with_its_cause(work: Work) -> None:
    job = jobs.defer("try", 7)
    work.trouble = [jobs.JobRefusedError("The file is gone.")]

    jobs.run(job.pk)

    assert state_of(job) == (JobState.FAILED, 1, "The file is gone.")


@pytest.mark.django_db
def test_work_that_kills_its_worker_each_time_is_given_up(work: Work) -> None:
    job = jobs.defer("try", 7)
    for _ in range(3):
        assert jobs.claim(job.pk) is not None
        expire(job)

    jobs.run(job.pk)

    assert work.prepared == []
    assert state_of(job) == (JobState.FAILED, 4, "It was interrupted each time it was tried.")


@pytest.mark.django_db
def test_a_kind_that_nobody_knows_fails_with_a_sentence() -> None:
    job = jobs.defer("unheard-of", 1)
    jobs.run(job.pk)
    assert state_of(job)[2] == "No worker here knows work of the kind “unheard-of”."


@pytest.mark.django_db
def test_the_bell_is_rung_once_per_interval_and_again_when_nobody_came(work: Work) -> None:
    job = jobs.defer("try", 7)
    sent: list[int] = []

    jobs.ring(sent.append)
    jobs.ring(sent.append)
    assert sent == [job.pk]

    Job.objects.filter(pk=job.pk).update(rung_at=Now() - timedelta(hours=1))
    jobs.ring(sent.append)
    assert sent == [job.pk, job.pk]


@pytest.mark.django_db
def test_what_could_not_be_sent_stays_due(work: Work) -> None:
    job = jobs.defer("try", 7)

    def hung(job_id: int) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        jobs.ring(hung)
    assert jobs.due() == [job.pk]


@pytest.mark.django_db
def test_only_failed_work_is_started_again_and_with_attempts_of_its_own(work: Work) -> None:
    job = jobs.defer("try", 7)
    with pytest.raises(jobs.JobRefusedError, match="Only work that failed"):
        jobs.again(job, by=None)  # type: ignore[arg-type]
    work.trouble = [jobs.JobRefusedError("No.")]
    jobs.run(job.pk)
    job.refresh_from_db()
    assert jobs.again(job, by=None).attempts == 0  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_claim_at_once_one_wins(work: Work) -> None:
    job = jobs.defer("try", 7)
    start = threading.Barrier(8)
    won: list[bool] = []

    def race() -> None:
        start.wait()
        won.append(jobs.run(job.pk))
        connection.close()

    racers = [threading.Thread(target=race) for _ in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(won) == [False] * 7 + [True]
    assert work.recorded == ["result of 7"]
