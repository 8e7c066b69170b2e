"""`manage.py demo`: the whole service on this machine, with people and briefings to try it with.

`demo --check` is `config.rehearsal`, which runs this command and walks the main job through it.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import service
from config.supervisor import StartError

SIGN_INS = (
    ("client", "alice@client.example", "/requests/"),
    ("its colleague", "bob@client.example", "/organisation/"),
    ("analyst", "dana@house.example", "/staff/"),
    ("reviewer", "erin@house.example", "/staff/"),
    ("editor, reviewer", "ed@house.example", "/staff/"),
    ("accounts", "grace@house.example", "/staff/"),
)


class Command(BaseCommand):
    """Runs in the foreground until Ctrl-C."""

    help = (
        "Run the whole service on this machine, with demo data. With --check [--json]: on a free port with a "
        "throw-away folder, walk the main job, stop everything, and exit 0 only if all of it worked."
    )
    requires_system_checks = []  # the processes check when they start

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
        rows = [f"  {role:<18}{address:<24}{password:<22}{site}{page}" for role, address, page in SIGN_INS]
        lines = [
            f"Ready: {site}/",
            "",
            f"  {'sign in as':<18}{'e-mail':<24}{'password':<22}starts at",
            *rows,
            "",
            f"Mails that were sent: {site}/demo/mail/",
            f"Data and logs: {settings.DATA_DIR}",
            "Ctrl-C stops it.",
        ]
        self._say("\n".join(lines))
