"""`manage.py demo --check`: starts the demo in a throw-away folder, walks the main job and stops it.

Standard library only, and from outside: it is the same command that a person would run, read from its output.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from config.browsing import DeadEndError
from config.walk import Delivered, Walk

START_SECONDS = 120
STOP_SECONDS = 20
Told = Callable[[str, float], None]


def main(*, as_json: bool) -> int:
    steps: list[tuple[str, float]] = []

    def told(name: str, seconds: float) -> None:
        steps.append((name, seconds))
        if not as_json:
            print(f"  {name:<42}{seconds:6.2f} s", flush=True)

    delivered, problem = None, ""
    try:
        delivered = _rehearse(told)
    except DeadEndError as dead_end:
        problem = str(dead_end)
    if as_json:
        print(json.dumps(_result(delivered, problem, steps)))
    else:
        print(_sentence(delivered, problem, steps))
    return 1 if problem else 0


def _rehearse(told: Told) -> Delivered:
    folder = Path(tempfile.mkdtemp(prefix="briefings-check-"))
    try:
        with _demo(folder, told) as (site, password):
            return Walk(site, password, told).go()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _demo(folder: Path, told: Told) -> Iterator[tuple[str, str]]:
    """The running demo: its address and the password of its people. It must also stop as it should."""
    port = _free_port()
    own = {"DATA_DIR": str(folder / "data"), "PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}"}
    started = time.monotonic()
    demo = subprocess.Popen(
        [sys.executable, "-P", "-m", "config", "demo"],
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    giving_up = threading.Timer(START_SECONDS, demo.kill)
    giving_up.start()
    try:
        password = _await_ready(demo)
        giving_up.cancel()
        told("everything starts", time.monotonic() - started)
        yield own["SITE_URL"], password
        started = time.monotonic()
        _stop(demo)
        told("everything stops", time.monotonic() - started)
    finally:
        giving_up.cancel()
        demo.kill()
        demo.wait()


def _await_ready(demo: subprocess.Popen[str]) -> str:
    """Read what the demo says until the sign-in of the client is printed."""
    said = []
    for line in demo.stdout or ():
        said.append(line.strip())
        signed = re.search(r"alice@client\.example\s+(\S+)", line)
        if signed:
            return signed[1]
    raise DeadEndError(f"the demo did not start: {' '.join(said[-3:]) or 'it said nothing'}")


def _stop(demo: subprocess.Popen[str]) -> None:
    demo.send_signal(signal.SIGINT)
    try:
        demo.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        raise DeadEndError(f"the demo did not stop within {STOP_SECONDS} s") from None
    if demo.returncode:
        raise DeadEndError(f"the demo ended with exit code {demo.returncode}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _result(delivered: Delivered | None, problem: str, steps: list[tuple[str, float]]) -> dict[str, object]:
    return {
        "ok": not problem,
        "problem": problem,
        "seconds": round(sum(seconds for _, seconds in steps), 2),
        "steps": [{"name": name, "seconds": round(seconds, 3)} for name, seconds in steps],
        "delivered": asdict(delivered) if delivered else None,
    }


def _sentence(delivered: Delivered | None, problem: str, steps: list[tuple[str, float]]) -> str:
    total = sum(seconds for _, seconds in steps)
    if delivered is None:
        return f"FAILED after {total:.1f} s: {problem}"
    made = f"{delivered.number}: {delivered.pages} pages, {delivered.size} bytes, SHA-256 {delivered.sha256}"
    return f"{made}\nAll of it worked, in {total:.1f} s."
