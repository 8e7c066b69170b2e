"""`manage.py retain`: removes what is past its time, or says with `--dry-run` what it would remove.

The clock does the same once a day; by hand it serves to look first, and to catch up.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.services import retaining


class Command(BaseCommand):
    help = "Remove what is past its time; what a legal hold reaches stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what is due.")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        due = retaining.look()
        for each in due:
            oldest = f"{each.oldest:%Y-%m-%d}" if each.oldest else "-"
            self.stdout.write(f"{each.rule.kind:<10}{each.days:>6} days {each.count:>8} due  oldest {oldest}")
        if options["dry_run"]:
            self.stdout.write("Nothing was removed.")
            return
        removed = retaining.run()
        self.stdout.write(f"Removed: {sum(removed.values())}.")
