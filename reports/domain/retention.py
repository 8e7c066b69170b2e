"""How long each kind of data is kept, and what happens to it then: the house's own table.

Staff may change the days of a kind; what happens stays as it is written here, so that it can be promised.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """A kind of data that has a period."""

    DRAFTS = "drafts"
    HELD = "held"
    FILES = "files"
    MAIL = "mail"
    READERS = "readers"
    EXPORTS = "exports"
    JOBS = "jobs"
    SESSIONS = "sessions"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Rule:
    """`label` and `then` are read by staff: what it is, and what is done when `days` have passed."""

    kind: Kind
    days: int
    label: str
    then: str


RULES = (
    Rule(Kind.DRAFTS, 90, "Drafts that nobody touched", "They are removed with their files."),
    Rule(Kind.HELD, 30, "Requests that are held", "They are removed with their files."),
    Rule(Kind.FILES, 730, "Files of requests that ended", "The files are removed; that there was one stays."),
    Rule(Kind.MAIL, 365, "The text of mails", "The text is removed; key, address and dates stay."),
    Rule(Kind.READERS, 1095, "Who took which file", "The names are removed; code and date stay."),
    Rule(Kind.EXPORTS, 7, "Exports of a person’s data", "The files are removed."),
    Rule(Kind.JOBS, 90, "Work that is done", "The rows are removed."),
    Rule(Kind.SESSIONS, 1, "Sessions that have ended", "The rows are removed."),
    Rule(Kind.LOG, 730, "The admin’s log", "The rows are removed."),
)


def rule_of(kind: Kind) -> Rule:
    """The rule of a kind; each has one."""
    return next(rule for rule in RULES if rule.kind is kind)


def before(now: datetime, days: int) -> datetime:
    """What is older than this moment is past its time."""
    return now - timedelta(days=days)
