"""The supervisor: one on a folder, children restarted, and nothing left behind however it ends."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
# A child that ignores SIGTERM and has a child of its own: the worst case of a worker and its pool.
STUBBORN = """
    import os, pathlib, signal, subprocess, sys, time
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    below = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    pathlib.Path(sys.argv[1], f"{os.getpid()}.pid").touch()
    pathlib.Path(sys.argv[1], f"{below.pid}.pid").touch()
    time.sleep(600)
"""
SUPERVISOR = """
    import pathlib, sys
    from config import supervisor
    from config.supervisor import Command, StartError, Supervisor
    supervisor.STOP_SECONDS = 0.5
    folder = pathlib.Path(sys.argv[1])
    try:
        service = Supervisor(folder, lambda line: print(line, flush=True))
    except StartError as problem:
        sys.exit(str(problem))
    service.start(Command("stubborn", [sys.executable, "-c", sys.argv[2], str(folder)]))
    service.watch()
    service.stop()
"""


def dedented(script: str) -> str:
    return textwrap.dedent(script)


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", dedented(SUPERVISOR), str(folder), dedented(STUBBORN)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def pids(folder: Path) -> set[int]:
    return {int(path.stem) for path in folder.glob("*.pid")}


def alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def await_that(true: Callable[[], object], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = start(tmp_path)
    await_that(lambda: len(pids(tmp_path)) == 2)
    yield process
    process.kill()
    process.communicate()
    for pid in pids(tmp_path):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_supervisor_takes_everything_with_it(
    service: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    service.send_signal(number)

    assert service.wait(timeout=15) == 0
    assert [pid for pid in pids(tmp_path) if alive(pid)] == []


def test_a_killed_supervisor_takes_everything_with_it(service: subprocess.Popen[str], tmp_path: Path) -> None:
    service.kill()
    service.wait()

    await_that(lambda: not any(alive(pid) for pid in pids(tmp_path)), seconds=5)


def test_a_dead_child_is_started_again_and_said_so(service: subprocess.Popen[str], tmp_path: Path) -> None:
    first = pids(tmp_path)
    assert service.stdout is not None

    for pid in first:
        os.kill(pid, signal.SIGKILL)

    assert service.stdout.readline() == "stubborn ended (killed by SIGKILL); it is started again in 0.25 s\n"
    await_that(lambda: len(pids(tmp_path) - first) == 2)


def test_a_second_start_on_the_same_folder_is_refused(service: subprocess.Popen[str], tmp_path: Path) -> None:
    second = start(tmp_path)

    _, refusal = second.communicate(timeout=15)

    assert second.returncode == 1
    assert refusal.startswith(f"the service already runs on {tmp_path}: stop it first")
    assert refusal.count("\n") == 1
    assert service.poll() is None


def test_the_folder_is_free_once_the_supervisor_was_killed(
    service: subprocess.Popen[str], tmp_path: Path
) -> None:
    service.kill()
    service.wait()
    first = pids(tmp_path)
    await_that(lambda: not any(alive(pid) for pid in first))

    again = start(tmp_path)

    await_that(lambda: len(pids(tmp_path) - first) == 2)
    again.send_signal(signal.SIGINT)
    assert again.wait(timeout=15) == 0
    again.communicate()


def test_a_folder_that_cannot_be_written_is_one_line() -> None:
    process = start(Path("/proc/briefings"))

    _, refusal = process.communicate(timeout=15)

    assert process.returncode == 1
    assert refusal.startswith("/proc/briefings cannot be written")
    assert refusal.count("\n") == 1
