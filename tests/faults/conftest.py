"""The whole service as its own process tree, to be harmed: killed, stopped and flushed by process id."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import redis

PARTS = {
    "web": "gunicorn",
    "worker": "celery -A config.celery worker",
    "relay": "config relay",
    "broker": "broker.sock",  # the server writes its socket into its own title
}
ROOT = Path(__file__).resolve().parents[2]
QUICK = {"JOB_LEASE_SECONDS": "6", "JOB_RING_SECONDS": "1", "JOB_ATTEMPTS": "9", "PYTHONPATH": str(ROOT)}


@dataclass
class Running:
    """A demo that runs in a folder of its own."""

    process: subprocess.Popen[str]
    folder: Path
    site: str
    password: str

    def pids(self, part: str) -> list[int]:
        """The processes of a part: its first one, then everything below it."""
        parents, lines = _processes()
        tops = [
            pid for pid, parent in parents.items() if parent == self.process.pid and PARTS[part] in lines[pid]
        ]
        found = list(tops)
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def harm(self, part: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a part and everything below it; waits for one that is just being started again."""
        self.await_that(f"a {part} runs", lambda: bool(self.pids(part)), 20)
        pids = self.pids(part)
        for pid in pids:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says, read beside the service."""
        with sqlite3.connect(f"file:{self.folder}/db.sqlite3?mode=ro", uri=True, timeout=20) as database:
            return database.execute(sql, values).fetchall()

    def broker(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.folder / "broker" / "broker.sock"))

    def await_that(self, what: str, true: Callable[[], bool], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
            time.sleep(0.1)  # another process acts; there is nothing to wait on


def _processes() -> tuple[dict[int, int], dict[int, str]]:
    parents, lines = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                lines[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    return parents, lines


def _password(process: subprocess.Popen[str]) -> str:
    """Read what the demo says until it prints the client's sign-in."""
    said = []
    for line in process.stdout or ():
        said.append(line)
        if found := re.search(r"alice@\S+\s+(\S+)", line):
            return found[1]
    raise AssertionError("the demo did not start: " + "".join(said))


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One service for every harm: it has to stand up again after each, so the next finds it whole."""
    folder = tmp_path_factory.mktemp("service")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL")}
    own = {"DATA_DIR": str(folder), "PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}", **QUICK}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "config", "demo"],
        env={**kept, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Running(process, folder, own["SITE_URL"], _password(process))
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
