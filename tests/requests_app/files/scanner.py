"""A small clamd on a socket of its own: speaks the real protocol, knows one harmful word."""

import socket
import struct
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HARMFUL = b"harmful-word-of-the-test"


def _answer(line: socket.socket, received: list[bytes]) -> None:
    with line, line.makefile("rb") as incoming:
        command = b""
        while not command.endswith(b"\0"):
            command += incoming.read(1)
        if command == b"zPING\0":
            line.sendall(b"PONG\0")
            return
        content = b""
        while length := struct.unpack("!L", incoming.read(4))[0]:
            content += incoming.read(length)
        received.append(content)
        found = b"Test.Word FOUND" if HARMFUL in content else b"OK"
        line.sendall(b"stream: " + found + b"\0")


@contextmanager
def clamd(answer: bytes | None = None) -> Iterator[tuple[Path, list[bytes]]]:
    """Its socket, and what was sent to it; with `answer` it says that to whatever it hears, and hangs up."""
    received: list[bytes] = []
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as server:
        path = Path(folder) / "clamd.ctl"
        server.bind(str(path))
        server.listen()

        def serve() -> None:
            while True:
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                if answer is None:
                    _answer(line, received)
                    continue
                with line:
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield path, received
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join(5)
