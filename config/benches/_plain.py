"""The engine's plain call in a process of its own: `python -m config.benches._plain FILE`.

Our renderer makes the engine quicker in the whole process that imports it, so what it is compared with stays
out of that process. For each line that comes in, the file is printed and its processor seconds go out.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from weasyprint import HTML


class Plain(Protocol):
    """Print once; say the processor seconds."""

    def __call__(self) -> float: ...


@contextmanager
def plain(file: Path) -> Iterator[Plain]:
    """A warm process that prints the HTML in `file` whenever it is called."""
    line = [sys.executable, "-m", "config.benches._plain", str(file)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        asking, telling = process.stdin, process.stdout
        assert asking is not None
        assert telling is not None

        def once() -> float:
            asking.write("\n")
            asking.flush()
            return float(telling.readline())

        once()
        yield once
        asking.close()


def main(file: str) -> None:
    html = Path(file).read_text(encoding="utf-8")
    for _ in sys.stdin:
        started = time.process_time()
        HTML(string=html).write_pdf()
        print(time.process_time() - started, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
