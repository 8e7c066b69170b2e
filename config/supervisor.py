"""Keeps a handful of processes running on one data folder, and takes every one of them down with it.

One lock, children restarted with a back-off, logs in files, and nothing left behind however it ends.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
TICK_SECONDS = 0.1
STOP_SECONDS = 10.0  # a render that is cut off here is done again by whoever claims its job next
LONGEST_WAIT = 5.0
STEADY_SECONDS = 60.0  # a child that lived so long starts anew with the shortest wait


class StartError(Exception):
    """The service cannot run here; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Command:
    """What a child runs; `rank` orders the stop: the lowest first, the broker last."""

    name: str
    line: Sequence[str]
    rank: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)
    descriptors: tuple[int, ...] = ()


@dataclass(slots=True)
class Child:
    """A command and the process that runs it at the moment, if any."""

    command: Command
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    next_start: float = 0.0

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Holds the lock of a data folder and the children that work on it."""

    def __init__(self, folder: Path, say: Callable[[str], None] = print) -> None:
        self.folder = folder
        self.say = say
        self.children: list[Child] = []
        self.stopping = False
        self._lock = _locked(folder)
        self._group = _guard()
        (folder / "log").mkdir(exist_ok=True)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    # --- Starting --------------------------------------------------------------------------------

    def start(self, *commands: Command) -> None:
        for command in commands:
            child = Child(command)
            self.children.append(child)
            self._spawn(child, "wb")

    def _spawn(self, child: Child, mode: str) -> None:
        command = child.command
        with (self.folder / "log" / f"{command.name}.log").open(mode) as log:
            child.process = subprocess.Popen(
                command.line,
                env={**os.environ, **command.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=command.descriptors,
                process_group=self._group,
                preexec_fn=die_with_parent(),  # noqa: PLW1509 -- no threads in this process
            )
        child.started = time.monotonic()

    # --- Watching --------------------------------------------------------------------------------

    def wait_until(self, ready: Callable[[], bool], seconds: float, what: str) -> bool:
        """Watch the children until `ready`; False when asked to stop, StartError when it takes too long."""
        deadline = time.monotonic() + seconds
        while not self.stopping:
            if ready():
                return True
            if time.monotonic() > deadline:
                raise StartError(f"{what} did not answer within {seconds:.0f} s; see {self.folder / 'log'}.")
            self.tick()
        return False

    def watch(self) -> None:
        """Restart whoever dies, until asked to stop."""
        while not self.stopping:
            self.tick()

    def tick(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                self._bury(child, now)
            elif child.process is None and now >= child.next_start:
                self._spawn(child, "ab")
        time.sleep(TICK_SECONDS)

    def _bury(self, child: Child, now: float) -> None:
        assert child.process is not None
        child.failures = 1 if now - child.started > STEADY_SECONDS else child.failures + 1
        wait = min(LONGEST_WAIT, 0.25 * 2 ** (child.failures - 1))
        ending = _ending(child.process.returncode)
        self.say(f"{child.command.name} ended ({ending}); it is started again in {wait:g} s")
        child.process, child.next_start = None, now + wait

    # --- Stopping --------------------------------------------------------------------------------

    def stop(self) -> None:
        """Ask every child to leave, rank by rank; whatever remains when time is up is killed."""
        deadline = time.monotonic() + STOP_SECONDS
        for rank in sorted({child.command.rank for child in self.children}):
            leaving = [child for child in self.children if child.command.rank == rank and child.alive]
            for child in leaving:
                assert child.process is not None
                child.process.terminate()
            while any(child.alive for child in leaving) and time.monotonic() < deadline:
                time.sleep(0.02)
        _kill_group(self._group)
        for child in self.children:
            if child.process is not None:
                child.process.wait()
        self._lock.close()


def die_with_parent() -> Callable[[], None]:
    """What a child does before it becomes its program, so that it cannot outlive this process."""
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def tie() -> None:
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died between the fork and the line above
            os._exit(1)

    return tie


def _locked(folder: Path):  # type: ignore[no-untyped-def]  # an open file, whose type has no public name
    """The lock of the data folder; the kernel gives it back however the holder ends."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / "lock").open("a")
    except OSError as error:
        problem = f"{folder} cannot be written ({error.strerror}): set DATA_DIR to a folder of yours."
        raise StartError(problem) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        problem = f"the service already runs on {folder}: stop it first, or set DATA_DIR to another folder."
        raise StartError(problem) from None
    return lock


def _guard() -> int:
    """Fork a process that leads the children's process group and kills all of it once this process is gone.

    PR_SET_PDEATHSIG reaches the children only; this reaches the pool of the worker and the workers of the
    web server too. It inherits the lock: nobody else starts on the folder before the last of them is dead.
    """
    reader, writer = os.pipe()
    supervisor = os.getpid()
    guard = os.fork()
    if guard:
        os.close(reader)
        os.setpgid(guard, guard)
        return guard
    try:
        os.setpgid(0, 0)
        os.close(writer)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        while os.getppid() == supervisor and os.read(reader, 1):
            pass
    finally:
        os.killpg(0, signal.SIGKILL)
        os._exit(1)


def _kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
        os.waitpid(group, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def _ending(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
