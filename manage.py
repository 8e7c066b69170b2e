#!/usr/bin/env python3
"""The one entrance: makes the environment when it is missing, then hands over to Django.

Needs nothing but Python's standard library until `config.bootstrap` has re-entered it inside the environment.
"""

import sys

from config.bootstrap import enter

if __name__ == "__main__":
    sys.exit(enter(sys.argv))
