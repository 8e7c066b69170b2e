"""The linter: what a machine can see of a report that breaks the tradecraft it promises.

It reads a snapshot and says where which rule is broken and what to do; whether a fault may
stand is decided elsewhere.
"""

from reports.domain.linting.fault import Fault
from reports.domain.linting.rules import MUST_BE_MENDED, RULES, lint

__all__ = ["MUST_BE_MENDED", "RULES", "Fault", "lint"]
