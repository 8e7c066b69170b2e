"""The print process: imports the engine once and forks a limited child for every render.

It is started by `sandbox` with a clean environment, gives up the network, and speaks through its standard
input, a socket over which it receives the descriptors of a job. It ends when that socket ends, so it never
outlives the process that it serves. Run as `python -m reports.rendering.press`.
"""

import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import time
from contextlib import suppress
from dataclasses import dataclass

from reports.rendering import pdf, render, sheet
from reports.rendering.printed import Limits
from reports.rendering.wire import STARTED

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_WARM_UP = (
    f'<html lang="en"><title>.</title><style>{sheet.styles("")}</style><p>Aa <b>b</b> <i>i</i>'
    '<p class="graded">Aa <b>b</b></html>'
)
"""Makes the children find the fonts and the usual stylesheet read."""


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
            render.run(job, result, limits, press=press, close=[fate_fd, alive, *self.descriptors()])
        for descriptor in (job, result, token):
            os.close(descriptor)
        with suppress(OSError):  # the client may have gone; the socket will say so
            fate.send(STARTED)
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
