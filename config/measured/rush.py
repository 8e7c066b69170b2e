"""A real web server on loopback and people who press “Send”: what a submission costs, and many at once."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings

from config.measured.askers import Asker
from config.supervisor import die_with_parent

START_SECONDS, TWICE = 60, 10
_TOKEN = "bench" * 6 + "xx"  # Django's cookie for forms has 32 letters or digits
_TICKS = os.sysconf("SC_CLK_TCK")


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


class Sent(NamedTuple):
    """What came of one press: the status, where it leads, and the seconds until the whole answer."""

    status: int
    place: str
    seconds: float


class Line:
    """A connection that is kept, as a browser keeps it."""

    def __init__(self, site: Site) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        self._origin = f"http://127.0.0.1:{site.port}"

    def send(self, asker: Asker) -> Sent:
        """Press “Send” under a draft that is complete."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={asker.session}; csrftoken={_TOKEN}",
            "Origin": self._origin,
        }
        body = urlencode({"csrfmiddlewaretoken": _TOKEN})
        started = time.perf_counter()
        status, place = self._ask("POST", f"/requests/drafts/{asker.key}/send/", body, headers)
        return Sent(status, place, time.perf_counter() - started)

    def look(self, address: str) -> int:
        """Fetch a page."""
        return self._ask("GET", address)[0]

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(
        self, method: str, address: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        self._connection.request(method, address, body, headers or {})
        answer = self._connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")


def rush(site: Site, askers: list[Asker], *, at_once: int) -> list[Sent]:
    """All of them press “Send” at once, every tenth of them twice, on two connections side by side."""
    presses = [asker for at, asker in enumerate(askers) for _ in range(2 if at % TWICE == 0 else 1)]
    shares = [presses[start::at_once] for start in range(at_once)]
    with ThreadPoolExecutor(at_once) as pool:
        return [each for share in pool.map(lambda mine: _sent(site, mine), shares) for each in share]


def _sent(site: Site, askers: list[Asker]) -> list[Sent]:
    with closing(Line(site)) as line:
        return [line.send(asker) for asker in askers]


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
