"""`manage.py serve`: the same processes as the demo, without its data and its mailbox.

For an installation on one machine, under whatever starts it at boot.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import service
from config.supervisor import StartError


class Command(BaseCommand):
    """Runs in the foreground until Ctrl-C or SIGTERM."""

    help = "Run the whole service on this machine."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            call_command("collectstatic", verbosity=0, interactive=False)
            service.run(self._say, fill=lambda: None, ready=lambda: self._say(f"Ready: {settings.SITE_URL}/"))
        except StartError as problem:
            raise CommandError(str(problem)) from None

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
