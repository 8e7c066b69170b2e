"""Makes what is missing on a fresh machine, then runs the command inside the environment.

Standard library only: it runs before anything is installed.
"""

import os


def enter(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(argv)
    return 0
