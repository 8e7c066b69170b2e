"""Printing under limits: the client of the print process, and the only way to a PDF that callers use.

A text can keep the layout engine busy without end, so each render runs in a child with limits of
processor time, wall time, memory, files and pages; whatever happens to it becomes a sentence.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from reports.rendering.printed import Asset, Limits, Printed, RenderFailed
from reports.rendering.verdict import Verdict, explain
from reports.rendering.wire import pack, unpack

_ROOT = Path(__file__).resolve().parents[2]
_HANDED_ON = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
    "TMPDIR",
    "PYTHONPYCACHEPREFIX",
)
_START_SECONDS = 60.0
_GRACE = 15.0
_GONE = "The print process ended while the report was being printed; try again."
_NO_START = "The print process did not start; `manage.py doctor` says what it lacks."


class _Press:
    """One running print process and our end of its socket."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        clean = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
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


class _Presses:
    """The press of this process: started when first needed, again when killed, never shared over a fork."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.press: _Press | None = None

    def get(self) -> _Press:
        with self.lock:
            if self.press is None or not self.press.alive():
                self._drop()
                self.press = _Press()
            return self.press

    def _drop(self) -> None:
        press, self.press = self.press, None
        if press is not None:
            press.stop()

    def discard(self, press: _Press) -> None:
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


_presses = _Presses()
atexit.register(_presses.close)
os.register_at_fork(after_in_child=_presses.forget)


def print_pdf(
    html: str,
    *,
    assets: Mapping[str, Asset] | None = None,
    limits: Limits | None = None,
    tick: Callable[[], None] | None = None,
) -> Printed:
    """The PDF of a complete HTML document, made in a limited process.

    `tick` is called about once a second while waiting; what it raises stops the render. Raises RenderFailed.
    """
    limits = limits or Limits()
    result = os.memfd_create("result")
    try:
        press, verdict = _through_press(_parcel(html, assets or {}), result, limits, tick or (lambda: None))
        if verdict.status != 0 or verdict.overdue:
            raise RenderFailed(explain(verdict, limits))
        return _read(result, press, verdict, limits)
    finally:
        os.close(result)


def _parcel(html: str, assets: Mapping[str, Asset]) -> bytes:
    header = {"names": list(assets), "types": [media_type for media_type, _ in assets.values()]}
    return pack(header, [html.encode(errors="replace"), *(content for _, content in assets.values())])


def _through_press(
    parcel: bytes, result: int, limits: Limits, tick: Callable[[], None]
) -> tuple[_Press, Verdict]:
    ours, theirs = socket.socketpair()
    with ours:
        with theirs, os.fdopen(os.memfd_create("job"), "wb") as job:
            job.write(parcel)
            job.flush()
            press = _hand_over(json.dumps(asdict(limits)).encode(), [job.fileno(), result, theirs.fileno()])
        return press, _await(ours, press, limits, tick)


def _hand_over(message: bytes, descriptors: list[int]) -> _Press:
    press = _presses.get()
    try:
        socket.send_fds(press.control, [message], descriptors)
    except OSError:  # it died after we looked
        _presses.discard(press)
        press = _presses.get()
        socket.send_fds(press.control, [message], descriptors)
    return press


def _await(fate: socket.socket, press: _Press, limits: Limits, tick: Callable[[], None]) -> Verdict:
    fate.settimeout(1.0)
    last_call = time.monotonic() + limits.wall + _GRACE
    while time.monotonic() < last_call:
        try:
            news = fate.recv(4096)
        except TimeoutError:
            tick()
            continue
        except OSError:
            news = b""
        if not news:
            break
        return Verdict(**json.loads(news))
    _presses.discard(press)
    raise RenderFailed(_GONE)


def _read(result: int, press: _Press, verdict: Verdict, limits: Limits) -> Printed:
    with os.fdopen(os.dup(result), "rb") as parcel:
        parcel.seek(0)
        try:
            facts, blobs = unpack(parcel.read())
        except ValueError:
            raise RenderFailed(_GONE) from None
    if "pages" not in facts:
        raise RenderFailed(facts.get("failed") or explain(verdict, limits, hit=facts["limit"]))
    return Printed(
        pdf=blobs[0],
        pages=facts["pages"],
        warnings=tuple(facts["warnings"]),
        seconds=facts["seconds"],
        peak_memory=verdict.memory,
        sealed=press.sealed,
    )
