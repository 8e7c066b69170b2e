"""The values that printing takes and gives: limits in, a printed document or a refusal out.

They stand alone so that a caller knows them without knowing the engine or the processes behind it.
"""

from dataclasses import dataclass

Asset = tuple[str, bytes]  # media type, content
SOURCE, SOURCE_TYPE = "report.json", "application/json"
"""The asset that is not shown but attached: what the document was made from."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one render may use: bytes, seconds, counts. The defaults fit a report of several hundred pages."""

    memory: int = 1_500_000_000
    cpu: int = 60
    wall: float = 90.0
    size: int = 200_000_000
    files: int = 64
    pages: int = 500


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF and what it cost: wall seconds of the render, peak bytes of its process.

    `warnings` are sentences; `sealed` says whether the process had no network at all,
    which depends on what the kernel allows the user to give up.
    """

    pdf: bytes
    pages: int
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    peak_memory: int = 0
    sealed: bool = False


class RenderFailed(Exception):  # noqa: N818 -- an outcome that callers expect, told in a sentence
    """No PDF came out; the message is a sentence that says which limit was hit and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
