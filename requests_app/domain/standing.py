"""What is derived of a request and never stored: overdue, at risk, waiting.

It is read from the deadline, the status and the clock, so it cannot be out of date.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from requests_app.domain.status import Status

RISK = timedelta(days=2)
"""How close to its deadline open work is at risk, by the calendar."""


class Standing(StrEnum):
    """How an open request stands to its deadline."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    AT_RISK = "at_risk"
    ON_TIME = "on_time"

    @property
    def label(self) -> str:
        return {"waiting": "Waiting for the client"}.get(
            self.value, self.value.replace("_", " ").capitalize()
        )


def standing(status: Status, due_at: datetime | None, now: datetime, *, waiting: bool) -> Standing | None:
    """How a request stands; None when the house owes nothing more.

    While the client has the ball nothing can become overdue.
    """
    if not status.is_open:
        return None
    if waiting:
        return Standing.WAITING
    if due_at is None:
        return Standing.ON_TIME
    if due_at < now:
        return Standing.OVERDUE
    return Standing.AT_RISK if due_at - now < RISK else Standing.ON_TIME
