"""`manage.py relay`: tells the broker which jobs are due, for ever.

The only process that talks to the broker of its own accord, so a dead or hung broker is felt nowhere else;
whatever could not be said stays due and is said again.
"""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections

from reports import tasks

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.2
LONGEST_PAUSE = 5.0


class Command(BaseCommand):
    """Rings until asked to stop."""

    help = "Send what is due to the broker, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        run(stop)


def run(stop: threading.Event) -> None:
    """Ring every moment until `stop`; after a failure wait a little longer each time, and say so once."""
    pause = PAUSE_SECONDS
    while not stop.wait(pause):
        try:
            tasks.ring()
        except Exception as problem:  # noqa: BLE001 -- the broker, the database, their drivers: all of it passes
            if pause == PAUSE_SECONDS:
                log.warning("cannot send what is due: %s; trying on", type(problem).__name__)
            pause = min(LONGEST_PAUSE, pause * 2)
        else:
            if pause != PAUSE_SECONDS:
                log.warning("what is due is sent again")
            pause = PAUSE_SECONDS
        finally:
            close_old_connections()
    connections.close_all()
