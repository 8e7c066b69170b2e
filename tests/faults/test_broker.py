"""The broker is a doorbell: stopped, hung or flushed, it delays work and loses none; no page feels it."""

import signal

import pytest

from config.walk import Walk
from tests.faults.conftest import Running

pytestmark = [pytest.mark.broker, pytest.mark.once]


class Halted(Walk):
    """The walk up to the approval, which owes the PDF; what happens next is the test's."""

    def approve(self) -> None:
        for step in (self._read_briefing, self._submit, self._find_in_queue):
            step()
        self._advance(self.dana, "triage", "accept", "start")
        self._write()
        self._advance(self.dana, "send_to_review")
        self._approve()

    def page(self) -> str:
        return self.alice.get(self.followed).text

    def finish(self) -> str:
        self._await_pdf()
        return self._download().number


def walk(running: Running) -> Halted:
    return Halted(running.site, running.password, lambda step, seconds: None)


DELIVERIES = """
    SELECT count(*) FROM requests_app_delivery d
    JOIN requests_app_reportrequest r ON r.id = d.request_id WHERE r.number = ?
"""
OPEN = "SELECT 1 FROM reports_job WHERE state IN ('queued', 'running')"
RUNG = "SELECT 1 FROM reports_job WHERE kind = 'deliver' AND rung_at IS NOT NULL AND state = 'queued'"


def delivered_once(running: Running, number: str) -> bool:
    rows = running.rows(DELIVERIES, number)
    return rows == [(1,)]


def test_a_hung_broker_is_not_felt_on_a_page_and_the_work_goes_on_by_itself(running: Running) -> None:
    running.harm("broker", signal.SIGSTOP)
    try:
        client = walk(running)
        client.approve()
        running.await_that("the page says that the work waits", lambda: "waits" in client.page(), 30)
    finally:
        running.harm("broker", signal.SIGCONT)
    assert delivered_once(running, client.finish())


def test_a_broker_that_is_killed_loses_no_work(running: Running) -> None:
    client = walk(running)
    running.harm("broker")
    client.approve()
    running.harm("broker")
    assert delivered_once(running, client.finish())


def test_a_flushed_broker_loses_no_work(running: Running) -> None:
    client = walk(running)
    running.await_that("the worker holds nothing when it is stopped", lambda: not running.rows(OPEN))
    running.harm("worker", signal.SIGSTOP)
    try:
        client.approve()
        running.await_that(
            "the bell was rung",
            lambda: bool(running.rows(RUNG)),
        )
        running.broker().flushall()
    finally:
        running.harm("worker", signal.SIGCONT)
    assert delivered_once(running, client.finish())
