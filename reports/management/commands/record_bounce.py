"""`manage.py record_bounce [FILE]`: reads a notice that a mail came back, and marks the mail.

The mail server hands each message for the sender's address to it, on its standard input or as a file.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.services import bouncing


class Command(BaseCommand):
    help = "Read a delivery status notification (RFC 3464) and mark the mail that did not arrive."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the notice; without it, standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path | None = options["file"]
        try:
            raw = file.read_bytes() if file else sys.stdin.buffer.read(bouncing.MOST_BYTES + 1)
            marked = bouncing.record(bouncing.read(raw))
        except (OSError, bouncing.BounceRefused) as problem:
            raise CommandError(str(problem)) from problem
        numbers = ", ".join(mail.reference or f"mail {mail.pk}" for mail in marked)
        self.stdout.write(f"Marked: {numbers}." if marked else "Nothing of ours: no mail was marked.")
