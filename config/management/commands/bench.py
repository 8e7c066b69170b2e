"""`manage.py bench NAME`: measures one promise of the project and says whether it holds.

The bench itself runs in a process of its own, on a throw-away folder with a fresh database.
"""

import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from config import benches

NAMES = sorted(
    module.name for module in pkgutil.iter_modules(benches.__path__) if not module.name.startswith("_")
)


class Command(BaseCommand):
    """Exits 1 when a figure falls short of its goal."""

    help = f"Measure one promise of the project: {', '.join(NAMES)}."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", choices=NAMES)
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        figures = _measure(options["name"])
        if options["json"]:
            self.stdout.write(json.dumps(figures, indent=1))
        for figure in () if options["json"] else figures:
            value = f"{figure['value']:.4g} {figure['unit']}"
            goal = f"goal: {figure['goal']}" if figure["goal"] else ""
            verdict = ("ok   " if figure["holds"] else "SHORT") if figure["goal"] else "     "
            self.stdout.write(f"{verdict}  {figure['name']:<44}{value:>16}  {goal}")
        if not figures or not all(figure["holds"] for figure in figures):
            sys.exit(1)


def _measure(name: str) -> list[dict[str, Any]]:
    """Run the bench; its figures come back in a file, so that whatever it prints spoils nothing."""
    with tempfile.TemporaryDirectory(prefix="briefings-bench-") as folder:
        result = f"{folder}/figures.json"
        own = {"DATA_DIR": f"{folder}/data", "DATABASE_URL": f"sqlite:///{folder}/data/db.sqlite3"}
        line = [sys.executable, "-P", "-m", "config.benches", name, result]
        done = subprocess.run(line, env={**os.environ, **own}, stdout=sys.stderr, check=False)
        if done.returncode:
            sys.exit(done.returncode)
        figures: list[dict[str, Any]] = json.loads(Path(result).read_text(encoding="utf-8"))
        return figures
