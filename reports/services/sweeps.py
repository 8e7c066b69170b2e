"""What the clock sets going every minute: each app registers its own, and one that fails stops no other.

A sweep looks for what has come due and owes it as jobs; the work itself is done elsewhere, once.
"""

import logging
from collections.abc import Callable

log = logging.getLogger(__name__)

_SWEEPS: dict[str, Callable[[], object]] = {}


def register(name: str, work: Callable[[], object]) -> None:
    """Make a sweep known; importing an app's `tasks` registers all of them."""
    _SWEEPS[name] = work


def run() -> None:
    """Run each of them; an error is logged by its type and place, never by its words."""
    for name, work in _SWEEPS.items():
        try:
            work()
        except Exception as problem:  # noqa: BLE001 -- the next sweep must run whatever this one met
            log.error("sweep %s: %s", name, type(problem).__name__)
