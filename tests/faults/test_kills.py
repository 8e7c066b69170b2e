"""Nothing is lost, doubled or torn when the processes of the service are killed in the middle of the work."""

import signal
import threading
import time

import pytest

from config.browsing import DeadEndError, Visitor
from config.walk import ASKED, Walk
from tests.faults.conftest import Running

pytestmark = [pytest.mark.broker, pytest.mark.once]

QUESTIONS = [(1, ASKED["question"]["question_1"]), (2, ASKED["question"]["question_2"])]
HISTORY = ["submit", "triage", "accept", "start", "send_to_review", "approve", "deliver"]


EDITIONS = """
    SELECT count(*) FROM reports_edition e JOIN reports_report r ON r.id = e.report_id WHERE r.reference = ?
"""
LAST_PRINT = "SELECT attempts, state FROM reports_job WHERE kind = 'deliver' ORDER BY id DESC LIMIT 1"
ASKED_IN_EVENTS = """
    SELECT count(*) FROM requests_app_requestevent e
    JOIN requests_app_reportrequest r ON r.id = e.request_id WHERE r.title = ?
"""


def state_of(running: Running, number: str) -> tuple[object, ...]:
    """What the database holds of a request: its questions, its history, its deliveries and editions."""
    (key,) = running.rows("SELECT id FROM requests_app_reportrequest WHERE number = ?", number)[0]
    questions = running.rows(
        "SELECT position, text FROM requests_app_keyquestion WHERE request_id = ? ORDER BY position", key
    )
    events = running.rows(
        "SELECT transition FROM requests_app_requestevent WHERE request_id = ? ORDER BY id", key
    )
    deliveries = running.rows("SELECT count(*) FROM requests_app_delivery WHERE request_id = ?", key)
    editions = running.rows(EDITIONS, number)
    return questions, [name for (name,) in events], deliveries, editions


def test_web_and_worker_are_killed_at_each_step_of_the_walk(running: Running) -> None:
    killed: list[str] = []

    def kill_both(step: str, seconds: float) -> None:
        running.harm("worker")
        running.harm("web")
        killed.append(step)

    delivered = Walk(running.site, running.password, kill_both).go()

    assert len(killed) == 10
    assert state_of(running, delivered.number) == (QUESTIONS, HISTORY, [(1,)], [(1,)])
    assert delivered.pages > 1


def test_a_worker_that_is_killed_while_it_prints_prints_it_once(running: Running) -> None:
    shots = 0
    seen: set[tuple[object, ...]] = set()

    def shoot() -> None:
        nonlocal shots
        while shots < 2 and not stop.is_set():
            held = "SELECT lease_token FROM reports_job WHERE kind = 'deliver' AND state = 'running'"
            leases = set(running.rows(held)) - seen
            if leases:
                running.harm("worker")
                seen.update(leases)
                shots += 1
            time.sleep(0.02)

    stop = threading.Event()
    gun = threading.Thread(target=shoot)
    gun.start()
    try:
        delivered = Walk(running.site, running.password, lambda step, seconds: None).go()
    finally:
        stop.set()
        gun.join()

    assert shots >= 1
    assert state_of(running, delivered.number) == (QUESTIONS, HISTORY, [(1,)], [(1,)])
    ((attempts, state),) = running.rows(LAST_PRINT)
    assert attempts > shots
    assert state == "done"


def test_a_form_that_is_sent_until_it_is_answered_makes_one_request(running: Running) -> None:
    visitor = Visitor(running.site)
    visitor.sign_in("alice@client.example", running.password, towards="/requests/")
    before = running.rows("SELECT count(*) FROM requests_app_reportrequest")[0][0]
    title = "Who insures the ferries?"

    for wait in (0.0, 0.01, 0.03, 0.08):
        page = _until_answered(lambda: visitor.get("/requests/new/"))
        for step, filled in {**ASKED, "question": {**ASKED["question"], "title": title}}.items():
            action = "/requests/new/" if step == "question" else f"/{step}/"
            page = _until_answered(
                lambda page=page, action=action, filled=filled: visitor.send(
                    page, to=action, filled=filled, button="next"
                )
            )
        shot = threading.Timer(wait, running.harm, ("web",))
        shot.start()
        receipt = _until_answered(lambda page=page: visitor.send(page, to="/send/"))
        shot.join()
        assert "RQ-" in receipt.text

    rows = running.rows(
        "SELECT r.number, count(q.id) FROM requests_app_reportrequest r JOIN requests_app_keyquestion q "
        "ON q.request_id = r.id WHERE r.title = ? GROUP BY r.number",
        title,
    )
    assert [count for _, count in rows] == [2] * 4
    assert running.rows("SELECT count(*) FROM requests_app_reportrequest")[0][0] == before + 4
    events = running.rows(ASKED_IN_EVENTS, title)
    assert events == [(4,)]


def _until_answered(ask):  # type: ignore[no-untyped-def]  # whatever `ask` gives
    for _ in range(20):
        try:
            return ask()
        except (DeadEndError, OSError):
            time.sleep(0.25)  # the supervisor starts the web server again
    raise AssertionError("the web server did not come back")


def test_the_relay_is_killed_and_mail_still_goes_out(running: Running) -> None:
    running.harm("relay", signal.SIGKILL)
    running.await_that(
        "every mail is sent",
        lambda: running.rows("SELECT count(*) FROM reports_mail WHERE sent_at IS NULL") == [(0,)],
    )
