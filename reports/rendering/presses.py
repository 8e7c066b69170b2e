"""Starts the print process that this process uses, and starts another when it was killed.

It is one per process and never shared over a fork; its environment is clean, so no secret can be printed.
"""

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from reports.rendering.printed import RenderFailed

HANDED_ON = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "TMPDIR",
    "PYTHONPYCACHEPREFIX",
)
_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60.0
_NO_START = "The print process did not start; `manage.py doctor` says what it lacks."


class Press:
    """One running print process and our end of its socket."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        clean = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "reports.rendering.press"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={**clean, "HOME": "/nonexistent"},
                cwd=_ROOT,
                start_new_session=True,
            )
        self.control.settimeout(_START_SECONDS)
        self.sealed = bool(self._greeting()["sealed"])

    def _greeting(self) -> dict[str, bool]:
        try:
            greeting = self.control.recv(4096)
        except OSError:
            greeting = b""
        if not greeting:
            self.stop()
            raise RenderFailed(_NO_START)
        return dict(json.loads(greeting))

    def alive(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        """End it and everything that it runs."""
        self.control.close()
        self.process.kill()
        self.process.wait()


class Presses:
    """The press of this process: started when first needed, again when killed, never shared over a fork."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.press: Press | None = None

    def get(self) -> Press:
        with self.lock:
            if self.press is None or not self.press.alive():
                self._drop()
                self.press = Press()
            return self.press

    def _drop(self) -> None:
        press, self.press = self.press, None
        if press is not None:
            press.stop()

    def discard(self, press: Press) -> None:
        """End `press` if it is still the current one."""
        with self.lock:
            if self.press is press:
                self._drop()

    def close(self) -> None:
        with self.lock:
            self._drop()

    def forget(self) -> None:
        """In a forked child: the press belongs to the parent, whose socket must not be held open here."""
        self.lock = threading.Lock()
        press, self.press = self.press, None
        if press is not None:
            press.control.close()
            press.process.returncode = 0  # it is not our child: nothing to wait for, nothing to warn of
