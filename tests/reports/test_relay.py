"""The relay with a real broker: one that dies or hangs delays what is due and loses none of it."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from reports.management.commands import relay
from reports.models import Job
from reports.services import jobs
from tests.servers import Broker

pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]


def await_that(true: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def relaying(broker: Broker) -> Iterator[Broker]:
    """A relay that runs beside the test until its end."""
    stop = threading.Event()
    thread = threading.Thread(target=relay.run, args=(stop,))
    thread.start()
    yield broker
    broker.resume()
    stop.set()
    thread.join(timeout=20)
    assert not thread.is_alive()


def rung(job: Job) -> bool:
    job.refresh_from_db()
    return job.rung_at is not None


def test_what_is_due_is_sent_within_a_second(relaying: Broker) -> None:
    job = jobs.defer("anything", "1")

    await_that(lambda: rung(job), seconds=5)

    assert relaying.waiting() == 1


def test_a_broker_that_was_dead_is_told_when_it_is_back(relaying: Broker) -> None:
    relaying.kill()
    job = jobs.defer("anything", "1")
    time.sleep(1)
    assert not rung(job)

    relaying.start()

    await_that(lambda: rung(job))
    assert relaying.waiting() == 1


def test_a_broker_that_hung_is_told_when_it_goes_on(relaying: Broker) -> None:
    await_that(relaying.answers)
    relaying.hang()
    job = jobs.defer("anything", "1")
    time.sleep(6)  # longer than the relay waits for an answer

    relaying.resume()

    await_that(lambda: rung(job))
    assert relaying.waiting() >= 1
