"""The print process: imports the engine once and forks a limited child for every render.

It is started by `sandbox` with a clean environment, gives up the network, and speaks through its standard
input, a socket over which it receives the descriptors of a job. It ends when that socket ends, so it never
outlives the process that it serves. Run as `python -m reports.rendering.press`.
"""

import ctypes
import gc
import json
import os
import resource
import selectors
import signal
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Never

from reports.rendering import pdf
from reports.rendering.printed import Limits, RenderFailed
from reports.rendering.wire import pack, unpack

_CLONE_NEWUSER, _CLONE_NEWNET, _PR_SET_PDEATHSIG = 0x10000000, 0x40000000, 1
_WARM_UP = (
    '<html lang="en"><title>.</title><p style="font-family: Noto Serif, serif">Aa <b>b</b> <i>i</i>'
    '<p style="font-family: Inter, sans-serif">Aa <b>b</b></html>'
)


@dataclass(slots=True)
class _Child:
    """A render under way: `fate` goes to the client, `alive` ends with the child."""

    pid: int
    fate: socket.socket
    alive: int
    deadline: float
    overdue: bool = False


class _Press:
    """The loop of the parent: it forks, watches the clock, reaps, and never touches a document itself."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.children: list[_Child] = []
        self.selector = selectors.DefaultSelector()
        self.selector.register(control, selectors.EVENT_READ)

    def serve(self) -> None:
        """Work until the client's end of the socket is closed."""
        while True:
            now = time.monotonic()
            wait = min((child.deadline - now for child in self.children if not child.overdue), default=None)
            for key, _ in self.selector.select(None if wait is None else max(wait, 0)):
                if key.fileobj is self.control:
                    if not self.accept():
                        return
                else:
                    self.attend(*key.data)
            self.stop_overdue()

    def accept(self) -> bool:
        """Start the next job; False when the client is gone."""
        message, descriptors, _, _ = socket.recv_fds(self.control, 4096, 3)
        if not message:
            return False
        job, result, fate_fd = descriptors
        limits = Limits(**json.loads(message))
        alive, token = os.pipe()
        fate = socket.socket(fileno=fate_fd)
        press = os.getpid()
        pid = os.fork()
        if pid == 0:
            _run(job, result, limits, press=press, close=self.descriptors())
        for descriptor in (job, result, token):
            os.close(descriptor)
        child = _Child(pid, fate, alive, time.monotonic() + limits.wall)
        self.children.append(child)
        self.selector.register(alive, selectors.EVENT_READ, (child, True))
        self.selector.register(fate, selectors.EVENT_READ, (child, False))
        return True

    def descriptors(self) -> list[int]:
        """What a child must not hold: the other clients' sockets."""
        return [descriptor for each in self.children for descriptor in (each.fate.fileno(), each.alive)]

    def attend(self, child: _Child, ended: bool) -> None:
        """Tell how the child ended; or, when its client has gone, end it."""
        if not ended:
            self.selector.unregister(child.fate)
            _kill(child)
            return
        _, status, usage = os.wait4(child.pid, 0)
        verdict = {
            "status": os.waitstatus_to_exitcode(status),
            "overdue": child.overdue,
            "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024,
        }
        with suppress(OSError):  # the client may no longer wait for it
            child.fate.send(json.dumps(verdict).encode())
        self.forget(child)

    def forget(self, child: _Child) -> None:
        self.children.remove(child)
        self.selector.unregister(child.alive)
        if child.fate in self.selector.get_map():
            self.selector.unregister(child.fate)
        os.close(child.alive)
        child.fate.close()

    def stop_overdue(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.deadline <= now and not child.overdue:
                child.overdue = True
                _kill(child)


def _kill(child: _Child) -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:  # it had not made its group yet; it is not reaped, so the number is its own
        os.kill(child.pid, signal.SIGKILL)


def _run(job: int, result: int, limits: Limits, *, press: int, close: list[int]) -> Never:
    """The child: obey the limits, print, leave without ceremony."""
    status = 1
    try:
        os.setpgid(0, 0)
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == press:  # else it died before the call above could tell us
            for descriptor in close:
                os.close(descriptor)
            _silence()
            _limit(limits)
            _print(job, result, limits)
            status = 0
    finally:
        os._exit(status)  # the parent's buffers and exit handlers are not the child's to run


def _silence() -> None:
    """No standard streams: a document's words must not reach a log, nor its process the control socket."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)


def _limit(limits: Limits) -> None:
    for what, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.size),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_AS, limits.memory),
    ):
        resource.setrlimit(what, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))


def _print(job: int, result: int, limits: Limits) -> None:
    answer = pack({"limit": "memory"})
    try:
        answer = _answer(job, limits)
    except MemoryError:
        pass  # the answer was packed while there was room
    except RecursionError:
        answer = pack({"limit": "recursion"})
    except RenderFailed as failure:
        answer = pack({"failed": failure.reason})
    except Exception as fault:  # noqa: BLE001 -- whatever the engine raises must become an answer
        reason = f"The layout engine gave up ({type(fault).__name__}); the report was not printed."
        answer = pack({"failed": reason})
    os.lseek(result, 0, os.SEEK_SET)
    os.truncate(result, 0)
    _write(result, answer)


def _write(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    try:
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError:  # RLIMIT_FSIZE: Python ignores the signal and the write fails
        os.truncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, pack({"limit": "size"}))


def _answer(job: int, limits: Limits) -> bytes:
    with os.fdopen(job, "rb") as parcel:
        parcel.seek(0)
        header, blobs = unpack(parcel.read())
    assets = dict(zip(header["names"], zip(header["types"], blobs[1:], strict=True), strict=True))
    printed = pdf.write(blobs[0].decode(), assets, pages=limits.pages)
    facts: dict[str, Any] = {"pages": printed.pages, "warnings": printed.warnings, "seconds": printed.seconds}
    return pack(facts, [printed.pdf])


def _seal_network() -> bool:
    """Leave the machine's network for an empty one; False where the kernel does not let this user."""
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def main() -> None:
    """Get ready, say so, serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that we serve
    control = socket.socket(fileno=0)
    sealed = _seal_network()
    pdf.write(_WARM_UP)
    gc.collect()
    gc.freeze()  # the children share these pages for as long as nobody counts them
    control.send(json.dumps({"sealed": sealed}).encode())
    _Press(control).serve()


if __name__ == "__main__":
    main()
