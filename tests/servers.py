"""Real servers for the tests that need them, on private sockets: started, harmed, stopped by process id."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from config.celery import app
from config.service import broker_program


class Broker:
    """A broker of our own that can be killed, hung and started again on what it had written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "broker.sock"
        self.url = f"redis+socket://{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        place = ["--port", "0", "--unixsocket", str(self.socket), "--dir", str(self.folder)]
        keeping = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
        self._process = subprocess.Popen([broker_program(), *place, *keeping], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while not self.answers():
            assert time.monotonic() < deadline, "the broker did not start"
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            return bool(self.client().ping())
        except redis.ConnectionError:
            return False

    def client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5)

    def waiting(self) -> int:
        """Messages in the queue."""
        with self.client() as client:
            return int(client.llen("celery"))  # type: ignore[arg-type]  # the client is not asynchronous

    def kill(self) -> None:
        self._send(signal.SIGKILL)
        assert self._process is not None
        self._process.wait()

    def hang(self) -> None:
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        self._send(signal.SIGCONT)

    def _send(self, number: signal.Signals) -> None:
        assert self._process is not None
        if self._process.poll() is None:
            os.kill(self._process.pid, number)


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    """A running broker that Celery uses in this test."""
    with tempfile.TemporaryDirectory(prefix="broker-") as folder:
        server = Broker(Path(folder))
        server.start()
        with monkeypatch.context() as patch:
            for name in ("broker_url", "broker_read_url", "broker_write_url"):
                patch.setitem(app.conf, name, server.url)
            patch.setattr(app, "_pool", None)  # the pools hold the address that they were made with
            patch.setattr(app.amqp, "_producer_pool", None)
            yield server
        server.resume()
        server.kill()
