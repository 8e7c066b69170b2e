"""Keeps a page that costs seconds of a processor from being asked for in a loop: so many a minute for each.

It is counted in the memory of each web process, for a minute: a count that is lost harms nobody.
"""

import hashlib
import time

from django.core.cache import cache

MINUTE = 60
PAPERS = 6
"""Papers printed in a minute, for one person and of one request."""


def seconds_to_wait(*who: str) -> int:
    """Count one paper for each of these; the seconds until there may be another, 0 where it may be now."""
    now = int(time.time())
    counts = [_count(f"papers:{name}:{now // MINUTE}") for name in who]
    return MINUTE - now % MINUTE if max(counts) > PAPERS else 0


def _count(name: str) -> int:
    key = hashlib.sha256(name.encode()).hexdigest()
    cache.add(key, 0, timeout=MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # its minute ended in between
        return 1
