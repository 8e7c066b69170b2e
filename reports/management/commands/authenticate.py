"""`manage.py authenticate FILE`: whether a file is one that we issued, to the byte, and still stands."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.services import verifying
from reports.services.verifying import Standing


class Command(BaseCommand):
    """Exits 0 when the file is ours and its edition stands, 1 when not."""

    help = "Say whether a file is ours, to the byte, and whether its edition still stands. Exits 1 if not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as problem:
            raise CommandError(str(problem)) from None
        answer = verifying.by_digest(digest)
        issued = f"edition {answer.number}, issued {answer.issued:%Y-%m-%d}" if answer.issued else ""
        match answer.standing:
            case Standing.AUTHENTIC:
                self.stdout.write(f"Authentic: {issued}.")
            case Standing.SUPERSEDED:
                raise CommandError(f"Ours, but superseded by edition {answer.latest}: {issued}.")
            case Standing.WITHDRAWN:
                raise CommandError(f"Ours, but withdrawn: {issued}.")
            case Standing.UNKNOWN:
                raise CommandError("Not ours: no file that we issued has these bytes.")
