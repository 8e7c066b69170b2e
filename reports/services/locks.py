"""Asks whether the copies of an edition leave locked, and with which password.

This app knows of editions alone: whoever keeps passwords makes itself known here, and is asked before any
copy of a tailored report goes out.
"""

from collections.abc import Callable

from reports.models import Edition
from reports.services.copies import CopyFailedError

Keeper = Callable[[Edition], str]
_KEEPERS: list[Keeper] = []


class LockFailedError(CopyFailedError):
    """There is a password and it cannot be read, so nothing goes out; the sentence says why, for staff."""


def register(keeper: Keeper) -> None:
    """Ask this keeper from now on; it returns the password of an edition, or nothing."""
    if keeper not in _KEEPERS:
        _KEEPERS.append(keeper)


def password_of(edition: Edition) -> str:
    """The password of a tailored report's copies, empty for none. Raises LockFailedError."""
    if edition.report.is_briefing:
        return ""
    return next((password for keeper in _KEEPERS if (password := keeper(edition))), "")
