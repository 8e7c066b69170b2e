"""The README tells the truth: its diagram, its settings and its commands are those of the code."""

import re
from pathlib import Path

from django.core.management import get_commands

from config.env import VARIABLES
from requests_app.domain.workflow import mermaid

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def test_the_diagram_is_the_table_of_transitions() -> None:
    drawn = re.search(r"```mermaid\n(.*?)\n```", README, re.DOTALL)
    assert drawn
    assert drawn[1] == mermaid().strip()


def test_every_setting_stands_there_with_its_default_and_meaning() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", README, re.MULTILINE)
    assert rows == [
        (each.name, f"`{each.default}`" if each.default else "–", each.meaning) for each in VARIABLES
    ]


def test_every_command_that_it_names_exists() -> None:
    named = set(re.findall(r"manage\.py (\w+)", README))
    assert named - {"test"} <= set(get_commands())
    assert named >= {"demo", "test", "doctor", "bench", "import_briefing"}


def test_every_file_that_it_names_exists() -> None:
    named = set(re.findall(r"`((?:config|reports|requests_app|tests)/[\w/.]*)`", README))
    pictures = set(re.findall(r"!\[.*?\]\((.*?)\)", README))
    assert [name for name in named | pictures if not (ROOT / name).exists()] == []
