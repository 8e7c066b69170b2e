"""`manage.py trace FILE.pdf`: whose copy a file was, for the people who answer for what leaves the house."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.rendering.reading import UnreadableError
from reports.services import tracing, verifying


class Command(BaseCommand):
    """Exits 0 when one copy was found, 1 when none was or the file contradicts itself."""

    help = "Say whose copy a PDF was: by its printed code, its metadata, and the position of its lines."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--edition", default="", help="The code of the edition, if the file does not show it."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        edition = verifying.edition_of(options["edition"])
        if options["edition"] and edition is None:
            raise CommandError("There is no edition with that code.")
        try:
            pdf = options["file"].read_bytes()
            found = tracing.trace(pdf, edition=edition)
        except (OSError, UnreadableError) as problem:
            raise CommandError(str(problem)) from None
        for clue in found.clues:
            self.stdout.write(_told(clue))
        if not found.clues:
            known = ", ".join(f"{each.report}, edition {each.number}" for each in found.editions)
            raise CommandError(f"No copy was recognised{f'; the text is that of {known}' if known else ''}.")
        if found.is_contradictory:
            raise CommandError("The file names more than one copy: trust the position of its lines.")


def _told(clue: tracing.Clue) -> str:
    copy = clue.copy
    whose = ", ".join(part for part in (copy.name, copy.organisation) if part) or "nobody by name"
    agreed = f" ({clue.agreeing} of {clue.readings} readings agree)" if clue.readings else ""
    return f"{whose}: copy {copy.code} of {copy.made_at:%Y-%m-%d}, found by {clue.means}{agreed}"
