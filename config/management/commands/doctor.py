"""`manage.py doctor`: one line for each part that the service needs, with how to mend what is wrong.

Exits 1 when anything is wrong, so that a monitor can ask it too.
"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from config import checkup


class Command(BaseCommand):
    """Looks, and changes nothing."""

    help = "Check the database, broker, worker, mail, storage, renderer and settings of this installation."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = []
        for finding in checkup.examine():
            findings.append(finding)
            if not options["json"]:
                verdict = "ok   " if finding.ok else "WRONG"
                self.stdout.write(f"{verdict}  {finding.name:<12}{finding.sentence}")
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], indent=1))
        if not all(finding.ok for finding in findings):
            sys.exit(1)
