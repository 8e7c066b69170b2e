"""The command itself, inside the environment that `config.bootstrap` made.

`test` and `demo --check` start processes of their own, so they run before Django does; everything else is a
Django command, and a refused setting is one line.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if sys.argv[1:2] == ["demo"]:
    os.environ["DEMO"] = "1"  # before the settings are read, for this process and its children
    os.environ.setdefault("STAFF_MFA", "0")  # its passwords are printed: a second factor would guard nothing
    os.environ.setdefault("ISSUER_NAME", "Tailored Briefings (demo)")
    os.environ.setdefault("ISSUER_ADDRESS", "1 Example Street; 00000 Nowhere")
    os.environ.setdefault("ISSUER_IBAN", "DE89 3704 0044 0532 0130 00")  # nobody's: the standard's example

from django.core.management import execute_from_command_line

from config import rehearsal
from config.env import SettingError


def main(arguments: list[str]) -> int:
    match arguments:
        case ["test", *rest]:
            from config import proving  # noqa: PLC0415 -- its packages are installed for this command only

            return proving.main(rest)
        case ["demo", "--check"]:
            return rehearsal.main(as_json=False)
        case ["demo", "--check", "--json"] | ["demo", "--json", "--check"]:
            return rehearsal.main(as_json=True)
    try:
        execute_from_command_line(["manage.py", *arguments])
    except SettingError as problem:
        print(f"manage.py: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
