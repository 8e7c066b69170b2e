"""How a render process ended, in words for the person whose report it was.

A sentence says which limit was hit and what to do about it, never a traceback.
"""

import signal
from dataclasses import dataclass

from reports.rendering.printed import Limits


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the print process saw: exit status (negative: a signal), whether time was up, seconds, bytes."""

    status: int
    overdue: bool
    cpu: float
    memory: int


def _seconds(value: float) -> str:
    return f"{value:g} second{'' if value == 1 else 's'}"


def explain(verdict: Verdict, limits: Limits, *, hit: str = "") -> str:
    """One sentence for a render that gave no PDF; `hit` is the limit that the render itself noticed."""
    match hit or _limit_of(verdict, limits):
        case "wall":
            return f"The layout took longer than {_seconds(limits.wall)} and was stopped; {_SIMPLER}"
        case "cpu":
            seconds = _seconds(limits.cpu)
            return f"The layout used more than {seconds} of processor time and was stopped; {_SIMPLER}"
        case "memory":
            megabytes = limits.memory // 1_000_000
            return f"The layout needed more than {megabytes} MB of memory and was stopped; {_SIMPLER}"
        case "size":
            return f"The PDF grew beyond {limits.size // 1_000_000} MB; use fewer or smaller pictures."
        case "recursion":
            return "The text is nested too deeply to be laid out; flatten its lists and quotations."
        case signal_name:
            return f"The layout engine crashed ({signal_name}) and gave no PDF; {_SIMPLER}"


_SIMPLER = "look for very large tables or deeply nested lists, shorten or divide them, and try again."


def _limit_of(verdict: Verdict, limits: Limits) -> str:
    if verdict.overdue:
        return "wall"
    if -verdict.status == signal.SIGXCPU or verdict.cpu >= limits.cpu:
        return "cpu"
    if verdict.memory > limits.memory // 2:  # native code aborts where Python would say MemoryError
        return "memory"
    return signal.Signals(-verdict.status).name if verdict.status < 0 else f"exit status {verdict.status}"
