"""`manage.py demo`: the whole service on this machine, with people and briefings to try it with.

With --check it walks the main job by itself and says how long each step took.
"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import service
from config.supervisor import StartError

SIGN_INS = (
    ("client", "alice@client.example", "/requests/"),
    ("analyst", "dana@house.example", "/staff/"),
    ("second analyst", "erin@house.example", "/staff/"),
    ("editor", "ed@house.example", "/staff/"),
)


class Command(BaseCommand):
    """Runs in the foreground until Ctrl-C."""

    help = "Run the whole service on this machine, with demo data."
    requires_system_checks = []  # the processes check when they start

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="walk the main job, stop; exit 0 if it worked"
        )
        parser.add_argument("--json", action="store_true", help="print the result of --check as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            service.run(self._say, fill=lambda: call_command("load_demo"), ready=self._welcome)
        except StartError as problem:
            raise CommandError(str(problem)) from None

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _welcome(self) -> None:
        site, password = settings.SITE_URL, settings.DEMO_PASSWORD
        rows = [f"  {role:<16}{address:<24}{password:<22}{site}{page}" for role, address, page in SIGN_INS]
        lines = [
            f"Ready: {site}/",
            "",
            f"  {'sign in as':<16}{'e-mail':<24}{'password':<22}starts at",
            *rows,
            "",
            f"Mails that were sent: {site}/demo/mail/",
            f"Data and logs: {settings.DATA_DIR}",
            "Ctrl-C stops it.",
        ]
        self._say("\n".join(lines))
