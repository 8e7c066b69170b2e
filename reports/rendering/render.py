"""One render in a process of its own: obey the limits, print, leave without ceremony.

What goes wrong becomes an answer of one word or one sentence; the document's words reach no log.
"""

import ctypes
import os
import resource
import signal
from typing import Any, Never

from reports.rendering import pdf
from reports.rendering.printed import Limits, RenderFailed
from reports.rendering.wire import pack, unpack

_PR_SET_PDEATHSIG = 1


def run(job: int, result: int, limits: Limits, *, press: int, close: list[int]) -> Never:
    """Print the parcel in `job` into `result`, both descriptors, and end this process, a child of `press`."""
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
