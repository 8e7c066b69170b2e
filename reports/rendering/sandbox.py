"""Printing under limits: the client of the print process, and the only way to a PDF that callers use.

A text can keep the layout engine busy without end, so each render runs in a child with limits of
processor time, wall time, memory, files and pages; whatever happens to it becomes a sentence.
"""

import atexit
import json
import os
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict

from reports.rendering.presses import Press, Presses
from reports.rendering.printed import Asset, Limits, Printed, RenderFailed
from reports.rendering.verdict import Verdict, explain
from reports.rendering.wire import STARTED, pack, unpack

_GRACE = 15.0
_GONE = "The print process ended while the report was being printed; try again."


_presses = Presses()
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
) -> tuple[Press, Verdict]:
    with os.fdopen(os.memfd_create("job"), "wb") as job:
        job.write(parcel)
        job.flush()
        press, fate = _submit(json.dumps(asdict(limits)).encode(), [job.fileno(), result])
    with fate:
        return press, _await(fate, press, limits, tick)


def _submit(message: bytes, descriptors: list[int]) -> tuple[Press, socket.socket]:
    """A press that has taken the job, and the socket on which it will tell how it ended."""
    for _ in range(2):  # the first may have been killed while nobody was looking
        press = _presses.get()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, suppress(OSError):
            socket.send_fds(press.control, [message], [*descriptors, theirs.fileno()])
        ours.settimeout(_GRACE)
        with suppress(OSError):
            if ours.recv(len(STARTED)):
                return press, ours
        ours.close()
        _presses.discard(press)
    raise RenderFailed(_GONE)


def _await(fate: socket.socket, press: Press, limits: Limits, tick: Callable[[], None]) -> Verdict:
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


def _read(result: int, press: Press, verdict: Verdict, limits: Limits) -> Printed:
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
