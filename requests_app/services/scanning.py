"""Asks ClamAV about a file before it is kept, where the house runs one (CLAMD_SOCKET).

The file is sent through the socket (INSTREAM), so the scanner needs no right to read anything here. Source:
clamd(8), the commands zINSTREAM and zPING.
"""

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.conf import settings

PATIENCE = 30.0
_CHUNK = 65_536
_LONGEST_ANSWER = 4_096
_LENGTH = struct.Struct("!L")


class FoundError(Exception):
    """The scanner knows something harmful in the file."""


class ScannerSilentError(Exception):
    """The scanner did not say that the file is clean: it is away, slow, or answers something else."""


def is_on() -> bool:
    """Whether files are scanned here."""
    return bool(settings.CLAMD_SOCKET)


def scan(file: BinaryIO) -> None:
    """Return where the scanner finds nothing; raises FoundError, and in any doubt ScannerSilentError."""
    file.seek(0)
    try:
        with _line() as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(_CHUNK):
                line.sendall(_LENGTH.pack(len(chunk)) + chunk)
            line.sendall(_LENGTH.pack(0))
            answer = _answer(line)
    except OSError as problem:
        raise ScannerSilentError("The scanner does not answer.") from problem
    if answer.endswith(b" FOUND"):
        raise FoundError
    if answer != b"stream: OK":
        raise ScannerSilentError("The scanner gave no clear answer.")


def ping() -> None:
    """Return where the scanner is there; raises ScannerSilentError."""
    try:
        with _line() as line:
            line.sendall(b"zPING\0")
            answer = _answer(line)
    except OSError as problem:
        raise ScannerSilentError("The scanner does not answer.") from problem
    if answer != b"PONG":
        raise ScannerSilentError("What answers is no scanner.")


@contextmanager
def _line() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE)
        line.connect(str(settings.CLAMD_SOCKET))
        yield line


def _answer(line: socket.socket) -> bytes:
    """What it says up to its closing zero, within one patience for all of it."""
    said, until = b"", time.monotonic() + PATIENCE
    while not said.endswith(b"\0"):
        if len(said) > _LONGEST_ANSWER or time.monotonic() > until:
            raise TimeoutError
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0").strip()
