"""Keeps what costs work from being asked for in a loop: so many a minute for each who asks.

The count is kept in the cache for a minute: one that is lost harms nobody.
"""

import hashlib
import time

from django.core.cache import cache

MINUTE = 60


def seconds_to_wait(kind: str, *who: str, most: int) -> int:
    """Count one of this kind for each of these; the seconds until there may be another, 0 for now."""
    now = int(time.time())
    counts = [_count(f"{kind}:{name}:{now // MINUTE}") for name in who]
    return MINUTE - now % MINUTE if max(counts) > most else 0


def _count(name: str) -> int:
    key = hashlib.sha256(name.encode()).hexdigest()
    cache.add(key, 0, timeout=MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # its minute ended in between
        return 1
