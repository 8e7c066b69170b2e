"""Keeps a page that costs seconds of a processor from being asked for in a loop: so many a minute for each.

The counting is shared with all that has a pace; here stands how many papers there are in a minute.
"""

from reports.services import pacing

PAPERS = 6
"""Papers printed in a minute, for one person and of one request."""


def seconds_to_wait(*who: str) -> int:
    """Count one paper for each of these; the seconds until there may be another, 0 where it may be now."""
    return pacing.seconds_to_wait("papers", *who, most=PAPERS)
