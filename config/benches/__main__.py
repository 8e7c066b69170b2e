"""One bench in a process of its own: `python -m config.benches NAME RESULT`.

Started by `manage.py bench` with a throw-away DATA_DIR; it makes the tables, measures, writes the figures.
"""

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main(name: str, result: str) -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    bench = importlib.import_module(f"config.benches.{name}")
    figures = [asdict(figure) for figure in bench.measure(settings.DATA_DIR)]
    Path(result).write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
