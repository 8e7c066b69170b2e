"""A real web server on loopback and people who send it forms: what a submission costs, and many at once.

What a complete form holds and where it goes stands in `FORM` and `Person.send`, and nowhere else.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings

from config.supervisor import die_with_parent

START_SECONDS = 60
ADDRESS = "/requests/new/"
FORM = {
    "title": "What keeps the berths from being let before the winter?",
    "question_1": "Which of the berths can be let, and to whom?",
    "question_2": "What would show a week ahead that they cannot?",
    "background": "The berths are let by the season.",
    "decision": "Whether to let them.",
    "name": "Ada Bench",
    "organisation": "Bench House",
    "marking": "TLP:AMBER",
    "consent": "on",
}
_TICKS = os.sysconf("SC_CLK_TCK")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True, slots=True)
class Site:
    """A running server: its port, and the process that answers."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Processor seconds of the server and its workers until now."""
        return sum(_cpu(pid) for pid in (self.pid, *_children(self.pid)))


@contextmanager
def serving(folder: Path, *, workers: int, environment: dict[str, str]) -> Iterator[Site]:
    """Gunicorn as the service starts it, but for the number of its workers."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flags = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4", "--preload"]
    flags += ["--workers", str(workers), "--no-control-socket", "--log-level", "error"]
    flags += ["--worker-tmp-dir", str(folder), "--keep-alive", "75"]
    line = [sys.executable, "-P", "-m", "gunicorn", "config.measured.site:application", *flags]
    own = {
        "PYTHONPATH": str(settings.BASE_DIR),
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DEMO": "1",
    }
    server = subprocess.Popen(
        line,
        env={**os.environ, **environment, **own},
        stdout=sys.stderr,
        preexec_fn=die_with_parent(),  # noqa: PLW1509 -- no threads in this process yet
    )
    try:
        _await(server, port)
        yield Site(port, server.pid)
    finally:
        server.terminate()
        server.wait()


class Person:
    """A connection that is kept, and the token that its form came with; each form begins a session anew."""

    def __init__(self, site: Site) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        self._origin = f"http://127.0.0.1:{site.port}"
        page, headers = self._ask("GET", ADDRESS)
        found = _TOKEN.search(page.decode())
        assert found is not None
        self._token = found[1]
        self._cookie = headers.get("Set-Cookie", "").partition(";")[0]

    def send(self, key: uuid.UUID) -> tuple[int, float]:
        """Send a complete form under that key; its status and the seconds until the whole answer."""
        values = {**FORM, "email": f"{key.hex[:12]}@example.org", "submission_key": str(key)}
        body = urlencode({**values, "csrfmiddlewaretoken": self._token})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookie}
        started = time.perf_counter()
        self._ask("POST", ADDRESS, body, {**headers, "Origin": self._origin})
        return self.status, time.perf_counter() - started

    def look(self, address: str) -> int:
        """Fetch a page."""
        self._ask("GET", address)
        return self.status

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(
        self, method: str, address: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[bytes, http.client.HTTPMessage]:
        self._connection.request(method, address, body, headers or {})
        answer = self._connection.getresponse()
        self.status = answer.status
        return answer.read(), answer.headers


def rush(site: Site, count: int, *, at_once: int) -> tuple[list[uuid.UUID], list[tuple[int, float]]]:
    """So many forms from so many people at once, every tenth of them sent twice: the keys and the answers."""
    keys = [uuid.uuid4() for _ in range(count)]
    shares = [keys[start::at_once] for start in range(at_once)]
    with ThreadPoolExecutor(at_once) as pool:
        answers = [each for share in pool.map(lambda mine: _sent(site, mine), shares) for each in share]
    return keys, answers


def _sent(site: Site, keys: list[uuid.UUID]) -> list[tuple[int, float]]:
    with closing(Person(site)) as person:
        return [person.send(key) for key in keys for _ in range(2 if key.int % 10 == 0 else 1)]


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("The web server did not start.")


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _children(pid: int) -> list[int]:
    return [
        int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    ]
